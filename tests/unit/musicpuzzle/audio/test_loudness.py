"""Loudness agrees with published figures, and sound is brought to it."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.loudness import loudness_lufs, to_loudness


def sine(level_dbfs, seconds, rate=48_000, channels=1, frequency_hz=997.0):
    time_s = np.arange(round(seconds * rate)) / rate
    wave = 10 ** (level_dbfs / 20) * np.sin(2 * np.pi * frequency_hz * time_s)
    return np.repeat(wave[None], channels, axis=0).astype(np.float32)


def drums(seconds=6.0, rate=44_100):
    """Strokes with high peaks over a soft bed: to be loud they have to be limited."""
    random = np.random.default_rng(4)
    time_s = np.arange(round(seconds * rate)) / rate
    strokes = np.exp(-60 * (time_s % 0.5)) * random.normal(size=time_s.size)
    bed = 0.02 * np.sin(2 * np.pi * 220 * time_s)
    return np.stack([0.1 * strokes + bed, 0.08 * strokes - bed]).astype(np.float32)


def peak_dbfs(clip):
    return 20 * math.log10(np.abs(clip.samples).max())


@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000, 96_000, 192_000])
def test_the_sine_that_the_standard_names(rate):
    # ITU-R BS.1770: a 997 Hz sine of 0 dBFS in one front channel reads -3.01 LKFS.
    assert loudness_lufs(Clip(sine(0, 3, rate), rate)) == pytest.approx(-3.01, abs=0.07)


def test_the_first_test_signals_of_ebu_tech_3341():
    # Case 1 and 2: a stereo sine of 1 kHz at -23 (-33) dBFS reads -23.0 (-33.0) LUFS, within 0.1.
    for level in (-23, -33):
        clip = Clip(sine(level, 20, channels=2, frequency_hz=1000.0), 48_000)
        assert loudness_lufs(clip) == pytest.approx(level, abs=0.1)


def test_the_gates_of_ebu_tech_3341():
    # Case 3 and 4: what is far softer before and behind does not count.
    for levels in ([(-36, 10), (-23, 60), (-36, 10)], [(-72, 10), (-36, 10), (-23, 60), (-36, 10)]):
        parts = [sine(level, seconds / 4, channels=2) for level, seconds in levels]
        clip = Clip(np.concatenate(parts, axis=1), 48_000)
        assert loudness_lufs(clip) == pytest.approx(-23, abs=0.15)


@pytest.mark.parametrize("seconds", [0.02, 0.1, 0.39, 0.4, 0.41])
def test_a_short_clip_is_one_block(seconds):
    assert loudness_lufs(Clip(sine(-20, seconds), 48_000)) == pytest.approx(-23, abs=0.2)


@pytest.mark.parametrize("channels", [3, 4, 6, 8, 12])
def test_surround_is_measured_as_it_is_played(channels):
    assert loudness_lufs(Clip(sine(-20, 2, channels=channels), 48_000)) == pytest.approx(
        -20, abs=0.1
    )


@pytest.mark.parametrize(
    "samples",
    [np.zeros((2, 48_000)), np.zeros((2, 0)), sine(-90, 1), sine(-75, 1), np.zeros((1, 10))],
)
def test_silence_has_no_loudness_and_stays(samples):
    clip = Clip(samples.astype(np.float32), 48_000)
    assert loudness_lufs(clip) == -math.inf
    assert to_loudness(clip) is clip


@pytest.mark.parametrize("level_dbfs", [-50, -30, -10, 0, 6])
def test_one_gain_brings_a_tone_to_the_target(level_dbfs):
    before = Clip(sine(level_dbfs, 2, channels=2), 48_000)
    after = to_loudness(before)
    assert loudness_lufs(after) == pytest.approx(-16, abs=0.01)
    assert after.samples.dtype == np.float32
    gain = after.samples[:, 100] / before.samples[:, 100]
    assert np.allclose(after.samples, before.samples * gain[:, None], atol=1e-6)


@pytest.mark.parametrize(("target", "ceiling"), [(-16, -1), (-23, -1), (-16, -3), (-14, -1)])
def test_peaks_are_held_and_the_target_is_met(target, ceiling):
    after = to_loudness(Clip(drums(), 44_100), target, ceiling)
    assert peak_dbfs(after) <= ceiling + 1e-4
    assert loudness_lufs(after) == pytest.approx(target, abs=0.1)


def test_a_click_in_near_silence_is_not_squashed():
    samples = sine(-60, 4, 44_100, channels=2)
    samples[:, 80_000] = 0.9
    after = to_loudness(Clip(samples, 44_100))
    # 15 dB of limiting at most: the rest of the loudness is missing.
    assert peak_dbfs(after) <= -1 + 1e-4
    rise_db = 20 * math.log10(np.abs(after.samples[:, :40_000]).max()) + 60
    assert rise_db == pytest.approx(-1 - 20 * math.log10(0.9) + 15, abs=0.1)


def test_threads_measure_without_a_warning():
    clips = [Clip(sine(-20 - i % 3, 0.5) * (i % 4 > 0), 48_000) for i in range(24)]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(loudness_lufs, clips))
    assert together == [loudness_lufs(clip) for clip in clips]
