"""Segue, this project's own network for medleys: how one song leads over into the next.

Ours. Songs of a medley share no sound that could run on across a join, but a medley goes somewhere:
its tempi climb or fall from song to song, and what is played grows or calms down. Tempi are not
found one by one, which would have to choose between a beat and its double. Where the onsets of two
pieces repeat themselves at the same lags once those of one are stretched, the stretch is the ratio
of their tempi, whatever the metre. Whether the tempi climb or fall is told to nobody, and the same
for all joins of a medley: two hypotheses, under which one network reads the ratios forwards or
backwards. Keys are compared in the same spirit: nobody names them, but where the notes of two
pieces agree once those of one are moved, the move is what led over.
"""

from __future__ import annotations

from functools import lru_cache
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from musicpuzzle.features.chroma import NOTES
from musicpuzzle.features.logmel import HOP_S, MELS, mel_centres_hz
from musicpuzzle.models.network import Embedding, PairNetwork

CLIMBS, FALLS = 0, 1
"""The hypotheses: each song is faster than the one before it, or slower."""

_SHORTEST_LAG_S, _LONGEST_LAG_S = 0.25, 3.0
_LAGS = 240
_STRETCHES = 18
_BANDS = 16
# Lags beyond this share of a piece rest on too little of it.
_LAG_SHARE = 0.6
_SMOOTH_FRAMES = 43
_SMOOTH_LAGS = 61
_HIDDEN = 16
_SUMMARY = 5
_TINY = 1e-9
_LOWEST_NOTE_HZ, _HIGHEST_NOTE_HZ = 230.0, 3_000.0


class Segue(PairNetwork):
    """Scores a join by how tempi and notes of both pieces compare and by what grows between them.

    `score_pairs` reads summaries of both pieces (level, brightness, contrast, how much sets in,
    their notes, and how their spectra agree), `joint_evidence` the ratios of their tempi under
    CLIMBS and FALLS.

    Attributes:
        notes: float32 (12, 128), how much of each band belongs to each note. Not a parameter.
    """

    notes: torch.Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("notes", torch.from_numpy(_notes()), persistent=False)
        self.growth = nn.Linear(_SUMMARY + 1, 1)
        self.move = nn.Sequential(nn.Linear(NOTES, _HIDDEN), nn.ReLU(), nn.Linear(_HIDDEN, 1))
        self.stretch = nn.Sequential(
            nn.Linear(2 * _STRETCHES + 1, _HIDDEN), nn.ReLU(), nn.Linear(_HIDDEN, 1)
        )

    def embed(self, log_mels: torch.Tensor) -> torch.Tensor:
        """What sums a piece up: float32 (batch, 128, frames) to (batch, 5 + 12 + 128).

        Level, brightness, contrast, onsets and their share of the contrast, each of the order of
        one; how strong the twelve notes are, and the mean spectrum, both without mean and of
        norm 1.
        """
        scored = self.standardise(log_mels.float())
        spectrum = scored.mean(2)
        level = spectrum.mean(1)
        bands = torch.linspace(-1.0, 1.0, MELS, device=spectrum.device)
        brightness = (spectrum * bands).mean(1) * 3
        rise = torch.relu(scored[..., 1:] - scored[..., :-1]).mean((1, 2)) * 10
        contrast = scored.std(2).mean(1) * 3
        share = rise / contrast.clamp(min=0.1)
        shape = functional.normalize(spectrum - level[:, None], dim=1)
        summary = torch.stack([level, brightness, contrast, rise, share], dim=1)
        heard = log_mels.float().mean(2) @ self.notes.T
        heard = functional.normalize(heard - heard.mean(1, keepdim=True), dim=1)
        return torch.cat([summary, heard, shape], dim=1)

    def score_pairs(self, first: Embedding, second: Embedding) -> torch.Tensor:
        """Log-odds by what grows and how notes move from first to second, float32 (pairs,)."""
        sizes = [_SUMMARY, NOTES, MELS]
        before, notes, shape = torch.split(cast(torch.Tensor, first), sizes, dim=1)
        after, moved, other = torch.split(cast(torch.Tensor, second), sizes, dim=1)
        alike = (shape * other).sum(1, keepdim=True)
        moves = [(notes * moved.roll(-steps, dims=1)).sum(1) for steps in range(NOTES)]
        grown = self.growth(torch.cat([after - before, alike], dim=1))
        odds: torch.Tensor = (grown + self.move(torch.stack(moves, dim=1)))[:, 0]
        return odds

    def joint_evidence(self, ends: torch.Tensor, starts: torch.Tensor) -> torch.Tensor:
        """Log-odds by the ratio of tempi: float32 (puzzles, 2, n, n), under CLIMBS and FALLS.

        Args:
            ends: float32 (puzzles, n, 128, frames), log-mels of the last frames of each piece.
            starts: of its first frames, as many.
        """
        with torch.autocast(ends.device.type, enabled=False):
            agreement = stretched_agreement(ends.float(), starts.float())
            climbs, falls = self.stretch(agreement), self.stretch(agreement.flip(-1))
            return torch.cat([climbs, falls], dim=-1).permute(0, 3, 1, 2)


@torch.no_grad()
def stretched_agreement(ends: torch.Tensor, starts: torch.Tensor) -> torch.Tensor:
    """How well the repetitions of two pieces agree once those of the second are stretched.

    Args:
        ends, starts: see `Segue.joint_evidence`.

    Returns:
        float32 (puzzles, n, n, 37), [p, i, j, s]: the correlation of the repetitions of piece i
        with those of j at lags that are 12 ** ((s - 18) / 239) times as long, from 0.83 to 1.21.
    """
    before = repetitions(ends)
    after = before if torch.equal(ends, starts) else repetitions(starts)
    known = torch.from_numpy(_looked_at(ends.shape[3])).to(before)
    found = []
    for shift in range(-_STRETCHES, _STRETCHES + 1):
        here = slice(max(0, -shift), _LAGS - max(0, shift))
        there = slice(max(0, shift), _LAGS - max(0, -shift))
        both = known[here] * known[there]
        one, other = before[..., here] * both, after[..., there] * both
        norms = one.norm(dim=-1)[:, :, None] * other.norm(dim=-1)[:, None]
        found.append(one @ other.transpose(1, 2) / norms.clamp(min=_TINY))
    return torch.stack(found, dim=-1)


def repetitions(log_mels: torch.Tensor) -> torch.Tensor:
    """How strongly the onsets of each piece come back after each lag.

    Args:
        log_mels: float32 (puzzles, n, 128, frames).

    Returns:
        float32 (puzzles, n, 240), lags from 0.25 to 3 s in equal ratios; the correlation there,
        less its mean over lags nearby, and 0 beyond 0.6 of a piece.
    """
    puzzles, n, mels, frames = log_mels.shape
    rise = torch.relu(log_mels[..., 1:] - log_mels[..., :-1])
    rise = rise.reshape(puzzles * n, _BANDS, mels // _BANDS, frames - 1).mean(2)
    sharp = torch.relu(rise - _smoothed(rise))
    sharp = sharp - sharp.mean(-1, keepdim=True)
    spectrum = torch.fft.rfft(sharp, n=2 * (frames - 1))
    correlation = torch.fft.irfft(spectrum.abs().square().sum(1), n=2 * (frames - 1))
    correlation = correlation[:, : frames - 1] / torch.arange(
        frames - 1, 0, -1, device=log_mels.device
    )
    correlation = correlation / correlation[:, :1].clamp(min=_TINY)
    read = torch.from_numpy(_reading(frames)).to(correlation)
    found: torch.Tensor = correlation @ read.T
    return found.reshape(puzzles, n, _LAGS)


def _notes() -> NDArray[np.float32]:
    """Weights from bands to the twelve notes, (12, 128), each band's without their mean.

    A band counts where it is narrower than a whole tone and not so high that only overtones and
    noise are left.
    """
    centres_hz = mel_centres_hz()
    midi = 69 + 12 * np.log2(np.maximum(centres_hz, 1.0) / 440)
    away = (midi - np.arange(NOTES)[:, None] + 6) % 12 - 6
    weights = np.exp(-0.5 * (away / 0.7) ** 2)
    counts = (centres_hz > _LOWEST_NOTE_HZ) & (centres_hz < _HIGHEST_NOTE_HZ)
    return np.asarray((weights - weights.mean(0)) * counts, dtype=np.float32)


def _smoothed(rise: torch.Tensor) -> torch.Tensor:
    window = torch.hann_window(_SMOOTH_FRAMES + 2, periodic=False, device=rise.device)[1:-1]
    kernel = (window / window.sum())[None, None]
    flat = rise.reshape(-1, 1, rise.shape[-1])
    smooth: torch.Tensor = functional.conv1d(flat, kernel, padding=_SMOOTH_FRAMES // 2)
    return smooth.reshape(rise.shape)


def _lags() -> NDArray[np.float64]:
    """In hops, (240,)."""
    return np.geomspace(_SHORTEST_LAG_S, _LONGEST_LAG_S, _LAGS) / HOP_S


def _looked_at(n_frames: int) -> NDArray[np.float32]:
    """1 where a lag counts in pieces of so many frames, else 0: (240,)."""
    return (_lags() < _LAG_SHARE * (n_frames - 1)).astype(np.float32)


@lru_cache(maxsize=16)
def _reading(n_frames: int) -> NDArray[np.float32]:
    """What turns a correlation at whole hops into `repetitions`: (240, n_frames - 1)."""
    lags, known = _lags(), _looked_at(n_frames)
    left = np.minimum(np.floor(lags).astype(int), n_frames - 3)
    share = np.clip(lags - left, 0.0, 1.0)
    values = np.zeros((_LAGS, n_frames - 1))
    rows = np.arange(_LAGS)
    values[rows, left] = 1.0 - share
    values[rows, left + 1] = share
    values *= known[:, None]
    near = np.hanning(_SMOOTH_LAGS)[
        np.clip(rows[:, None] - rows + _SMOOTH_LAGS // 2, 0, _SMOOTH_LAGS - 1)
    ]
    near = near * known
    mean = near / np.maximum(near.sum(1, keepdims=True), _TINY)
    return np.asarray((values - mean @ values) * known[:, None], dtype=np.float32)
