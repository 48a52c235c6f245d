from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.identity import recording_id
from musicpuzzle.audio.loudness import loudness_lufs
from musicpuzzle.errors import PuzzleError
from musicpuzzle.games.make import (
    make_own_medley_from_files,
    make_puzzle_and_window,
    make_puzzle_from_file,
)
from musicpuzzle.games.puzzle import pieces_of
from musicpuzzle.games.settings import PuzzleSettings

from .material import make_puzzle

RATE_HZ = 8_000
THREE = PuzzleSettings(pieces=3, game="medley")
PARTS = ((0.0, 11.0), (11.0, 25.0), (25.0, 36.5), (36.5, 50.0))


def noise(seconds: float, seed: int, gain: float = 0.1, rate_hz: int = RATE_HZ) -> Clip:
    rng = np.random.default_rng(seed)
    samples = gain * rng.normal(size=(2, round(seconds * rate_hz)))
    return Clip(samples.astype(np.float32), rate_hz)


def one_gain_a_part() -> Clip:
    """A medley whose parts differ in loudness."""
    song = noise(50.0, seed=1)
    for number, (start_s, end_s) in enumerate(PARTS):
        song.samples[:, round(start_s * RATE_HZ) : round(end_s * RATE_HZ)] *= 0.3**number
    return song


@pytest.mark.usefixtures("as_loud_as_it_is")
def test_a_composed_medley_gives_a_piece_inside_each_of_parts_in_a_row() -> None:
    song = one_gain_a_part()
    seen = set()
    for seed in range(8):
        puzzle = make_puzzle(song, "id", THREE, seed, parts=PARTS)
        assert puzzle.has_truth
        where = []
        for part in puzzle.fragments:
            assert part.n_samples == 8 * RATE_HZ
            start_s, end_s = part.start_sample / RATE_HZ, part.end_sample / RATE_HZ
            where += [
                at for at, (a, b) in enumerate(PARTS) if a + 0.49 < start_s < end_s < b - 0.49
            ]
        assert where in ([0, 1, 2], [1, 2, 3])
        seen.add((where[0], puzzle.fragments[0].start_sample))
        assert make_puzzle(song, "id", THREE, seed, parts=PARTS) == puzzle
    assert {first for first, _ in seen} == {0, 1}
    assert len(seen) > 6


def test_every_piece_is_as_loud_as_the_others() -> None:
    puzzle, window = make_puzzle_and_window(one_gain_a_part(), "id", THREE, 3, parts=PARTS)
    for piece in pieces_of(puzzle, window):
        assert loudness_lufs(piece) == pytest.approx(-16.0, abs=0.5)


@pytest.mark.usefixtures("as_loud_as_it_is")
def test_short_parts_shorten_all_pieces_and_too_short_ones_are_refused() -> None:
    song = noise(30.0, seed=2)
    puzzle = make_puzzle(song, "id", THREE, 1, parts=((0, 12), (12, 18), (18, 30)))
    assert {part.n_samples for part in puzzle.fragments} == {5 * RATE_HZ}
    with pytest.raises(PuzzleError, match="parts of less than 4 s"):
        make_puzzle(song, "id", THREE, 1, parts=((0, 12), (12, 15.5), (15.5, 30)))
    with pytest.raises(PuzzleError, match="has 2 parts, too few for 3 pieces"):
        make_puzzle(song, "id", THREE, 1, parts=((0, 12), (12, 30)))
    with pytest.raises(PuzzleError, match="ends before its last part"):
        make_puzzle(song, "id", THREE, 1, parts=((0, 12), (12, 20), (26, 60)))
    with pytest.raises(PuzzleError, match="is no medley; one is made of 3 songs"):
        make_puzzle(song, "id", THREE, 1)


def test_a_file_that_is_listed_as_a_medley_is_one(tmp_path: Path) -> None:
    path = tmp_path / "medley.flac"
    song = noise(50.0, seed=1)
    soundfile.write(path, song.samples.T, RATE_HZ)
    with pytest.raises(PuzzleError, match=r"medley\.flac: is no medley"):
        make_puzzle_from_file(path, THREE, 1)
    parts = [{"start_s": start_s, "end_s": end_s, "title": "x"} for start_s, end_s in PARTS]
    (tmp_path / "medleys.json").write_text(json.dumps([{"file": path.name, "parts": parts}]))
    puzzle, window = make_puzzle_from_file(path, THREE, 1)
    assert puzzle.sample_rate_hz == 44_100
    assert puzzle.recording_id == recording_id(path)
    assert window.n_samples == puzzle.window_samples == 3 * 8 * 44_100


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Five songs of 12 s, the fourth of them silent, and the first one again."""
    folder = tmp_path_factory.mktemp("songs")
    paths = [folder / f"{number}.wav" for number in range(6)]
    for number, path in enumerate(paths):
        gain = 0.0 if number == 3 else 0.03 * (number + 1)
        song = noise(12.0, seed=number, gain=gain)
        soundfile.write(path, song.samples[: 1 + number % 2].T, RATE_HZ)
    paths[5].write_bytes(paths[0].read_bytes())
    return paths


def test_a_medley_of_ones_own_has_different_songs_that_sound_and_no_truth(
    songs: list[Path],
) -> None:
    drawn = set()
    for seed in range(4):
        medley = make_own_medley_from_files(songs, THREE, seed)
        puzzle = medley.puzzle
        assert (puzzle.has_truth, puzzle.truth, puzzle.same) == (False, (), ())
        assert [part.recording_id for part in puzzle.fragments] == [
            recording_id(song) for song in medley.songs
        ]
        assert len(set(puzzle.recording_ids)) == 3
        assert songs[3] not in medley.songs
        places = [songs.index(Path(song)) for song in medley.songs]
        assert places == sorted(places)
        drawn.add(tuple(places))
        assert all("3.wav" in problem for problem in medley.problems)
        for piece in pieces_of(puzzle, medley.window):
            assert piece.n_samples == 8 * 44_100
            assert loudness_lufs(piece) == pytest.approx(-16.0, abs=0.5)
        assert puzzle.deal != (0, 1, 2)
    assert len(drawn) > 2
    again = make_own_medley_from_files(songs, THREE, 3)
    assert again.puzzle == puzzle
    assert np.array_equal(again.window.samples, medley.window.samples)


@pytest.mark.usefixtures("as_loud_as_it_is")
def test_no_second_of_a_piece_is_silent(tmp_path: Path, songs: list[Path]) -> None:
    path = tmp_path / "late.wav"
    quiet = np.zeros((2, 60 * RATE_HZ), np.float32)
    sound = np.concatenate([quiet, noise(9.0, seed=9).samples, quiet], axis=1)
    soundfile.write(path, sound.T, RATE_HZ)
    for seed in range(2):
        medley = make_own_medley_from_files([path, *songs[:2]], THREE, seed)
        start_s = medley.puzzle.fragments[0].start_sample / 44_100
        assert 59.0 < start_s < 62.0


def test_too_few_songs_give_one_sentence_with_the_reasons(songs: list[Path]) -> None:
    with pytest.raises(PuzzleError, match=r"3 different songs, and 2 can be used\.$"):
        make_own_medley_from_files([songs[0], songs[1], songs[5]], THREE, 1)
    gone = songs[0].parent / "gone.mp3"
    with pytest.raises(PuzzleError, match=r"and 2 can be used \(.*\.\w+: .*; .*\.\w+: .*\)"):
        make_own_medley_from_files([songs[0], gone, songs[1], songs[3]], THREE, 0)
    with pytest.raises(PuzzleError, match="jigsaw is made of one song"):
        make_own_medley_from_files(songs, PuzzleSettings(pieces=3), 0)


@pytest.mark.usefixtures("as_loud_as_it_is")
def test_it_reports_and_can_be_given_up(songs: list[Path]) -> None:
    shares: list[float] = []
    make_own_medley_from_files(songs, THREE, 1, report=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert all(0 <= after - before < 0.4 for before, after in pairwise(shares))

    def give_up() -> None:
        raise StopIteration

    with pytest.raises(StopIteration):
        make_own_medley_from_files(songs, THREE, 1, check=give_up)
