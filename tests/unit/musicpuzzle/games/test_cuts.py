from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from musicpuzzle.audio.clip import Clip
from musicpuzzle.games.cuts import (
    beat_cuts,
    block_powers,
    even_cuts,
    has_silence,
    piece_powers,
    sounding_blocks,
)
from musicpuzzle.games.settings import PuzzleSettings

SETTINGS = PuzzleSettings(pieces=3, gap_s=0.5, total_s=6.0)


def test_even_pieces_share_the_total_and_leave_the_gaps_out() -> None:
    assert even_cuts(SETTINGS, 100) == ((0, 200), (250, 200), (500, 200))


@pytest.mark.parametrize("pieces", [3, 7, 11])
def test_even_pieces_are_equally_long_where_samples_do_not_divide(pieces: int) -> None:
    cuts = even_cuts(PuzzleSettings(pieces=pieces, gap_s=0.333, total_s=23.7), 44_100)
    assert {length for _, length in cuts} == {round(23.7 / pieces * 44_100)}
    gaps = {later - at - length for (at, length), (later, _) in pairwise(cuts)}
    assert gaps == {round(0.333 * 44_100)}


def test_pieces_begin_on_beats_and_end_the_gap_before_one() -> None:
    beats = np.arange(30, 900, 40)
    cuts = beat_cuts(beats, SETTINGS, 100)
    assert cuts is not None
    starts = [at for at, _ in cuts]
    assert set(starts) <= set(beats.tolist())
    assert all(at + length + 50 in beats for at, length in cuts)
    assert all(abs(length - 200) <= 40 for _, length in cuts)
    assert starts[0] == 30
    assert [at + length + 50 for at, length in cuts[:-1]] == starts[1:]


@pytest.mark.parametrize("beats", [[], [10], [0, 250, 500], [0, 250, 740]])
def test_too_few_beats_give_no_cuts(beats: list[int]) -> None:
    assert beat_cuts(beats, SETTINGS, 100) is None


def test_silence_is_absolute_or_beside_the_other_pieces() -> None:
    powers = np.array([[0.1, 0.1, 0.1], [0.1, 0.1, 0.5e-5], [1e-5, 1e-5, 1e-5], [1e-7] * 3])
    assert has_silence(powers).tolist() == [False, True, False, True]


def test_powers_of_pieces_and_blocks() -> None:
    samples = np.zeros((2, 100), np.float32)
    samples[0, 50::2], samples[0, 51::2] = 0.5, -0.5
    clip = Clip(samples, 100)
    assert piece_powers(clip, ((0, 50), (26, 48), (50, 50))) == pytest.approx([0.0, 0.0625, 0.125])
    assert block_powers(clip, 30) == pytest.approx([0.0, 10 / 30 * 0.125, 0.125])


def test_an_offset_is_silent() -> None:
    clip = Clip(np.full((2, 100), 0.5, np.float32), 100)
    assert has_silence(piece_powers(clip, ((0, 50), (50, 50))))


def test_windows_start_where_every_piece_sounds() -> None:
    powers = np.ones(40)
    powers[10:14] = 0.0
    cuts = ((0, 30), (40, 30), (80, 30))
    starts = sounding_blocks(powers, cuts, 10)
    for start in range(40 - 11 + 1):
        sounds = all(
            powers[start + at // 10 : start + (at + length) // 10].any() for at, length in cuts
        )
        assert (start in starts) == sounds
    assert len(sounding_blocks(np.ones(10), cuts, 10)) == 0
    assert len(sounding_blocks(np.zeros(40), cuts, 10)) == 0
