"""TSN, the triplet Siamese network that SEN was compared with: which order do three pieces have?

Our reconstruction. The poster of Huang, Chou and Yang (AAAI 2018) only speaks of a triplet Siamese
network with order classification. Taken from SEN: the early network, shared by the three pieces,
and the dense layers with their dropout and batch norm. Ours: the summary of a piece by its edges
(`summary`), the three of them side by side, dense layers of 384, which brings the size within 20 %
of SEN's, and six classes, one for each order.
"""

from __future__ import annotations

import torch

from musicpuzzle.models.network import TripleNetwork
from musicpuzzle.models.sen import EarlyNetwork, dense_head
from musicpuzzle.models.summary import SUMMARY_SIZE, summary_of_edges


class TSN(TripleNetwork):
    """Classifies the order of three pieces at once: 2,380,812 parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.early = EarlyNetwork()
        self.head = dense_head((3 * SUMMARY_SIZE, 384, 384, 6))

    def embed(self, log_mels: torch.Tensor) -> torch.Tensor:
        """Embed pieces: float32 (batch, 128, frames) to their summaries (batch, 1536)."""
        return summary_of_edges(self.early(self.standardise(log_mels)))

    def classify(
        self, first: torch.Tensor, second: torch.Tensor, third: torch.Tensor
    ) -> torch.Tensor:
        """Logits of the six orders, float32 (triples, 6)."""
        logits: torch.Tensor = self.head(torch.cat([first, second, third], dim=1)).float()
        return logits
