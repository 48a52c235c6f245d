"""The two edges of a piece: their spectra at several time scales, and what a network makes of them.

A disguise adds, to a logarithmic spectrum, a combination of two fixed curves over the bands. So a
spectrum with these two directions projected out is the same with and without it.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from musicpuzzle.audio.disguise import Disguise, gain_curve_db
from musicpuzzle.features.logmel import MELS, mel_centres_hz

SCALES_FRAMES = (1, 3, 8, 20, 50, 120)
"""How many frames from the edge are averaged: 23 ms to 2.8 s."""

_METRICS = 8
_FURTHEST_TOKEN = 128


def disguise_directions() -> torch.Tensor:
    """Orthonormal curves over the bands that span every gain and tilt, float32 (128, 2)."""
    centres_hz = mel_centres_hz()
    gain = gain_curve_db(centres_hz, Disguise(gain_db=1.0, tilt_db=0.0))
    tilt = gain_curve_db(centres_hz, Disguise(gain_db=0.0, tilt_db=1.0))
    curves = torch.stack([torch.from_numpy(gain), torch.from_numpy(tilt)], dim=1)
    orthonormal: torch.Tensor = torch.linalg.qr(curves)[0]
    return orthonormal.float()


def project_out(spectra: torch.Tensor, directions: torch.Tensor) -> torch.Tensor:
    """Spectra (..., 128) without their part along orthonormal directions (128, k)."""
    return spectra - (spectra @ directions) @ directions.T


def edge_spectra(bands: torch.Tensor, *, end: bool) -> torch.Tensor:
    """Mean spectra beside one edge: (batch, 128, frames) to (batch, scales, 128)."""
    stretches = (bands[..., -k:] if end else bands[..., :k] for k in SCALES_FRAMES)
    return torch.stack([stretch.mean(-1) for stretch in stretches], dim=1)


class EdgeSummary(nn.Module):
    """One vector for the end, or for the start, of a piece.

    Attention pools the tokens several times; each pool begins with a reach from the edge of its
    own, 1, 2, 4 ... tokens, and learns where else to look.

    Args:
        width: of a token and of the summary.
        pools: how many.
        n_spectra: spectra beside the edge that are summarised with the tokens.
        end: whether distance counts from the last token.
    """

    def __init__(self, width: int, *, pools: int, n_spectra: int, end: bool) -> None:
        super().__init__()
        self._end = end
        self.look = nn.Linear(width, pools)
        self.value = nn.Linear(width, 64)
        self.join = nn.Linear(64 * pools + MELS * n_spectra, width)
        distance = torch.arange(float(_FURTHEST_TOKEN))
        self.reach = nn.Parameter(torch.stack([-distance / 2.0**pool for pool in range(pools)]))

    def forward(self, tokens: torch.Tensor, spectra: torch.Tensor) -> torch.Tensor:
        """Tokens (batch, tokens, width) and spectra (batch, n_spectra, 128) to (batch, width)."""
        distance = torch.arange(tokens.shape[1], device=tokens.device)
        distance = (distance.flip(0) if self._end else distance).clamp(max=_FURTHEST_TOKEN - 1)
        weights = (self.look(tokens).transpose(1, 2) + self.reach[:, distance]).softmax(-1)
        pooled = weights.to(tokens.dtype) @ self.value(tokens).to(tokens.dtype)
        summary: torch.Tensor = self.join(torch.cat([pooled.flatten(1), spectra.flatten(1)], dim=1))
        return summary


class EdgeComparison(nn.Module):
    """Distances between the spectra at the end of one piece and at the start of another.

    For each view and scale the root-mean-square distance and the cosine; for the view without
    disguise also distances in which each band counts as much as was learned.

    Args:
        views: how many views of the spectra there are.
        plain: index of the view without disguise.

    Attributes:
        n_values: how many numbers a pair gets.
    """

    def __init__(self, *, views: int, plain: int) -> None:
        super().__init__()
        scales = len(SCALES_FRAMES)
        self._plain = slice(plain * scales, (plain + 1) * scales)
        self.band_weights = nn.Parameter(torch.randn(scales, MELS, _METRICS) * 0.02 + 0.1)
        self.n_values = (2 * views + _METRICS) * scales

    def forward(self, end: torch.Tensor, start: torch.Tensor) -> torch.Tensor:
        """Spectra (pairs, views * scales, 128) of both to (pairs, n_values), distances first."""
        difference = end - start
        distance = (difference.square().mean(-1) + 1e-6).sqrt()
        cosine = functional.cosine_similarity(end, start, dim=-1)
        weighted = torch.einsum(
            "psb,sbm->psm", difference[:, self._plain].abs(), self.band_weights.abs()
        )
        return torch.cat([distance, cosine, weighted.flatten(1) / 16], dim=1)
