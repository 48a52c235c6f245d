from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.identity import recording_id
from musicpuzzle.errors import PuzzleError
from musicpuzzle.features.sections import Section
from musicpuzzle.games.make import (
    find_song_sections,
    make_puzzle_and_window,
    make_puzzle_from_file,
)
from musicpuzzle.games.opponents import CancelledError
from musicpuzzle.games.puzzle import pieces_of
from musicpuzzle.games.settings import PuzzleSettings

from .material import make_puzzle

RATE_HZ = 8_000
THREE = PuzzleSettings(pieces=3, game="sequencing")


def noise(seconds: float, rate_hz: int = RATE_HZ) -> Clip:
    rng = np.random.default_rng(2)
    return Clip(0.1 * rng.normal(size=(1, round(seconds * rate_hz))).astype(np.float32), rate_hz)


def sections(*lengths_s: float, labels: str = "ABCDEFGHIJKLMNOP") -> list[Section]:
    edges_s = np.cumsum([0.0, *lengths_s]).tolist()
    return [
        Section(start_s, end_s, ord(label))
        for (start_s, end_s), label in zip(pairwise(edges_s), labels, strict=False)
    ]


@pytest.fixture(scope="module")
def long_noise() -> Clip:
    return noise(160.0)


@pytest.mark.usefixtures("as_loud_as_it_is")
@given(
    lengths_s=st.lists(st.floats(4.0, 20.0), min_size=3, max_size=8),
    labels=st.text("ABCDE", min_size=8, max_size=8),
    n=st.integers(3, 5),
    seed=st.integers(0, 5),
)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_pieces_are_beginnings_of_sections_that_lie_apart(
    long_noise: Clip, lengths_s: list[float], labels: str, n: int, seed: int
) -> None:
    found = sections(*lengths_s, labels=labels)
    chosen = PuzzleSettings(pieces=n, game="sequencing")
    try:
        puzzle = make_puzzle(long_noise, "id", chosen, seed, sections=found)
    except PuzzleError:
        assume(False)
    of_start = {round(section.start_s * RATE_HZ): section for section in found}
    taken = [of_start[part.start_sample] for part in puzzle.fragments]
    assert len({part.n_samples for part in puzzle.fragments}) == 1
    assert puzzle.fragments[0].n_samples / RATE_HZ + 1 / RATE_HZ >= 3.0
    assert puzzle.fragments[0].n_samples <= 8 * RATE_HZ
    for part, section in zip(puzzle.fragments, taken, strict=True):
        assert part.end_sample <= section.end_s * RATE_HZ + 1
    for part, after in pairwise(puzzle.fragments):
        assert after.start_sample - part.end_sample >= 4 * RATE_HZ - 1
    assert len({section.label for section in taken}) >= max(3, n - 1)
    sounds = [puzzle.sounds[piece] for piece in puzzle.truth]
    for (one, a), (other, b) in combinations(zip(taken, sounds, strict=True), 2):
        assert (one.label == other.label) == (a == b)
    assert make_puzzle(long_noise, "id", chosen, seed, sections=found) == puzzle


@pytest.mark.usefixtures("as_loud_as_it_is")
def test_long_sections_give_eight_seconds_each_and_every_choice_comes(long_noise: Clip) -> None:
    found = sections(20, 20, 20, 20, labels="ABCA")
    made = [make_puzzle(long_noise, "id", THREE, seed, sections=found) for seed in range(12)]
    assert {part.n_samples for puzzle in made for part in puzzle.fragments} == {8 * RATE_HZ}
    starts = {tuple(part.start_sample // RATE_HZ for part in puzzle.fragments) for puzzle in made}
    assert starts == {(0, 20, 40), (20, 40, 60)}
    six = PuzzleSettings(pieces=6, game="sequencing")
    with pytest.raises(PuzzleError, match="no 6 sections to tell apart with 4 s between them"):
        make_puzzle(long_noise, "id", six, 1, sections=found)


@pytest.mark.usefixtures("as_loud_as_it_is")
def test_repeats_may_be_exchanged(long_noise: Clip) -> None:
    four = PuzzleSettings(pieces=4, game="sequencing")
    found = sections(20, 20, 20, 20, labels="ABAC")
    puzzle = make_puzzle(long_noise, "id", four, 3, sections=found)
    assert [puzzle.sounds[piece] for piece in puzzle.truth].count(min(puzzle.same[0])) == 2
    assert puzzle.same == (frozenset({puzzle.truth[0], puzzle.truth[2]}),)
    for labels in ("AABA", "ABAB", "AAAA"):
        with pytest.raises(PuzzleError, match="to tell apart"):
            make_puzzle(long_noise, "id", four, 3, sections=sections(*[20] * 4, labels=labels))


@pytest.mark.usefixtures("as_loud_as_it_is")
def test_silent_sections_are_left_alone(long_noise: Clip) -> None:
    hushed = Clip(long_noise.samples.copy(), RATE_HZ)
    hushed.samples[:, 40 * RATE_HZ : 60 * RATE_HZ] = 0
    found = sections(20, 20, 20, 20)
    for seed in range(4):
        puzzle = make_puzzle(hushed, "id", THREE, seed, sections=found)
        assert [part.start_sample // RATE_HZ for part in puzzle.fragments] == [0, 20, 60]
    with pytest.raises(PuzzleError, match="no 3 sections with sound in all"):
        make_puzzle(hushed, "id", THREE, 1, sections=found[:3])


def test_file_and_memory_give_the_same_puzzle_and_the_pieces_fade(
    tmp_path: Path, parts: Callable[[str], Clip]
) -> None:
    path = tmp_path / "song.flac"
    soundfile.write(path, parts("ABCD").samples.T, 44_100)
    song = Clip(soundfile.read(path, dtype="float32", always_2d=True)[0].T.copy(), 44_100)
    shares: list[float] = []
    puzzle, window = make_puzzle_from_file(path, THREE, 3, report=shares.append)
    again, same_window = make_puzzle_and_window(song, recording_id(path), THREE, 3)
    assert puzzle == again
    assert np.array_equal(window.samples, same_window.samples)
    known = make_puzzle(song, recording_id(path), THREE, 3, sections=find_song_sections(song))
    assert known == puzzle
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert shares == sorted(shares)
    for piece in pieces_of(puzzle, window):
        assert piece.channels == 2
        assert np.abs(piece.samples[:, [0, -1]]).max() < 1e-4


def test_it_is_given_up_while_the_song_is_read(
    tmp_path: Path, parts: Callable[[str], Clip]
) -> None:
    path = tmp_path / "song.flac"
    soundfile.write(path, parts("ABCD").samples.T, 44_100)

    def report(share: float) -> None:
        if share > 0.4:
            raise CancelledError

    with pytest.raises(CancelledError):
        make_puzzle_from_file(path, THREE, 3, report=report)


def test_a_song_without_sections_gives_a_sentence() -> None:
    for song in (noise(5.0), Clip(np.zeros((2, 60 * RATE_HZ), np.float32), RATE_HZ)):
        with pytest.raises(PuzzleError, match="The song: has no 3 sections"):
            make_puzzle(song, "id", THREE, 1)
