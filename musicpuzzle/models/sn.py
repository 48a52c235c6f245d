"""SN, the plain Siamese network that SEN was compared with: embeddings side by side, then dense.

Our reconstruction. The poster of Huang, Chou and Yang (AAAI 2018) only says that SN shares the
embedding between both pieces and concatenates. Taken from SEN: the early network, the dense layers
with their dropout and batch norm. Ours: the summary of a piece by its edges (`summary`; with means
and maxima over thirds of a piece it learned nothing from 450,000 pairs), and dense layers of 512,
which brings the size within 20 % of SEN's.
"""

from __future__ import annotations

from typing import cast

import torch

from musicpuzzle.models.network import Embedding, PairNetwork
from musicpuzzle.models.sen import EarlyNetwork, dense_head, log_odds
from musicpuzzle.models.summary import SUMMARY_SIZE, summary_of_edges


class SN(PairNetwork):
    """Siamese network: 2,298,116 parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.early = EarlyNetwork()
        self.head = dense_head((2 * SUMMARY_SIZE, 512, 512, 2))

    def embed(self, log_mels: torch.Tensor) -> torch.Tensor:
        """Embed pieces: float32 (batch, 128, frames) to their summaries (batch, 1536)."""
        return summary_of_edges(self.early(self.standardise(log_mels)))

    def logits(self, first: Embedding, second: Embedding) -> torch.Tensor:
        """Scores of "does not follow" and "follows", float32 (pairs, 2)."""
        both = torch.cat([cast(torch.Tensor, first), cast(torch.Tensor, second)], dim=1)
        scores: torch.Tensor = self.head(both).float()
        return scores

    def score_pairs(self, first: Embedding, second: Embedding) -> torch.Tensor:
        """Log-odds that each second piece follows its first, float32 (pairs,)."""
        return log_odds(self.logits(first, second))
