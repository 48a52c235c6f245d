"""Windows: how they overlap, and what varying them leaves as it was."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from musicpuzzle.features.short_mel import FRAMES
from trainer.similarity.windows import evenly, stretched, two_starts, varied


@given(st.integers(0, 2**32 - 1), st.integers(100, 160), st.integers(0, 900))
def test_two_windows_of_a_song_overlap_by_a_half_at_most(seed: int, length: int, more: int) -> None:
    n_frames = length + more
    first, second = two_starts(np.random.default_rng(seed), n_frames, length)
    assert 0 <= min(first, second) <= max(first, second) <= n_frames - length
    if more >= length:
        assert abs(first - second) >= length / 2


def test_stretching_moves_beats_and_keeps_bands() -> None:
    bands = np.zeros((128, 400), np.float16)
    bands[7, ::20] = 1.0
    slow = stretched(bands, 0, 100)
    assert slow.shape == (128, FRAMES)
    peaks = np.flatnonzero(slow[7] > 0.6)
    assert len(peaks) == 5
    assert np.isclose(np.diff(peaks).mean(), 20 * (FRAMES - 1) / 99, atol=0.6)
    assert not slow[8].any()
    np.testing.assert_allclose(stretched(bands, 3, FRAMES), bands[:, 3 : 3 + FRAMES], atol=1e-6)


def test_windows_are_varied_in_loudness_and_colour_but_silence_stays() -> None:
    windows = np.full((20, 128, FRAMES), 1.5, np.float32)
    windows[:, :, 60:] = 0.0
    found = varied(np.random.default_rng(0), windows)
    assert not found[:, :, 60:].any()
    assert np.all(found >= 0)
    assert found[:, :, 0].std() > 0.2
    # What sounds alike at all times still does.
    assert np.ptp(found[:, :, :60], axis=2).max() < 1e-5


def test_songs_are_cut_evenly() -> None:
    bands = np.arange(128 * 300, dtype=np.float32).reshape(128, 300) / 1e4
    windows = evenly(bands.astype(np.float16))
    assert windows.shape == (2, 128, FRAMES)
    np.testing.assert_array_equal(windows[1], bands.astype(np.float16)[:, 129:258])
