"""Log-mels of three seconds: equal to librosa's, and as long as the paper's."""

from __future__ import annotations

import librosa
import numpy as np

from musicpuzzle.features.short_mel import (
    FRAMES,
    MELS,
    SAMPLE_RATE_HZ,
    SAMPLES,
    WINDOW_SAMPLES,
    short_log_mel_array,
)


def test_equals_librosa() -> None:
    rng = np.random.default_rng(1)
    samples = (0.1 * rng.standard_normal(12 * SAMPLE_RATE_HZ)).astype(np.float32)
    power = librosa.feature.melspectrogram(
        y=samples, sr=SAMPLE_RATE_HZ, n_fft=1024, hop_length=512, n_mels=128, center=False
    )
    ours = short_log_mel_array(samples)
    assert ours.dtype == np.float32
    assert ours.shape == power.shape
    np.testing.assert_allclose(ours, np.log10(1 + 10 * power), atol=1e-4)


def test_a_window_has_129_frames_and_what_is_shorter_than_one_analysis_has_none() -> None:
    assert short_log_mel_array(np.zeros(SAMPLES, np.float32)).shape == (MELS, FRAMES)
    assert short_log_mel_array(np.zeros(SAMPLES - 1, np.float32)).shape == (MELS, FRAMES - 1)
    assert short_log_mel_array(np.zeros(WINDOW_SAMPLES - 1, np.float32)).shape == (MELS, 0)
