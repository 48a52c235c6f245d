"""OPN, the order prediction network that SEN was compared with: pairs first, then the order.

Our reconstruction. The poster of Huang, Chou and Yang (AAAI 2018) only names an order prediction
network with pairwise concatenation; we read it as that of Lee, Huang, Singh and Yang, "Unsupervised
Representation Learning by Sorting Sequences" (ICCV 2017), for sound: the features of each two
pieces are concatenated and go through a dense layer that all pairs share, and what comes out for
all pairs is concatenated and classified. There an order and its reverse are one class, since a
movement may run either way; music does not, so there are six classes. Taken from SEN: the early
network, and dense layers with their dropout and batch norm. Ours: the summary of a piece by its
edges (`summary`), and the sizes of the dense layers, which bring the whole within 20 % of SEN's.
"""

from __future__ import annotations

from itertools import combinations

import torch
from torch import nn
from torch.nn import functional

from musicpuzzle.models.network import TripleNetwork
from musicpuzzle.models.sen import EarlyNetwork, dense_head
from musicpuzzle.models.summary import SUMMARY_SIZE, summary_of_edges

_PAIR_SIZE = 384
_PAIRS = tuple(combinations(range(3), 2))


class OPN(TripleNetwork):
    """Classifies the order of three pieces by what is found in each two: 2,234,380 parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.early = EarlyNetwork()
        self.pair = nn.Sequential(
            nn.Dropout(0.5),
            nn.Linear(2 * SUMMARY_SIZE, _PAIR_SIZE, bias=False),
            nn.BatchNorm1d(_PAIR_SIZE),
        )
        self.head = dense_head((len(_PAIRS) * _PAIR_SIZE, 512, 6))

    def embed(self, log_mels: torch.Tensor) -> torch.Tensor:
        """Embed pieces: float32 (batch, 128, frames) to their summaries (batch, 1536)."""
        return summary_of_edges(self.early(self.standardise(log_mels)))

    def classify(
        self, first: torch.Tensor, second: torch.Tensor, third: torch.Tensor
    ) -> torch.Tensor:
        """Logits of the six orders, float32 (triples, 6)."""
        shown = (first, second, third)
        both = torch.cat([torch.cat([shown[a], shown[b]], dim=1) for a, b in _PAIRS])
        read = functional.relu(self.pair(both)).chunk(len(_PAIRS))
        logits: torch.Tensor = self.head(torch.cat(read, dim=1)).float()
        return logits
