"""The mel scale of Slaney's Auditory Toolbox, and its filter bank.

The bank equals `librosa.filters.mel` with its defaults, without the second that importing librosa
takes.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

# The scale is linear up to 1 kHz (15 mels) and logarithmic above: 27 mels a factor of 6.4.
_HZ_PER_MEL = 200.0 / 3.0
_BREAK_HZ = 1000.0
_BREAK_MEL = _BREAK_HZ / _HZ_PER_MEL
_LOG_STEP = np.log(6.4) / 27.0


def hz_to_mel(frequency_hz: float) -> float:
    """Place of a frequency on the mel scale."""
    if frequency_hz < _BREAK_HZ:
        return frequency_hz / _HZ_PER_MEL
    return float(_BREAK_MEL + np.log(frequency_hz / _BREAK_HZ) / _LOG_STEP)


def mel_to_hz(mels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Frequencies in Hz of places on the mel scale, float64, same shape."""
    above = _BREAK_HZ * np.exp(_LOG_STEP * (np.maximum(mels, _BREAK_MEL) - _BREAK_MEL))
    return np.where(mels < _BREAK_MEL, mels * _HZ_PER_MEL, above)


def band_edges_hz(n_mels: int, sample_rate_hz: int) -> NDArray[np.float64]:
    """Edges of overlapping triangles from 0 Hz to half the sample rate, float64 (n_mels + 2,).

    Band `k` rises from edge `k` to its centre at edge `k + 1` and falls to edge `k + 2`.
    """
    top = hz_to_mel(sample_rate_hz / 2)
    return mel_to_hz(np.linspace(0.0, top, n_mels + 2))


@lru_cache(maxsize=4)
def mel_matrix(n_mels: int, window_samples: int, sample_rate_hz: int) -> NDArray[np.float32]:
    """Weights from a power spectrum to mel bands, float32 (n_mels, window_samples // 2 + 1).

    Every triangle has the same area (Slaney's normalisation). The array is shared: read only.
    """
    edges = band_edges_hz(n_mels, sample_rate_hz)
    bins = np.linspace(0.0, sample_rate_hz / 2, window_samples // 2 + 1)
    low, centre, high = (edges[k : k + n_mels, None] for k in range(3))
    rising = (bins - low) / (centre - low)
    falling = (high - bins) / (high - centre)
    weights = np.maximum(0.0, np.minimum(rising, falling)) * 2.0 / (high - low)
    matrix = weights.astype(np.float32)
    matrix.flags.writeable = False
    return matrix
