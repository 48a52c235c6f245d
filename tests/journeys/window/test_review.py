"""A join of a finished round, chosen and heard by keyboard alone in the real window."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from musicpuzzle.games.make import make_puzzle_from_file
from musicpuzzle.games.puzzle import pieces_of
from musicpuzzle.games.settings import PuzzleSettings

from ..display import Program
from ..null_sink import NullSink, position_in

pytestmark = pytest.mark.timeout(300)
SEED, RATE_HZ = 11, 44_100
SIDE = 2 * RATE_HZ
BLOCK = RATE_HZ // 10
# Of a block the loudest difference; the fades at both ends last 3 ms.
EXACT, ENOUGH, ATTEMPTS = 1e-4, 0.9, 5


def shares_in_place(
    recorded: NDArray[np.float32], expected: NDArray[np.float32]
) -> tuple[float, float]:
    """The share of tenths of a second before and after the cut that are as expected, each in its
    place. Holes that a busy machine tears are none of them."""
    at = position_in(recorded, expected)
    heard = recorded[:, at : at + expected.shape[1]]
    same = [
        np.abs(heard[:, k : k + BLOCK] - expected[:, k : k + BLOCK]).max() < EXACT
        for k in range(BLOCK, heard.shape[1] - BLOCK, BLOCK)
    ]
    half = len(same) // 2
    return float(np.mean(same[:half])), float(np.mean(same[half:]))


def next_column(row: int, column: int, n: int) -> tuple[str, int]:
    """A key that leads to another cell of the row, and its column."""
    columns = [each for each in range(n) if each != row]
    at = columns.index(column)
    return ("Right", columns[at + 1]) if at + 1 < len(columns) else ("Left", columns[at - 1])


def hear(program: Program, sink: NullSink, keys: Sequence[str]) -> NDArray[np.float32]:
    with sink.recording() as recording:
        program.hands.press(*keys)
        time.sleep(4.6)
    return recording.samples()


def test_a_cell_is_the_end_of_one_piece_and_the_start_of_the_other(
    start: Callable[..., Program], tune: Path, null_sink: NullSink
) -> None:
    puzzle, window = make_puzzle_from_file(tune, PuzzleSettings(pieces=4), SEED)
    pieces = [clip.samples for clip in pieces_of(puzzle, window)]
    truth = puzzle.truth
    order = (truth[1], truth[0], *truth[2:])
    program = start(str(tune), "--seed", str(SEED))
    program.until_title("^Jigsaw")
    for place, piece in enumerate(order):
        program.hands.press("abcd"[piece], str(place + 1))
    program.hands.press("ctrl+Return")
    program.until_title("win|order|draw")
    program.hands.press("Escape", "v")
    program.until_title("^Review")
    # The first wrong join has the keyboard; a step aside is a join that nobody made.
    first, (key, column) = order[0], next_column(order[0], order[1], 4)
    program.hands.press(key)
    expected = np.concatenate([pieces[first][:, -SIDE:], pieces[column][:, :SIDE]], axis=1)
    shares = []
    for _ in range(ATTEMPTS):
        recorded = hear(program, null_sink, ["space"])
        shares.append(shares_in_place(recorded, expected))
        if min(shares[-1]) >= ENOUGH:
            break
    assert min(shares[-1]) >= ENOUGH, shares
    # Nothing but these four seconds.
    at = position_in(recorded, expected)
    assert not recorded[:, : max(0, at - BLOCK)].any()
    assert not recorded[:, at + expected.shape[1] + BLOCK :].any()
    program.hands.press("alt+Left")
    program.until_title("win|order|draw")
    program.hands.press("ctrl+q")
    assert program.finish() == (0, "")
