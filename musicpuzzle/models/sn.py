"""SN, the plain Siamese network that SEN was compared with: embeddings side by side, then dense.

Our reconstruction. The poster of Huang, Chou and Yang (AAAI 2018) only says that SN shares the
embedding between both pieces and concatenates. Taken from SEN: the early network, the dense layers
with their dropout and batch norm. Ours: each third of a piece is summarised by the mean and the
maximum over time, which keeps a coarse sense of start and end and takes pieces of any length, and
dense layers of 512, which brings the size within 20 % of SEN's.
"""

from __future__ import annotations

from typing import cast

import torch

from musicpuzzle.models.network import Embedding, PairNetwork
from musicpuzzle.models.sen import EarlyNetwork, dense_head, log_odds

_PARTS = 3


class SN(PairNetwork):
    """Siamese network: 2,298,116 parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.early = EarlyNetwork()
        self.head = dense_head((2 * 2 * _PARTS * 256, 512, 512, 2))

    def embed(self, log_mels: torch.Tensor) -> torch.Tensor:
        """Embed pieces: float32 (batch, 128, frames) to mean and maximum a third (batch, 1536)."""
        frames = self.early(self.standardise(log_mels)).float()
        parts = frames.tensor_split(_PARTS, dim=2)
        return torch.cat([summary for part in parts for summary in (part.mean(2), part.amax(2))], 1)

    def logits(self, first: Embedding, second: Embedding) -> torch.Tensor:
        """Scores of "does not follow" and "follows", float32 (pairs, 2)."""
        both = torch.cat([cast(torch.Tensor, first), cast(torch.Tensor, second)], dim=1)
        scores: torch.Tensor = self.head(both).float()
        return scores

    def score_pairs(self, first: Embedding, second: Embedding) -> torch.Tensor:
        """Log-odds that each second piece follows its first, float32 (pairs,)."""
        return log_odds(self.logits(first, second))
