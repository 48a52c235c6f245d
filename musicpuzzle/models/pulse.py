"""Pulse: whether the rhythm of one piece goes on in another, over whatever was left out between.

Ours. A cut leaves out a gap, but the beat runs on through it. Where it repeats itself every so many
frames, the onsets of a piece agree with those of the one before it at the same lags at which each
piece agrees with itself, once the two are as far apart as they were in the song. That distance, a
piece and a gap, is the same for all joins of a puzzle: no single pair tells it, all pieces together
do. So each gap that a puzzle may have is a hypothesis, and says something else of all joins.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import nn

from musicpuzzle.features.logmel import HOP_S, HOP_SAMPLES, WINDOW_SAMPLES

LONGEST_GAP_S = 1.0
GAPS = round(LONGEST_GAP_S / HOP_S) + 2
"""How many gaps are told apart: every hop from none up to a little over the longest."""

_BANDS = 16
_ONSET_GROUPS = ((0, 5), (5, 11), (11, 16))
"""Bands whose onsets are read together: up to some 600 Hz, up to some 3 kHz, above."""

ALL_ONSETS = len(_ONSET_GROUPS)
"""The signal, of those that `agreements` tells apart, that holds the onsets of all bands."""

_SIGNALS = ALL_ONSETS + 2
_SHORTEST_LAG = 8  # in hops
_LEAST_OVERLAP_S = 0.5
_LEAST_LAGS_S = 0.5
# Frames that a piece has less than hops, as the last window must lie within it.
_LOST_FRAMES = WINDOW_SAMPLES // HOP_SAMPLES - 1
_STRENGTH_SCALE = 10.0
_FIRST_WEIGHT = 8.0


def hypothesis(step_frames: int, n_frames: int) -> int:
    """Which hypothesis is true where each piece begins `step_frames` after the one before it.

    Args:
        step_frames: hops from the start of a piece to the start of the next.
        n_frames: frames of a piece.
    """
    return 1 + min(max(step_frames - n_frames - _LOST_FRAMES, 0), GAPS - 1)


class Pulse(nn.Module):
    """Log-odds of all joins under each hypothesis on what was left out between the pieces.

    Hypothesis 0 says that no pulse goes through the pieces (another gap at each cut, music without
    a beat): it speaks for no join, and has a learned weight of its own.
    """

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.zeros(_SIGNALS))
        self.read = nn.Sequential(
            nn.Linear(3 * _SIGNALS + 1, 32), nn.GELU(), nn.Linear(32, 32), nn.GELU(),
            nn.Linear(32, 1),
        )  # fmt: skip
        self.no_pulse = nn.Parameter(torch.zeros(()))
        with torch.no_grad():
            self.weights[ALL_ONSETS] = _FIRST_WEIGHT
            for parameter in self.read[-1].parameters():
                parameter.zero_()

    def forward(self, ends: torch.Tensor, starts: torch.Tensor) -> torch.Tensor:
        """Log-odds to be added to those of single pairs.

        Args:
            ends: float32 (puzzles, n, 128, frames), log-mels of the last frames of each piece.
            starts: of its first frames, as many; the same tensor where that is the whole piece.

        Returns:
            float32 (puzzles, 1 + GAPS, n, n): [p, h, i, j] for piece j after piece i. What stands
            on the diagonal means nothing.
        """
        with torch.autocast(ends.device.type, enabled=False):
            agreement, strengths, overlap = agreements(ends.float(), starts.float())
            read = torch.cat([agreement, _STRENGTH_SCALE * strengths, overlap], dim=-1)
            odds = (agreement * self.weights).sum(-1) + self.read(read)[..., 0]
            puzzles, _, n, _ = odds.shape
            nothing = (self.no_pulse / max(1, n - 1)).expand(puzzles, 1, n, n)
            return torch.cat([nothing, odds], dim=1)


@torch.no_grad()
def agreements(
    ends: torch.Tensor, starts: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """How the repetitions within pieces agree with those from one piece to another.

    Within pieces: the correlation of a signal with itself at each lag, as a mean over the pieces.
    Between two: the correlation at the same lags, counted as the hypothesis has them apart.

    Args:
        ends, starts: see `Pulse.forward`.

    Returns:
        Correlation of the two over all lags, float32 (puzzles, GAPS, n, n, signals); how much each
        of the two varies over the lags (..., 2 * signals); on how much of a piece that rests, 0 to
        1, (..., 1).
    """
    n, n_frames = ends.shape[1], ends.shape[3]
    lags = _lags(ends)
    within, between = _correlations(ends, starts, lags)
    weights, overlap = _weights(lags, n_frames)
    share = weights / weights.sum(1, keepdim=True).clamp(min=1e-6)
    own = within / (1 - lags / n_frames)
    # (puzzles, signals, hypotheses): moments of the repetitions within, over the lags that count.
    mean_own = own @ share.T
    spread_own = (own.square() @ share.T - mean_own.square()).clamp(min=0).sqrt()
    per_overlap = share / overlap.clamp(min=1 / n_frames)
    mean = between @ _placed(per_overlap)
    square = between.square() @ _placed(per_overlap / overlap.clamp(min=1 / n_frames))
    spread = (square - mean.square()).clamp(min=0).sqrt()
    product = between @ _placed(per_overlap * own[:, :, None])
    common = product - mean * mean_own[:, :, None]
    trust = _trust(weights)
    agreement = trust * common / (spread * spread_own[:, :, None] + 1e-6)
    strengths = trust * torch.cat([spread_own[:, :, None].expand_as(spread), spread], dim=1)
    covered = (weights.sum(1) / n_frames)[None, :, None, None, None]
    puzzles = len(ends)

    def arranged(values: torch.Tensor) -> torch.Tensor:
        signals = values.shape[1]
        return values.reshape(puzzles, signals, n, n, GAPS).permute(0, 4, 2, 3, 1)

    return arranged(agreement), arranged(strengths), covered.expand(puzzles, -1, n, n, 1)


def _lags(log_mels: torch.Tensor) -> torch.Tensor:
    """All lags in a piece of so many frames, in hops, but for those at which anything agrees."""
    n_frames = log_mels.shape[-1]
    return torch.arange(min(_SHORTEST_LAG, n_frames - 1), n_frames, device=log_mels.device)


def _correlations(
    ends: torch.Tensor, starts: torch.Tensor, lags: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Correlations at the lags within pieces, and at all that may be looked at between two.

    Returns:
        (puzzles, signals, lags), the mean over pieces; (puzzles, signals, n * n, shifts), where
        shift 0 is the shortest lag under the longest gap.
    """
    n_frames = ends.shape[3]
    size = 1 << (2 * n_frames + GAPS).bit_length()
    after = [torch.fft.rfft(signal, n=size) for signal in _signals(starts)]
    before = (
        after if torch.equal(ends, starts) else [torch.fft.rfft(s, n=size) for s in _signals(ends)]
    )
    within = [_back(spectrum.abs().square().sum(2), size).mean(1) for spectrum in before]
    between = [
        _back(torch.einsum("pibf,pjbf->pijf", one.conj(), other), size)
        for one, other in zip(before, after, strict=True)
    ]
    for parts in (within, between):
        parts.insert(ALL_ONSETS, torch.stack(parts[:ALL_ONSETS]).mean(0))
    furthest = n_frames + _LOST_FRAMES + GAPS - 1 - int(lags[0])
    shifts = torch.arange(len(lags) + GAPS - 1, device=ends.device) + size - furthest
    crossed = torch.stack(between, dim=1).flatten(2, 3)
    return torch.stack(within, dim=1)[..., lags], crossed[..., shifts % size]


def _back(spectrum: torch.Tensor, size: int) -> torch.Tensor:
    correlation: torch.Tensor = torch.fft.irfft(spectrum, n=size)
    return correlation


def _signals(log_mels: torch.Tensor) -> list[torch.Tensor]:
    """Onsets in three groups of bands, and levels: (puzzles, n, bands, frames) each, of norm 1."""
    rise = torch.relu(log_mels[..., 1:] - log_mels[..., :-1])
    rise = _pooled(nn.functional.pad(rise, (1, 0)))
    level = _pooled(log_mels)
    signals = [*(rise[:, :, low:high] for low, high in _ONSET_GROUPS), level]
    centred = [signal - signal.mean(-1, keepdim=True) for signal in signals]
    return [s / s.square().sum((2, 3), keepdim=True).sqrt().clamp(min=1e-6) for s in centred]


def _pooled(log_mels: torch.Tensor) -> torch.Tensor:
    puzzles, n, mels, frames = log_mels.shape
    return log_mels.reshape(puzzles, n, _BANDS, mels // _BANDS, frames).mean(3)


def _weights(lags: torch.Tensor, n_frames: int) -> tuple[torch.Tensor, torch.Tensor]:
    """How much each lag counts under each hypothesis, and the share of a piece that overlaps there.

    Returns:
        float32 (GAPS, lags) each. A lag counts by the smaller of the overlaps within a piece and
        between two, and not at all where one is shorter than half a second.
    """
    gaps = torch.arange(GAPS, device=lags.device)[:, None]
    overlap = (lags - _LOST_FRAMES - gaps).clamp(min=0) / n_frames
    weights = torch.minimum(overlap, 1 - lags / n_frames)
    return weights * (weights >= _LEAST_OVERLAP_S / HOP_S / n_frames), overlap


def _trust(weights: torch.Tensor) -> torch.Tensor:
    """How far each hypothesis can be trusted, (GAPS,): over two or three lags anything agrees.

    Full trust needs half a second of lags, counted as if all of them had the same weight.
    """
    lags = weights.sum(1).square() / weights.square().sum(1).clamp(min=1e-6)
    return (lags * HOP_S / _LEAST_LAGS_S).clamp(max=1.0)


def _placed(kernels: torch.Tensor) -> torch.Tensor:
    """Kernels over lags (..., GAPS, lags) as columns over shifts, (..., shifts, GAPS)."""
    gaps, n_lags = kernels.shape[-2:]
    shifts = torch.arange(n_lags + gaps - 1, device=kernels.device)[:, None]
    gap = torch.arange(gaps, device=kernels.device)
    lag = shifts - (gaps - 1 - gap)
    inside = (lag >= 0) & (lag < n_lags)
    return kernels[..., gap, lag.clamp(0, n_lags - 1)] * inside


class Repetitions(NamedTuple):
    """What `agreements` compares under one hypothesis, of the onsets of all bands.

    Attributes:
        lags: int64 (lags,), in hops.
        weights: float32 (lags,), how much each counts; they sum to 1.
        within: float32 (lags,), correlation of a piece with itself so much later, as a mean over
            all pieces.
        between: float32 (n, n, lags), [i, j] of piece i with piece j, counted as the hypothesis has
            them apart.
    """

    lags: torch.Tensor
    weights: torch.Tensor
    within: torch.Tensor
    between: torch.Tensor


@torch.no_grad()
def repetitions(ends: torch.Tensor, starts: torch.Tensor, gap: int) -> Repetitions:
    """The repetitions at all lags that count where `gap` hops are left out at each cut.

    Args:
        ends, starts: of the pieces of one puzzle, float32 (n, 128, frames), see `Pulse.forward`.
        gap: 0 to GAPS - 1.
    """
    n, n_frames = ends.shape[0], ends.shape[2]
    lags = _lags(ends)
    within, between = _correlations(ends[None].float(), starts[None].float(), lags)
    weights, overlap = (each[gap] for each in _weights(lags, n_frames))
    counts = weights > 0
    shift = GAPS - 1 - gap
    apart = between[0, ALL_ONSETS, :, shift : shift + len(lags)].reshape(n, n, -1)
    return Repetitions(
        lags[counts],
        (weights / weights.sum().clamp(min=1e-6))[counts],
        (within[0, ALL_ONSETS] / (1 - lags / n_frames))[counts],
        apart[..., counts] / overlap[counts],
    )
