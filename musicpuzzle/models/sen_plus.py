"""SEN-plus, this project's own join scorer: the game's default opponent.

Ours. It keeps SEN's idea, a map of similarities between the moments of two pieces, and adds what
holds up when a gap is left out and each piece is disguised:

- The spectra at both edges are compared at several time scales, one view of them without anything
  that gain and tilt can change.
- A small convolutional front end at a quarter of the frame rate and attention over the whole piece
  stand before the map, so that an edge is read in the light of the bars around it.
- End and start are summarised apart.
- The pulse that goes on through all pieces speaks for the joins that keep it (see `pulse`).
"""

from __future__ import annotations

from typing import cast

import torch
from torch import nn
from torch.nn import functional

from musicpuzzle.features.logmel import HOP_S, MELS
from musicpuzzle.models.attention import Block
from musicpuzzle.models.edges import (
    SCALES_FRAMES,
    EdgeComparison,
    EdgeSummary,
    disguise_directions,
    edge_spectra,
    project_out,
)
from musicpuzzle.models.network import Embedding, PairNetwork
from musicpuzzle.models.pulse import Pulse

_WIDTH = 192
_CHANNELS = (24, 48, 64)
_LAYERS = 2
_POOLS = 6
_MAPS = 4
_MAP_WIDTH = 32
_LATE_CHANNELS = (24, 32, 48)
_FRAMES_A_TOKEN = 4
_TOKEN_S = _FRAMES_A_TOKEN * HOP_S
_VIEWS = 3
_PLAIN_VIEW = 1
# Keeps the logarithm of an empty band finite, 20 dB under the bend of log(1 + x).
_FLOOR = 1e-2
# Distances from the join are given to the map's network in units of this.
_MAP_SCALE_S = 3.0


class FrontEnd(nn.Module):
    """From the views of a piece (batch, 3, 128, frames) to tokens (batch, frames / 4, 192)."""

    def __init__(self) -> None:
        super().__init__()
        first, second, third = _CHANNELS
        self.convolutions = nn.Sequential(
            nn.Conv2d(_VIEWS, first, (7, 6), (2, _FRAMES_A_TOKEN), (3, 1), bias=False),
            nn.BatchNorm2d(first),
            nn.ReLU(inplace=True),
            nn.Conv2d(first, second, 3, (2, 1), 1, bias=False),
            nn.BatchNorm2d(second),
            nn.ReLU(inplace=True),
            nn.Conv2d(second, third, 3, (2, 1), 1, bias=False),
            nn.BatchNorm2d(third),
            nn.ReLU(inplace=True),
        )
        self.project = nn.Linear(third * MELS // 8, _WIDTH)

    def forward(self, views: torch.Tensor) -> torch.Tensor:
        """Convolve bands and time, then join the bands."""
        maps = self.convolutions(views.contiguous(memory_format=torch.channels_last))
        tokens: torch.Tensor = self.project(maps.permute(0, 3, 1, 2).flatten(2))
        return tokens


class SimilarityMap(nn.Module):
    """Cosines of all moments of two pieces, in several learned senses, read by convolutions."""

    def __init__(self) -> None:
        super().__init__()
        first, second, third = _LATE_CHANNELS
        self.late = nn.Sequential(
            nn.Conv2d(_MAPS + 3, first, 5, 2, 2),
            nn.ReLU(inplace=True),
            nn.Conv2d(first, second, 3, 2, 1),
            nn.ReLU(inplace=True),
            nn.Conv2d(second, third, 3, 2, 1),
            nn.ReLU(inplace=True),
        )

    def forward(self, end: torch.Tensor, start: torch.Tensor) -> torch.Tensor:
        """Unit vectors (pairs, tokens, maps, width) of both to (pairs, 144).

        The maximum, the mean, and what stands in the corner where the two pieces meet.
        """
        similarity = torch.einsum("pimw,pjmw->pmij", end, start)
        before_s = torch.arange(end.shape[1], device=end.device).flip(0) * _TOKEN_S
        after_s = torch.arange(start.shape[1], device=end.device) * _TOKEN_S
        before, after = torch.meshgrid(
            before_s / _MAP_SCALE_S, after_s / _MAP_SCALE_S, indexing="ij"
        )
        place = torch.stack([before, after, before + after]).to(similarity.dtype)
        image = torch.cat([similarity, place.expand(len(similarity), -1, -1, -1)], dim=1)
        maps = self.late(image)
        corner = maps[:, :, -2:, :2].mean((2, 3))
        return torch.cat([maps.amax((2, 3)), maps.mean((2, 3)), corner], dim=1)


class SENPlus(PairNetwork):
    """Scores a join by its edges, by a similarity map, by what is read around it and by the pulse.

    Args:
        without: which of `registry.PARTS` is left out; its layers stay, but nothing reads them.

    Attributes:
        directions: float32 (128, 2), what a disguise can add to a spectrum. Not a parameter.
    """

    directions: torch.Tensor

    def __init__(self, without: str = "") -> None:
        super().__init__()
        self._without = without
        self.register_buffer("directions", disguise_directions())
        self.front = FrontEnd()
        self.blocks = nn.Sequential(*(Block(_WIDTH, heads=4) for _ in range(_LAYERS)))
        self.norm = nn.LayerNorm(_WIDTH)
        scales = len(SCALES_FRAMES)
        self.end = EdgeSummary(_WIDTH, pools=_POOLS, n_spectra=scales, end=True)
        self.start = EdgeSummary(_WIDTH, pools=_POOLS, n_spectra=scales, end=False)
        self.map_end = nn.Linear(_WIDTH, _MAPS * _MAP_WIDTH)
        self.map_start = nn.Linear(_WIDTH, _MAPS * _MAP_WIDTH)
        self.map = SimilarityMap()
        self.comparison = EdgeComparison(views=_VIEWS, plain=_PLAIN_VIEW)
        self.comparison_norm = nn.LayerNorm(self.comparison.n_values)
        joined = 3 * _WIDTH + 3 * _LATE_CHANNELS[-1] + self.comparison.n_values
        self.head = nn.Sequential(
            nn.Linear(joined, 192), nn.GELU(), nn.Dropout(0.1), nn.Linear(192, 1)
        )
        self.cosine_weight = nn.Parameter(torch.tensor(4.0))
        self.pulse = Pulse()
        self.distance_weights = nn.Parameter(torch.full((2 * scales,), 0.3))

    def views(self, log_mels: torch.Tensor) -> torch.Tensor:
        """Three views of pieces: float32 (batch, 128, frames) to (batch, 3, 128, frames).

        The z-scored log-mel, the logarithm of the power without the gain and tilt of the piece as a
        whole, and the z-score without the mean of each band.
        """
        scored = self.standardise(log_mels)
        log_power = torch.log(torch.expm1(log_mels) + _FLOOR)
        log_power = (log_power - self.mean[:, None]) / self.std.mean()
        mean = log_power.mean(2)
        common = mean - project_out(mean, self.directions)
        return torch.stack(
            [scored, log_power - common[:, :, None], scored - scored.mean(2, keepdim=True)], dim=1
        )

    def _edge(self, views: torch.Tensor, *, end: bool) -> torch.Tensor:
        if self._without == "edges":
            views = torch.zeros_like(views)
        spectra = [edge_spectra(view, end=end) for view in views.unbind(1)]
        spectra[_PLAIN_VIEW] = project_out(spectra[_PLAIN_VIEW], self.directions)
        return torch.cat(spectra, dim=1)

    def embed(self, log_mels: torch.Tensor) -> tuple[torch.Tensor, ...]:
        """Embed pieces, float32 (batch, 128, frames).

        Returns:
            Summaries of end and start (batch, 192), map vectors for both roles (batch, tokens, 4,
            32), spectra beside both edges (batch, 18, 128).
        """
        views = self.views(log_mels.float())
        ends, starts = self._edge(views, end=True), self._edge(views, end=False)
        tokens = self.front(views)
        tokens = self.norm(tokens if self._without == "attention" else self.blocks(tokens))
        scales = len(SCALES_FRAMES)
        plain = slice(_PLAIN_VIEW * scales, (_PLAIN_VIEW + 1) * scales)
        shape = (*tokens.shape[:2], _MAPS, _MAP_WIDTH)
        return (
            self.end(tokens, ends[:, plain]),
            self.start(tokens, starts[:, plain]),
            functional.normalize(self.map_end(tokens).view(shape), dim=-1),
            functional.normalize(self.map_start(tokens).view(shape), dim=-1),
            ends,
            starts,
        )

    def score_pairs(self, first: Embedding, second: Embedding) -> torch.Tensor:
        """Log-odds that each second piece follows its first, float32 (pairs,)."""
        end, _, map_end, _, end_spectra, _ = cast(tuple[torch.Tensor, ...], first)
        _, start, _, map_start, _, start_spectra = cast(tuple[torch.Tensor, ...], second)
        compared = self.comparison(end_spectra, start_spectra)
        places = self.map(map_end, map_start)
        places = torch.zeros_like(places) if self._without == "map" else places
        read = [end * start, (end - start).abs(), end + start, places]
        learned = self.head(torch.cat([*read, self.comparison_norm(compared)], dim=1))[:, 0]
        cosine = functional.cosine_similarity(end.float(), start.float(), dim=-1)
        # Near edges speak for a join from the first step on; the rest has to be learned.
        distances = compared[:, : len(self.distance_weights)].float() * self.distance_weights
        odds: torch.Tensor = learned.float() + self.cosine_weight * cosine - distances.sum(1)
        return odds

    def joint_evidence(self, ends: torch.Tensor, starts: torch.Tensor) -> torch.Tensor | None:
        """What the pulse of all pieces says of each join, see `pulse.Pulse`."""
        if self._without == "pulse":
            return None
        evidence: torch.Tensor = self.pulse(ends, starts)
        return evidence
