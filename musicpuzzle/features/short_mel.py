"""Log-mels of three seconds, the view of the similarity network.

log10(1 + 10 S) in 128 mel bands, 22,050 Hz, window 1,024, hop 512, 129 frames: the features of Lee,
Bryan, Salamon, Jin and Nam, "Disentangled Multidimensional Metric Learning for Music Similarity"
(ICASSP 2020). S is the power in the mel bands of librosa's defaults, as there. Nothing is padded.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.features.mel import mel_matrix

if TYPE_CHECKING:
    import torch

SAMPLE_RATE_HZ = 22_050
WINDOW_SAMPLES = 1_024
HOP_SAMPLES = 512
MELS = 128
POWER_SCALE = 10.0
FRAMES = 129
"""Frames of one window of three seconds."""
LEVEL = 0.75
"""Mean power of a song's bands once it is levelled, about that of music at -16 LUFS."""

SAMPLES = (FRAMES - 1) * HOP_SAMPLES + WINDOW_SAMPLES
"""Samples that they are made from, 3.02 s."""

Bands = NDArray[np.float32]
_CHUNK_FRAMES = 512


def n_frames(n_samples: int) -> int:
    """How many whole analysis windows lie inside `n_samples` at 22,050 Hz."""
    return max(0, (n_samples - WINDOW_SAMPLES) // HOP_SAMPLES + 1)


@lru_cache(maxsize=2)
def _constants(device: torch.device) -> tuple[torch.Tensor, torch.Tensor]:
    import torch

    matrix = torch.tensor(mel_matrix(MELS, WINDOW_SAMPLES, SAMPLE_RATE_HZ), device=device)
    return torch.hann_window(WINDOW_SAMPLES, device=device), matrix


def short_log_mel(samples: torch.Tensor) -> torch.Tensor:
    """Log-mel of mono sound.

    Args:
        samples: float32 (samples,) at 22,050 Hz.

    Returns:
        float32 (128, frames) on the same device; no frames where the sound is shorter than an
        analysis window.
    """
    import torch

    frames = n_frames(samples.shape[0])
    window, matrix = _constants(samples.device)
    bands = samples.new_empty((MELS, frames))
    for first in range(0, frames, _CHUNK_FRAMES):
        last = min(frames, first + _CHUNK_FRAMES) - 1
        stretch = samples[first * HOP_SAMPLES : last * HOP_SAMPLES + WINDOW_SAMPLES]
        spectrum = torch.stft(
            stretch, WINDOW_SAMPLES, HOP_SAMPLES, window=window, center=False, return_complex=True
        )
        power = spectrum.real.square() + spectrum.imag.square()
        bands[:, first : last + 1] = matrix @ power
    return bands.mul_(POWER_SCALE).add_(1.0).log10_()


def levelled(bands: NDArray[np.floating[Any]]) -> Bands:
    """The log-mel that a song has at the usual loudness, float32 (128, frames); silence stays."""
    power = _power(bands)
    found: Bands = np.log10(1.0 + np.float32(POWER_SCALE * _factor(power)) * power)
    return found


def level_gain(bands: NDArray[np.floating[Any]]) -> float:
    """What a song's samples are to be multiplied by to have the usual loudness.

    Args:
        bands: its log-mel, float (128, frames).
    """
    return float(np.sqrt(_factor(_power(bands))))


def _power(bands: NDArray[np.floating[Any]]) -> Bands:
    raised: Bands = np.power(np.float32(10.0), bands.astype(np.float32)) - np.float32(1.0)
    return raised / np.float32(POWER_SCALE)


def _factor(power: Bands) -> float:
    return LEVEL / max(float(power.mean()), 1e-9) if power.size else 1.0


def short_log_mel_array(samples: NDArray[np.float32]) -> Bands:
    """`short_log_mel` for numpy: float32 (samples,) at 22,050 Hz to float32 (128, frames)."""
    import torch

    bands: Bands = short_log_mel(torch.from_numpy(np.ascontiguousarray(samples))).numpy()
    return bands
