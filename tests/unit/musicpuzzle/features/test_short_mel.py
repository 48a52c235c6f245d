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
    levelled,
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


def test_levelling_forgets_how_loud_a_song_was_and_nothing_else() -> None:
    rng = np.random.default_rng(1)
    samples = (0.1 * rng.standard_normal(5 * SAMPLE_RATE_HZ)).astype(np.float32)
    loud, soft = (levelled(short_log_mel_array(gain * samples)) for gain in (1.0, 0.2))
    np.testing.assert_allclose(loud, soft, atol=1e-3)
    np.testing.assert_allclose(levelled(loud), loud, atol=1e-4)
    assert not levelled(np.zeros((MELS, 5), np.float32)).any()
    assert levelled(np.zeros((MELS, 0), np.float32)).shape == (MELS, 0)
