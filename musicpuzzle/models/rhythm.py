"""Rhythm: at which lags the onsets of a window repeat, in bands and in all.

The similarity network halves its maps in time again and again, and sums what is left: how far two
strokes lie apart is hard for it to learn. Autocorrelation of the rises says it outright, as in
tempograms (Grosche, Müller and Kurth, "Cyclic Tempogram", ICASSP 2010).
"""

from __future__ import annotations

import torch
from torch import nn

from musicpuzzle.features.short_mel import MELS
from musicpuzzle.models.subspaces import EMBEDDING

GROUPS = 8
"""Groups of neighbouring bands whose rises are added up."""

LAGS = 86
"""Longest lag in frames: two seconds, 30 beats a minute."""

_TRANSFORM = 256  # above frames and lags together, so that nothing wraps around
_LEAST = 1e-3
_HIDDEN = 256
_DROPPED = 0.2


def repetition(log_mels: torch.Tensor) -> torch.Tensor:
    """Autocorrelation of the onsets of each group of bands, and of all.

    Args:
        log_mels: float32 (batch, 128, 129), see `musicpuzzle.features.short_mel`.

    Returns:
        float32 (batch, 9, 86): lags of 1 to 86 frames, 1 where a window repeats itself exactly.
    """
    rises = log_mels.diff(dim=2).clamp_min(0.0)
    n_windows, _, n_onsets = rises.shape
    groups = rises.reshape(n_windows, GROUPS, MELS // GROUPS, n_onsets).mean(dim=2)
    onsets = torch.cat([groups, groups.sum(dim=1, keepdim=True)], dim=1)
    onsets = onsets - onsets.mean(dim=2, keepdim=True)
    power = torch.fft.rfft(onsets, _TRANSFORM).abs().square()
    products = torch.fft.irfft(power, _TRANSFORM)[..., : LAGS + 1]
    # The longer the lag, the fewer frames are compared.
    compared = n_onsets - torch.arange(LAGS + 1, device=log_mels.device)
    products = products * (n_onsets / compared)
    found: torch.Tensor = products[..., 1:] / products[..., :1].clamp_min(_LEAST)
    return found


class RhythmBranch(nn.Module):
    """Two dense layers from the repetition of a window to its share of the embedding."""

    def __init__(self) -> None:
        n_lags = (GROUPS + 1) * LAGS
        super().__init__()
        self.layers = nn.Sequential(
            nn.BatchNorm1d(n_lags, affine=False),
            nn.Dropout(_DROPPED),
            nn.Linear(n_lags, _HIDDEN, bias=False),
            nn.BatchNorm1d(_HIDDEN),
            nn.ReLU(),
            nn.Dropout(_DROPPED),
            nn.Linear(_HIDDEN, _HIDDEN, bias=False),
            nn.BatchNorm1d(_HIDDEN),
            nn.ReLU(),
            nn.Linear(_HIDDEN, EMBEDDING),
        )

    def forward(self, log_mels: torch.Tensor) -> torch.Tensor:
        """Log-mels (batch, 128, 129) to (batch, 256)."""
        found: torch.Tensor = self.layers(repetition(log_mels).flatten(1))
        return found
