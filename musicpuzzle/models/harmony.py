"""Harmony: which pitch classes sound together and after one another, in whatever key.

A convolution around the circle of pitch classes, with a maximum and a mean over all its turns,
gives the same for a song and its transposition: what is left is the kind of chord, of change and of
mode. Invariance by sharing weights over turns is that of Cohen and Welling, "Group Equivariant
Convolutional Networks" (ICML 2016); that the circle is that of pitch classes is our reading of it.
"""

from __future__ import annotations

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from musicpuzzle.features.mel import band_edges_hz
from musicpuzzle.features.short_mel import MELS, SAMPLE_RATE_HZ
from musicpuzzle.models.subspaces import EMBEDDING

CLASSES = 24
"""Pitch classes, two a semitone."""

OCTAVES = 4
_LOWEST_HZ = 350.0  # below, mel bands are wider apart than semitones
_AROUND = 15  # pitches whose mean a peak stands above
_POOLED_FRAMES = 4
_FRAMES = 128
_QUIET = 0.02
_FIRST, _LATER = 32, 64
_DROPPED = 0.1


def pitch_matrix() -> torch.Tensor:
    """From mel bands to pitches a quarter tone apart, float32 (96, 128): linear interpolation."""
    centres = band_edges_hz(MELS, SAMPLE_RATE_HZ)[1:-1]
    pitches_hz = _LOWEST_HZ * 2.0 ** (np.arange(OCTAVES * CLASSES) / CLASSES)
    upper = np.searchsorted(centres, pitches_hz)
    share = (pitches_hz - centres[upper - 1]) / (centres[upper] - centres[upper - 1])
    matrix = np.zeros((len(pitches_hz), MELS), dtype=np.float32)
    rows = np.arange(len(pitches_hz))
    matrix[rows, upper - 1], matrix[rows, upper] = 1.0 - share, share
    return torch.from_numpy(matrix)


class _Turning(nn.Module):
    """A convolution around the circle of pitch classes and along time, batch norm and ReLU."""

    def __init__(self, n_in: int, n_out: int, frames: int, stride: int, apart: int) -> None:
        super().__init__()
        self._again = CLASSES - apart
        self.filters = nn.Conv2d(
            n_in, n_out, (CLASSES // apart, frames), stride=(1, stride), dilation=(apart, 1),
            bias=False,
        )  # fmt: skip
        self.norm = nn.BatchNorm2d(n_out)

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        """(batch, n_in, 24, frames) to (batch, n_out, 24, fewer frames)."""
        around = torch.cat([maps, maps[:, :, : self._again]], dim=2)
        return functional.relu(self.norm(self.filters(around)))


class HarmonyBranch(nn.Module):
    """Three convolutions around pitch classes, and a dense layer to a share of the embedding."""

    pitches: torch.Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("pitches", pitch_matrix(), persistent=False)
        self.chords = _Turning(OCTAVES, _FIRST, 3, 1, 1)
        self.changes = _Turning(_FIRST, _LATER, 4, 2, 2)
        self.phrases = _Turning(_LATER, _LATER, 4, 2, 2)
        self.drop = nn.Dropout2d(_DROPPED)
        n_found = 2 * (_FIRST + 2 * _LATER)
        self.head = nn.Sequential(
            nn.BatchNorm1d(n_found), nn.Dropout(_DROPPED), nn.Linear(n_found, EMBEDDING)
        )

    def chroma(self, log_mels: torch.Tensor) -> torch.Tensor:
        """How far pitches stand above their neighbours, by octave.

        Args:
            log_mels: float32 (batch, 128, 129).

        Returns:
            float32 (batch, 4, 24, 32), of mean square 1 where anything has a pitch.
        """
        levels = self.pitches @ log_mels[..., :_FRAMES]
        along = levels.transpose(1, 2)
        around = functional.avg_pool1d(along, _AROUND, 1, _AROUND // 2, count_include_pad=False)
        peaks = (along - around).transpose(1, 2).clamp_min(0.0)
        pooled = functional.avg_pool1d(peaks, _POOLED_FRAMES)
        level = pooled.square().mean(dim=(1, 2), keepdim=True).sqrt()
        n_windows, _, n_frames = pooled.shape
        return (pooled / (level + _QUIET)).reshape(n_windows, OCTAVES, CLASSES, n_frames)

    def forward(self, log_mels: torch.Tensor) -> torch.Tensor:
        """Log-mels (batch, 128, 129) to (batch, 256)."""
        chords = functional.avg_pool2d(self.chords(self.chroma(log_mels)), (1, 2))
        changes = self.changes(self.drop(chords))
        phrases = self.phrases(self.drop(changes))
        # The best turn of each moment, and the mean over all turns.
        found = [maps.amax(dim=2).mean(dim=2) for maps in (chords, changes, phrases)]
        found += [maps.mean(dim=(2, 3)) for maps in (chords, changes, phrases)]
        shares: torch.Tensor = self.head(torch.cat(found, dim=1).float())
        return shares
