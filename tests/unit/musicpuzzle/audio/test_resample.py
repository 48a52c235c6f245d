"""Other rates and other numbers of channels carry the same sound."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.resample import resample, to_stereo


def tone(frequency_hz, seconds, rate, channels=1):
    time_s = np.arange(round(seconds * rate)) / rate
    phases = 2 * np.pi * frequency_hz * time_s[None] + np.arange(channels)[:, None]
    return Clip((0.5 * np.sin(phases)).astype(np.float32), rate)


@settings(max_examples=30, deadline=None)
@given(
    old=st.sampled_from([8_000, 11_025, 22_050, 44_100, 48_000, 96_000, 192_000]),
    new=st.sampled_from([8_000, 22_050, 44_100, 48_000]),
    channels=st.integers(1, 6),
)
def test_a_tone_stays_itself_in_its_place(old, new, channels):
    got = resample(tone(440, 0.64, old, channels), new)
    wanted = tone(440, 0.64, new, channels)
    assert got.sample_rate_hz == new
    assert got.samples.dtype == np.float32
    assert abs(got.n_samples - wanted.n_samples) <= 1
    inner = slice(new // 20, got.n_samples - new // 20)
    assert np.abs(got.samples[:, inner] - wanted.samples[:, inner]).max() < 1e-3


def test_what_the_lower_rate_cannot_hold_is_gone():
    got = resample(tone(15_000, 0.5, 44_100), 22_050)
    assert np.abs(got.samples[:, 1000:-1000]).max() < 1e-4


def test_equal_rates_cost_nothing():
    clip = tone(440, 0.1, 44_100)
    assert resample(clip, 44_100) is clip


@pytest.mark.parametrize("rate", [0, -44_100])
def test_a_rate_is_positive(rate):
    with pytest.raises(ValueError, match="must be positive"):
        resample(tone(440, 0.1, 44_100), rate)


def test_nothing_stays_nothing():
    assert resample(Clip(np.zeros((2, 0), np.float32), 48_000), 44_100).samples.shape == (2, 0)


def test_mono_is_doubled_and_stereo_kept():
    mono, stereo = tone(440, 0.1, 8_000), tone(440, 0.1, 8_000, 2)
    assert np.array_equal(to_stereo(mono).samples, np.repeat(mono.samples, 2, axis=0))
    assert to_stereo(stereo) is stereo


@pytest.mark.parametrize("channels", range(3, 13))
def test_surround_is_mixed_without_clipping_and_evenly(channels):
    loud = to_stereo(Clip(np.ones((channels, 4), np.float32), 8_000))
    assert loud.samples.shape == (2, 4)
    assert loud.samples.dtype == np.float32
    assert np.allclose(loud.samples, 1)


@pytest.mark.parametrize(
    ("channels", "left", "right", "both", "neither"),
    [
        (3, [0], [1], [2], []),
        (4, [0, 2], [1, 3], [], []),
        (5, [0, 3], [1, 4], [2], []),
        (6, [0, 4], [1, 5], [2], [3]),
        (7, [0, 5], [1, 6], [2, 4], [3]),
        (8, [0, 4, 6], [1, 5, 7], [2], [3]),
        (10, [0, 2, 8], [1, 3, 9], [], []),
    ],
)
def test_each_channel_goes_to_its_side(channels, left, right, both, neither):
    def sides(channel):
        samples = np.zeros((channels, 1), np.float32)
        samples[channel] = 1
        return to_stereo(Clip(samples, 8_000)).samples[:, 0]

    assert all(sides(c)[0] > 0 and sides(c)[1] == 0 for c in left)
    assert all(sides(c)[1] > 0 and sides(c)[0] == 0 for c in right)
    assert all(sides(c)[0] == sides(c)[1] > 0 for c in both)
    assert all(not sides(c).any() for c in neither)
    for one, other in zip(left, right, strict=True):
        assert sides(one)[0] == sides(other)[1]
