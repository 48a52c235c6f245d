from __future__ import annotations

import numpy as np
import pytest
from scipy.fft import dct

from musicpuzzle.features.beats import rise_of
from musicpuzzle.features.chroma import chroma
from musicpuzzle.features.logmel import log_mel_array
from musicpuzzle.features.outline import SAMPLE_RATE_HZ, outline


def noise(seconds: float) -> np.ndarray:
    rng = np.random.default_rng(3)
    swell = 1.2 + np.sin(np.arange(round(seconds * SAMPLE_RATE_HZ)) / 9_000)
    return (0.1 * swell * rng.normal(size=len(swell))).astype(np.float32)


@pytest.mark.parametrize("chunk", [1_000, 123_457, 10**7])
def test_however_the_song_flows_it_is_that_of_the_whole(chunk: int) -> None:
    sound = noise(26.5)
    found = outline(sound[at : at + chunk] for at in range(0, len(sound), chunk))
    bands = log_mel_array(sound)
    timbre = dct(bands, axis=0, norm="ortho")[:13] / 128**0.5
    assert found.duration_s == pytest.approx(26.5)
    assert found.timbre.shape == timbre.shape
    assert np.abs(found.timbre - timbre).max() < 1e-4
    assert np.abs(found.timbre[0] - bands.mean(axis=0)).max() < 1e-4
    assert np.abs(found.rise - rise_of(bands)).max() < 1e-4
    assert np.abs(found.chroma - chroma(sound)).max() < 1e-2
    assert len(found.timbre_times_s) == found.timbre.shape[1]
    assert len(found.chroma_times_s) == found.chroma.shape[1]


@pytest.mark.parametrize("seconds", [0.0, 0.05, 0.2])
def test_what_is_shorter_than_a_window_has_no_frames(seconds: float) -> None:
    found = outline([noise(seconds)])
    assert found.chroma.shape == (12, 0)
    assert found.timbre.shape[1] == found.rise.size + (seconds > 0.1)
