"""The limiter holds peaks without being heard."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.limiter import limit

RATE_HZ = 44_100


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    n_samples=st.integers(1, 20_000),
    rate=st.sampled_from([8_000, 44_100, 192_000]),
    ceiling_dbfs=st.floats(-12, 0),
)
def test_nothing_passes_the_ceiling(seed, n_samples, rate, ceiling_dbfs):
    random = np.random.default_rng(seed)
    peaks = random.standard_cauchy((2, n_samples)).clip(-50, 50).astype(np.float32)
    held = limit(Clip(peaks, rate), ceiling_dbfs).samples
    assert held.dtype == np.float32
    assert np.abs(held).max() <= np.float32(10 ** (ceiling_dbfs / 20))
    assert np.all(np.sign(held) == np.sign(peaks))


def test_below_the_ceiling_nothing_happens():
    clip = Clip(np.full((2, 100), 0.5, np.float32), RATE_HZ)
    assert limit(clip, -1.0) is clip
    empty = Clip(np.zeros((2, 0), np.float32), RATE_HZ)
    assert limit(empty, -1.0) is empty


def gain_for_one_peak(peak):
    samples = np.full((1, RATE_HZ), 0.1, np.float32)
    samples[0, RATE_HZ // 4] = peak
    held = limit(Clip(samples, RATE_HZ), 0.0).samples
    return (held / samples)[0]


def test_the_gain_is_down_for_a_peak_and_comes_back():
    gain = gain_for_one_peak(4.0)
    at = RATE_HZ // 4
    assert gain[at] == pytest.approx(0.25, abs=1e-4)
    # Untouched until 10 ms before, recovered after 12 dB at 40 dB a second and the look-ahead.
    assert np.all(gain[: at - RATE_HZ // 100 - 10] == 1)
    assert np.allclose(gain[at + round(0.32 * RATE_HZ) :], 1, atol=1e-4)
    assert np.all(gain[at : at + round(0.25 * RATE_HZ)] < 0.95)


def test_the_gain_never_leaps():
    gain_db = 20 * np.log10(gain_for_one_peak(4.0))
    # 12 dB within 5 ms or more.
    assert np.abs(np.diff(gain_db)).max() < 0.15
    assert np.diff(gain_db).max() < 40 / RATE_HZ + 1e-4


def test_both_channels_get_the_same_gain():
    samples = np.full((2, RATE_HZ), 0.1, np.float32)
    samples[0, 1000] = 3
    gains = limit(Clip(samples, RATE_HZ), 0.0).samples / samples
    assert np.allclose(gains[0], gains[1])


def test_a_loud_tone_stays_a_tone():
    time_s = np.arange(RATE_HZ) / RATE_HZ
    tone = 2 * np.sin(2 * np.pi * 220 * time_s)[None].astype(np.float32)
    held = limit(Clip(tone, RATE_HZ), 0.0).samples
    # A tone of steady level needs one steady gain.
    wanted = tone / np.abs(tone).max()
    inner = slice(RATE_HZ // 10, -RATE_HZ // 10)
    error = held[:, inner] - wanted[:, inner]
    assert 10 * np.log10(np.mean(error**2) / np.mean(wanted**2)) < -40
