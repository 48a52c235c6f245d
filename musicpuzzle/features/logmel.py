"""Log-mel spectrograms: the one view of sound that models learn from and play with.

log(1 + 10000 S) of the power in 128 mel bands, 22,050 Hz, window 2,048, hop 512: the features of
Huang, Chou and Yang, "Generating Music Medleys via Playing Music Puzzle Games" (AAAI 2018).

Only windows that lie wholly inside the sound are taken, nothing is padded. So the frames of a piece
that starts on a hop are a slice of its song's frames, and no frame of it has seen the neighbours.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.clip import Clip, Samples
from musicpuzzle.audio.disguise import Disguise, gain_curve_db
from musicpuzzle.features.mel import band_edges_hz, mel_matrix

if TYPE_CHECKING:
    import torch

SAMPLE_RATE_HZ = 22_050
WINDOW_SAMPLES = 2_048
HOP_SAMPLES = 512
MELS = 128
POWER_SCALE = 10_000.0
HOP_S = HOP_SAMPLES / SAMPLE_RATE_HZ

LogMel = NDArray[np.float32]

# The spectra of this many frames fit into a processor's cache.
_CHUNK_FRAMES = 256
# A band is made of a few neighbouring bins: products of blocks leave most of the zeros out.
_BLOCK_BANDS = 32


def n_frames(n_samples: int) -> int:
    """How many whole windows lie inside `n_samples` at 22,050 Hz."""
    return max(0, (n_samples - WINDOW_SAMPLES) // HOP_SAMPLES + 1)


def frames_of(duration_s: float) -> int:
    """How many whole windows lie inside a piece of `duration_s` seconds."""
    return n_frames(round(duration_s * SAMPLE_RATE_HZ))


def mel_centres_hz() -> NDArray[np.float64]:
    """Centre frequencies of the bands, float64 (128,)."""
    return band_edges_hz(MELS, SAMPLE_RATE_HZ)[1:-1]


@lru_cache(maxsize=4)
def _constants(
    device: torch.device,
) -> tuple[torch.Tensor, list[tuple[slice, slice, torch.Tensor]]]:
    """The window, and the mel matrix in blocks of bands, each with the bins that it draws from."""
    import torch

    matrix = torch.tensor(mel_matrix(MELS, WINDOW_SAMPLES, SAMPLE_RATE_HZ), device=device)
    blocks = []
    for first in range(0, MELS, _BLOCK_BANDS):
        rows = slice(first, first + _BLOCK_BANDS)
        bins = matrix[rows].any(0).nonzero()[:, 0].tolist()
        columns = slice(bins[0], bins[-1] + 1)
        blocks.append((rows, columns, matrix[rows, columns].contiguous()))
    return torch.hann_window(WINDOW_SAMPLES, device=device), blocks


def log_mel(samples: torch.Tensor) -> torch.Tensor:
    """Log-mel of mono sound.

    Args:
        samples: float32 (..., samples) at 22,050 Hz.

    Returns:
        float32 (..., 128, frames) on the same device; no frames where the sound is shorter than a
        window.
    """
    import torch

    shape = samples.shape[:-1]
    flat = samples.reshape(shape.numel(), samples.shape[-1])
    frames = n_frames(flat.shape[1])
    window, blocks = _constants(flat.device)
    bands = flat.new_empty((flat.shape[0], MELS, frames))
    for first in range(0, frames, _CHUNK_FRAMES):
        last = min(frames, first + _CHUNK_FRAMES) - 1
        stretch = flat[:, first * HOP_SAMPLES : last * HOP_SAMPLES + WINDOW_SAMPLES]
        spectrum = torch.stft(
            stretch, WINDOW_SAMPLES, HOP_SAMPLES, window=window, center=False, return_complex=True
        )
        power = spectrum.real.square() + spectrum.imag.square()
        for rows, bins, matrix in blocks:
            bands[:, rows, first : last + 1] = matrix @ power[:, bins]
    return bands.mul_(POWER_SCALE).log1p_().reshape(*shape, MELS, frames)


def log_mel_array(samples: Samples) -> LogMel:
    """`log_mel` for numpy: float32 (..., samples) at 22,050 Hz to float32 (..., 128, frames)."""
    import torch

    bands: LogMel = log_mel(torch.from_numpy(np.ascontiguousarray(samples))).numpy()
    return bands


def piece_log_mel(clip: Clip) -> LogMel:
    """Log-mel of a clip of any sample rate, its channels mixed to one: float32 (128, frames)."""
    from musicpuzzle.audio.resample import resample

    mono = Clip(clip.mono()[None], clip.sample_rate_hz)
    return log_mel_array(resample(mono, SAMPLE_RATE_HZ).samples[0])


def disguise_log_mel(bands: LogMel, disguise: Disguise) -> LogMel:
    """The log-mel that a disguised piece has, from the log-mel it has without.

    Gain is exact. Tilt is taken at the centre of each band.

    Args:
        bands: float32 (128, frames).
        disguise: gain and tilt of the piece.

    Returns:
        float32 (128, frames).
    """
    factor = 10.0 ** (gain_curve_db(mel_centres_hz(), disguise) / 10.0)
    changed: LogMel = np.log1p(np.expm1(bands) * factor[:, None].astype(np.float32))
    return changed
