"""From the program's start to a finished round, in the real window, by keyboard or mouse alone."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from musicpuzzle.audio.clip import Clip
from musicpuzzle.games.make import make_puzzle_from_file
from musicpuzzle.games.puzzle import Puzzle, pieces_of
from musicpuzzle.games.settings import PuzzleSettings

from ..display import Program
from ..null_sink import NullSink
from .conftest import Spots

# A start takes seconds, on a busy machine many.
pytestmark = pytest.mark.timeout(300)
SEED = 11
RATE_HZ = 44_100
PART = RATE_HZ // 2
ALIKE = 0.9
ENOUGH = 0.7
ATTEMPTS = 5


def rebuilt(tune: Path) -> tuple[Puzzle, Clip]:
    """The puzzle that the program makes of the same song, settings and seed."""
    return make_puzzle_from_file(tune, PuzzleSettings(pieces=4), SEED)


def share_known(recorded: NDArray[np.float32], expected: NDArray[np.float32]) -> float:
    """The share of half seconds of a recording, silent ones aside, that stem from `expected`."""
    known = []
    size = expected.shape[1] + PART
    spectrum = np.fft.rfft(expected, size)
    for first in range(0, recorded.shape[1] - PART, PART):
        part = recorded[:, first : first + PART]
        if not part.any():
            continue
        fits = np.fft.irfft(spectrum * np.conj(np.fft.rfft(part, size)), size).sum(axis=0)
        at = int(np.argmax(fits[: expected.shape[1] - PART]))
        norm = np.linalg.norm(expected[:, at : at + PART]) * np.linalg.norm(part)
        known.append(float(fits[at]) > ALIKE * float(norm))
    return sum(known) / len(known) if known else 0.0


def assert_sounds(
    sink: NullSink, expected: Clip, begin: Callable[[], None], end: Callable[[], None]
) -> None:
    """What sounds between `begin` and `end` is what is expected.

    A busy machine may tear holes into what sounds, so a few attempts are allowed.
    """
    shares = []
    for _ in range(ATTEMPTS):
        with sink.recording() as recording:
            begin()
            time.sleep(2.0)
            end()
        shares.append(share_known(recording.samples(), expected.samples))
        if shares[-1] >= ENOUGH:
            return
    raise AssertionError(f"shares of what was expected: {shares}")


def nothing() -> None:
    """What sounds already goes on."""


def test_by_keyboard_alone_with_what_sounds(
    start: Callable[..., Program], tune: Path, null_sink: NullSink, own_home: Path
) -> None:
    puzzle, window = rebuilt(tune)
    pieces = pieces_of(puzzle, window)
    program = start(str(tune), "--seed", str(SEED))
    program.until_title("^Jigsaw")
    hands = program.hands
    assert_sounds(
        null_sink, pieces[1], lambda: hands.press("b", "space"), lambda: hands.press("Escape")
    )
    for place, piece in enumerate(puzzle.truth):
        program.hands.press("abcd"[piece], str(place + 1))
    program.hands.press("ctrl+z", "ctrl+shift+z")
    program.hands.press("ctrl+Return")
    title = program.until_title("win|order")
    assert_sounds(null_sink, window, nothing, nothing)
    assert title.startswith(("You win", "Continuity wins with the same points"))
    program.hands.press("ctrl+r")
    program.until_title("^Jigsaw")
    program.hands.press("ctrl+comma")
    program.hands.press("ctrl+q")
    assert program.finish() == (0, "")
    kept = json.loads((own_home / "config" / "settings.json").read_text())
    assert kept["song_source"] == str(tune)
    assert kept["pieces"] == 4


def test_without_a_sound_device_everything_still_works(
    start: Callable[..., Program], tune: Path, tmp_path: Path
) -> None:
    puzzle, _ = rebuilt(tune)
    nothing = tmp_path / "no-sound.conf"
    nothing.write_text("")
    program = start(str(tune), "--seed", str(SEED), ALSA_CONFIG_PATH=str(nothing))
    program.until_title("^Jigsaw")
    for place, piece in enumerate(reversed(puzzle.truth)):
        program.hands.press("abcd"[piece], "space", str(place + 1))
    program.hands.press("Return", "ctrl+Return")
    assert program.until_title("wins|win|draw")
    program.hands.press("ctrl+q")
    assert program.finish() == (0, "")


def test_by_mouse_alone(
    start: Callable[..., Program], spots: Callable[[Path, int], Spots], tune: Path
) -> None:
    puzzle, _ = rebuilt(tune)
    where = spots(tune, SEED)
    program = start(str(tune), "--seed", str(SEED))
    program.until_title("^Jigsaw")
    for place, piece in enumerate(puzzle.truth):
        program.hands.click(where.tiles[piece])
        program.hands.drag(where.tiles[piece], where.places[place])
    program.hands.drag(where.places[0], where.places[1])
    program.hands.drag(where.places[0], where.places[1])
    program.hands.click(where.submit)
    program.until_title("You win|Continuity wins with the same points")
    program.hands.click(where.new)
    program.until_title("^Jigsaw")
    program.hands.press("ctrl+q")
    assert program.finish() == (0, "")
