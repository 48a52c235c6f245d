"""CIN, the concatenated-inputs network that SEN was compared with: joined first, then convolved.

Our reconstruction. The poster of Huang, Chou and Yang (AAAI 2018) only says that the inputs are
concatenated, then convolved. Taken from SEN: the early network, the filters of the late one and the
dense layers with their dropout and batch norm. Ours: the pieces are concatenated in time, end to
start, so that the convolutions run over the join; the late network reads features over time.
"""

from __future__ import annotations

from typing import cast

import torch

from musicpuzzle.models.network import Embedding, PairNetwork
from musicpuzzle.models.over_time import LateOverTime
from musicpuzzle.models.sen import EarlyNetwork, from_join, log_odds, up_to_join


class CIN(PairNetwork):
    """Convolves each pair as one sound: 2,214,148 parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.early = EarlyNetwork()
        self.late = LateOverTime()

    def pairs_per_batch(self, n_frames: int) -> int:
        """Nothing is shared between pairs, so a few at a time keep the memory small."""
        return 16

    def embed(self, log_mels: torch.Tensor) -> torch.Tensor:
        """The z-scored log-mel itself, float32 (batch, 128, frames): pairs are joined before."""
        return self.standardise(log_mels)

    def logits(self, first: Embedding, second: Embedding) -> torch.Tensor:
        """Scores of "does not follow" and "follows", float32 (pairs, 2)."""
        one = up_to_join(cast(torch.Tensor, first), dim=2)
        other = from_join(cast(torch.Tensor, second), dim=2)
        both = torch.cat([one, other], dim=2)
        scores: torch.Tensor = self.late(self.early(both), join=one.shape[2])
        return scores

    def score_pairs(self, first: Embedding, second: Embedding) -> torch.Tensor:
        """Log-odds that each second piece follows its first, float32 (pairs,)."""
        return log_odds(self.logits(first, second))
