from __future__ import annotations

import math

import numpy as np
import pytest

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.loudness import loudness_lufs
from musicpuzzle.audio.meter import LoudnessMeter


def song(seconds: float, rate_hz: int, channels: int) -> Clip:
    """Noise with soft and silent stretches, so that both gates matter."""
    rng = np.random.default_rng(channels)
    n = round(seconds * rate_hz)
    level = np.select(
        [np.arange(n) < n * 0.2, np.arange(n) < n * 0.5, np.arange(n) < n * 0.6], [0.002, 0.1, 0.0]
    )
    level[np.arange(n) >= n * 0.6] = 0.3
    noise = rng.normal(size=(channels, n)).cumsum(axis=1)
    noise -= noise.mean(axis=1, keepdims=True)
    noise = 0.2 * np.diff(noise, prepend=0.0) + 0.1 * np.sin(np.arange(n) / 30)
    return Clip((noise * level).astype(np.float32), rate_hz)


def measured(clip: Clip, block: int) -> float:
    meter = LoudnessMeter()
    for start in range(0, clip.n_samples, block):
        meter.add(clip.cut(start, min(block, clip.n_samples - start)))
    return meter.lufs()


@pytest.mark.parametrize(
    ("rate_hz", "channels", "block"), [(44_100, 2, 100_003), (22_050, 1, 777), (48_000, 6, 10**6)]
)
def test_it_measures_what_the_whole_clip_measures(rate_hz: int, channels: int, block: int) -> None:
    clip = song(7.3, rate_hz, channels)
    assert measured(clip, block) == pytest.approx(loudness_lufs(clip), abs=0.02)


def test_a_sound_shorter_than_a_block_counts_as_one() -> None:
    clip = song(0.3, 44_100, 2)
    assert measured(clip, 5_000) == pytest.approx(loudness_lufs(clip), abs=0.02)


@pytest.mark.parametrize("seconds", [0.0, 0.2, 3.0])
def test_silence_has_no_loudness(seconds: float) -> None:
    meter = LoudnessMeter()
    meter.add(Clip(np.zeros((2, round(seconds * 8_000)), np.float32), 8_000))
    assert meter.lufs() == -math.inf
