"""The filter bank against librosa's."""

from __future__ import annotations

import librosa
import numpy as np
import pytest

from musicpuzzle.features.mel import band_edges_hz, hz_to_mel, mel_matrix, mel_to_hz


@pytest.mark.parametrize(
    ("n_mels", "window_samples", "sample_rate_hz"), [(128, 2048, 22050), (40, 1024, 16000)]
)
def test_matrix_equals_librosa(n_mels: int, window_samples: int, sample_rate_hz: int) -> None:
    ours = mel_matrix(n_mels, window_samples, sample_rate_hz)
    theirs = librosa.filters.mel(sr=sample_rate_hz, n_fft=window_samples, n_mels=n_mels)
    assert ours.dtype == np.float32
    np.testing.assert_allclose(ours, theirs, atol=1e-6)


def test_matrix_cannot_be_changed_by_a_caller() -> None:
    with pytest.raises(ValueError, match="read-only"):
        mel_matrix(128, 2048, 22050)[0, 0] = 1.0


@pytest.mark.parametrize("frequency_hz", [0.0, 440.0, 1000.0, 8000.0])
def test_scale_goes_there_and_back(frequency_hz: float) -> None:
    back = mel_to_hz(np.array([hz_to_mel(frequency_hz)]))[0]
    assert back == pytest.approx(frequency_hz, abs=1e-6)


def test_edges_reach_from_zero_to_half_the_rate() -> None:
    edges = band_edges_hz(128, 22050)
    assert edges.shape == (130,)
    assert edges[0] == 0.0
    assert edges[-1] == pytest.approx(11025.0)
    assert (np.diff(edges) > 0).all()
