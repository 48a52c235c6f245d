"""A kept round is heard again, or one sentence names the song and says why not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from musicpuzzle.audio.clip import Clip
from musicpuzzle.errors import DataError
from musicpuzzle.games.make import make_puzzle_from_file
from musicpuzzle.games.puzzle import Puzzle, pieces_of
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.play.records import SongRef
from musicpuzzle.play.sound import pieces_again

RATE_HZ = 44_100


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Puzzle, list[Clip], SongRef]:
    """A puzzle of a file, the pieces that were dealt, and what the log knows of the song."""
    path = tmp_path / "song.wav"
    noise = 0.1 * np.random.default_rng(1).standard_normal((9 * RATE_HZ, 2))
    soundfile.write(path, noise, RATE_HZ, subtype="PCM_16")
    puzzle, window = make_puzzle_from_file(path, PuzzleSettings(pieces=3, total_s=6.0), 4)
    song = SongRef(puzzle.recording_id, str(path), "Harbour Lights")
    return puzzle, pieces_of(puzzle, window), song


def test_the_pieces_sound_as_they_were_dealt(kept: tuple[Puzzle, list[Clip], SongRef]) -> None:
    puzzle, dealt, song = kept
    shares: list[float] = []
    again = pieces_again(puzzle, [song], report=shares.append)
    assert [np.array_equal(a.samples, b.samples) for a, b in zip(again, dealt, strict=True)] == [
        True
    ] * 3
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_song_that_is_gone_or_another_is_named(
    kept: tuple[Puzzle, list[Clip], SongRef],
) -> None:
    puzzle, _, song = kept
    path = Path(song.path)
    sound = path.read_bytes()
    path.write_bytes(sound[:-2] + b"\1\1")
    with pytest.raises(DataError) as changed:
        pieces_again(puzzle, [song])
    assert str(changed.value) == (
        f"“Harbour Lights” cannot be heard again: {path}: is another recording now, or was edited"
        " since you played it."
    )
    path.unlink()
    with pytest.raises(DataError, match=r"“Harbour Lights” cannot be heard again: .*no such file"):
        pieces_again(puzzle, [song])
