"""From the program's start to a finished round, in the real window, by keyboard or mouse alone."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.clip import Clip
from musicpuzzle.games.make import make_puzzle_from_file
from musicpuzzle.games.puzzle import Puzzle, pieces_of
from musicpuzzle.games.settings import PuzzleSettings

from ..display import Program
from ..null_sink import NullSink
from .conftest import Spots

SEED = 11
RATE_HZ = 44_100
PART = RATE_HZ // 2
ALIKE = 0.9


def rebuilt(tune: Path) -> tuple[Puzzle, Clip]:
    """The puzzle that the program makes of the same song, settings and seed."""
    return make_puzzle_from_file(tune, PuzzleSettings(pieces=4), SEED)


def share_heard(recorded: NDArray[np.float32], expected: NDArray[np.float32]) -> float:
    """The share of half seconds of `expected` that are found, in order, in a recording.

    A busy machine may tear a hole into a recording; half seconds beside it are still as they were.
    """
    found, last = [], -1
    for first in range(0, expected.shape[1] - PART, PART):
        part = expected[:, first : first + PART]
        size = recorded.shape[1] + PART
        spectrum = np.fft.rfft(recorded, size) * np.conj(np.fft.rfft(part, size))
        fits = np.fft.irfft(spectrum, size).sum(axis=0)[: recorded.shape[1] - PART]
        at = int(np.argmax(fits))
        heard = recorded[:, at : at + PART]
        norm = float(np.linalg.norm(heard) * np.linalg.norm(part))
        found.append(at > last and norm > 0 and float(fits[at]) / norm > ALIKE)
        last = at if found[-1] else last
    return sum(found) / len(found)


def test_by_keyboard_alone_with_what_sounds(
    start: Callable[..., Program], tune: Path, null_sink: NullSink, own_home: Path
) -> None:
    puzzle, window = rebuilt(tune)
    pieces = pieces_of(puzzle, window)
    program = start(str(tune), "--seed", str(SEED))
    program.until_title("^Jigsaw")
    # The sound device is opened in the background.
    time.sleep(0.5)
    with null_sink.recording() as recording:
        program.hands.press("b", "space")
        time.sleep(2.2)
        program.hands.press("space")
    assert share_heard(recording.samples(), pieces[1].samples[:, : 4 * PART]) >= 0.7
    for place, piece in enumerate(puzzle.truth):
        program.hands.press("abcd"[piece], str(place + 1))
    program.hands.press("ctrl+z", "ctrl+shift+z")
    with null_sink.recording() as recording:
        program.hands.press("ctrl+Return")
        title = program.until_title("win|order")
        time.sleep(2.2)
    assert share_heard(recording.samples(), window.samples[:, : 4 * PART]) >= 0.7
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
