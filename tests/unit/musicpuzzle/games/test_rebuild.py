"""A puzzle that was kept sounds as it did when it was made."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.identity import recording_id
from musicpuzzle.errors import PuzzleError
from musicpuzzle.games.make import make_own_medley_from_files, make_puzzle_from_file
from musicpuzzle.games.puzzle import Puzzle
from musicpuzzle.games.rebuild import rebuilt_window
from musicpuzzle.games.settings import PuzzleSettings


def kept(puzzle: Puzzle) -> Puzzle:
    return Puzzle.from_json(json.loads(json.dumps(puzzle.to_json())))


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory, parts: Callable[[str], Clip]) -> Path:
    path = tmp_path_factory.mktemp("rebuild") / "song.flac"
    soundfile.write(path, parts("ABC").samples.T, 44_100)
    return path


@pytest.mark.parametrize("game", ["jigsaw", "sequencing"])
def test_a_puzzle_of_one_song(song: Path, game: str) -> None:
    settings = PuzzleSettings(pieces=3, total_s=6.0, game=game)  # type: ignore[arg-type]
    puzzle, window = make_puzzle_from_file(song, settings, 1)
    shares: list[float] = []
    again = rebuilt_window(kept(puzzle), {recording_id(song): song}, report=shares.append)
    assert np.array_equal(again.samples, window.samples)
    assert shares == sorted(shares)
    with pytest.raises(PuzzleError, match="not there any more"):
        rebuilt_window(puzzle, {"other": song})


def test_a_medley_of_ones_own(tmp_path: Path, music: Callable[..., Clip]) -> None:
    songs = [tmp_path / f"{number}.wav" for number in range(3)]
    for number, path in enumerate(songs):
        sound = music(9.0, seed=number, channels=1 + number % 2)
        soundfile.write(path, sound.samples.T, 44_100)
    medley = make_own_medley_from_files(songs, PuzzleSettings(pieces=3, game="medley"), 2)
    paths = {recording_id(path): path for path in songs}
    again = rebuilt_window(kept(medley.puzzle), paths)
    assert np.array_equal(again.samples, medley.window.samples)
    shorter = dict.fromkeys(paths, tmp_path / "short.wav")
    soundfile.write(tmp_path / "short.wav", np.zeros(44_100), 44_100)
    with pytest.raises(PuzzleError, match=r"short\.wav: is shorter than the puzzle"):
        rebuilt_window(medley.puzzle, shorter)
