"""CCSN, the concatenated-convolutions Siamese network that SEN was compared with.

Our reconstruction. The poster of Huang, Chou and Yang (AAAI 2018) only says that the feature maps
are concatenated, then convolved. Taken from SEN: the early network, shared by both pieces, the
filters of the late one and the dense layers with their dropout and batch norm. Ours: the maps are
concatenated in time, end to start, and the late network reads features over time.
"""

from __future__ import annotations

from typing import cast

import torch

from musicpuzzle.models.network import Embedding, PairNetwork
from musicpuzzle.models.over_time import LateOverTime
from musicpuzzle.models.sen import EarlyNetwork, from_join, log_odds, up_to_join


class CCSN(PairNetwork):
    """Joins the features of two pieces, then convolves them: 2,214,148 parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.early = EarlyNetwork()
        self.late = LateOverTime()

    def embed(self, log_mels: torch.Tensor) -> torch.Tensor:
        """Embed pieces: float32 (batch, 128, frames) to features over time (batch, 256, frames)."""
        features: torch.Tensor = self.early(self.standardise(log_mels))
        return features

    def logits(self, first: Embedding, second: Embedding) -> torch.Tensor:
        """Scores of "does not follow" and "follows", float32 (pairs, 2)."""
        one = up_to_join(cast(torch.Tensor, first), dim=2)
        other = from_join(cast(torch.Tensor, second), dim=2)
        scores: torch.Tensor = self.late(torch.cat([one, other], dim=2), join=one.shape[2])
        return scores

    def score_pairs(self, first: Embedding, second: Embedding) -> torch.Tensor:
        """Log-odds that each second piece follows its first, float32 (pairs,)."""
        return log_odds(self.logits(first, second))
