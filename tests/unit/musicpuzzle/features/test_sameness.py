from __future__ import annotations

from math import inf

import numpy as np
import pytest

from musicpuzzle.features.logmel import log_mel_array
from musicpuzzle.features.sameness import (
    SAME_SOUND_DISTANCE,
    log_mel_distance,
    same_sound_groups,
)

RATE_HZ = 22_050


def bar(seed: int, seconds: float = 1.0) -> np.ndarray:
    """float32 (samples,) at about -16 dB: some notes and a noise."""
    rng = np.random.default_rng(seed)
    time_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    notes = sum(np.sin(2 * np.pi * pitch * time_s) for pitch in rng.uniform(100, 3000, 4))
    sound = notes * (1 + np.sin(2 * np.pi * 4 * time_s)) + 0.2 * rng.normal(size=len(time_s))
    return (0.16 * sound / sound.std()).astype(np.float32)


def test_the_distance_is_the_root_mean_square_over_frames_and_bands() -> None:
    a = np.zeros((2, 3), np.float32)
    b = np.array([[3.0, 0.0, 0.0], [0.0, 4.0, 0.0]], np.float32)
    assert log_mel_distance(a, b) == pytest.approx(np.sqrt(25 / 6))
    assert log_mel_distance(a, a) == 0.0


def test_pieces_of_different_length_are_compared_as_far_as_the_shorter_goes() -> None:
    long = np.tile(np.arange(10, dtype=np.float32), (4, 1))
    assert log_mel_distance(long, long[:, :8]) == 0.0
    assert log_mel_distance(long[:, :8], long) == 0.0
    assert log_mel_distance(long, long[:, :7]) == inf
    assert log_mel_distance(long[:, :0], long[:, :0]) == inf


def test_repeats_of_a_loop_sound_the_same_and_other_bars_do_not() -> None:
    rng = np.random.default_rng(0)
    loop = np.tile(bar(1), 3)
    # What a lossy coder leaves behind, 35 dB below, and 3 ms of a cut that comes late.
    coded = loop + (0.16 * 10 ** (-35 / 20) * rng.normal(size=len(loop))).astype(np.float32)
    pieces = [coded[:20_000], coded[RATE_HZ + 66 : RATE_HZ + 20_066], bar(2)[:20_000]]
    first, again, other = (log_mel_array(piece) for piece in pieces)
    assert 0 < log_mel_distance(first, again) < SAME_SOUND_DISTANCE
    assert log_mel_distance(first, other) > 2 * SAME_SOUND_DISTANCE


def test_groups_gather_what_sounds_the_same() -> None:
    a, b = np.zeros((4, 5), np.float32), np.ones((4, 5), np.float32)
    c = np.full((4, 5), 9.0, np.float32)
    assert same_sound_groups([a, b, a, c, b, a]) == (frozenset({0, 2, 5}), frozenset({1, 4}))
    assert same_sound_groups([a, b, c]) == ()
    assert same_sound_groups([]) == ()


def test_groups_reach_over_a_piece_between() -> None:
    step = 0.8 * SAME_SOUND_DISTANCE
    chain = [np.full((2, 2), step * k, np.float32) for k in (0, 2, 1)]
    assert same_sound_groups(chain) == (frozenset({0, 1, 2}),)
