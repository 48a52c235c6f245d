"""What every network that scores joins can do."""

from __future__ import annotations

from abc import ABC, abstractmethod

import torch
from torch import nn

from musicpuzzle.features.logmel import MELS

Embedding = torch.Tensor | tuple[torch.Tensor, ...]
"""What a network keeps of a batch of pieces: one tensor or several, each with the batch first."""


class PairNetwork(nn.Module, ABC):
    """Scores ordered pairs of pieces: does the second follow the first in their song?

    A piece is embedded once, however many pairs it takes part in. Each mel band is brought to mean
    0 and deviation 1 with statistics of the training songs, which are kept with the weights.

    Attributes:
        mean: float32 (128,), mean of each band's log-mel. Not a parameter.
        std: float32 (128,), its deviation. Not a parameter.
        pairs_per_batch: how many pairs are best scored together on a processor.
    """

    mean: torch.Tensor
    std: torch.Tensor
    pairs_per_batch: int = 64

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(MELS))
        self.register_buffer("std", torch.ones(MELS))

    @abstractmethod
    def embed(self, log_mels: torch.Tensor) -> Embedding:
        """Embed pieces.

        Args:
            log_mels: float32 (batch, 128, frames), at least 40 frames (a second).

        Returns:
            The embedding, batch first.
        """

    @abstractmethod
    def score_pairs(self, first: Embedding, second: Embedding) -> torch.Tensor:
        """Log-odds that each second piece follows its first, (pairs,).

        Args:
            first: embedding of one piece a pair.
            second: embedding of the other, the same batch size.
        """

    def forward(self, first: torch.Tensor, second: torch.Tensor) -> torch.Tensor:
        """Log-odds for pairs of log-mels (pairs, 128, frames), without sharing embeddings."""
        return self.score_pairs(self.embed(first), self.embed(second))

    def score_all(self, log_mels: torch.Tensor) -> torch.Tensor:
        """Log-odds of all ordered pairs of pieces, see `pairs.score_all`."""
        from musicpuzzle.models.pairs import score_all

        return score_all(self, log_mels)

    def standardise(self, log_mels: torch.Tensor) -> torch.Tensor:
        """Z-score of every band, same shape (batch, 128, frames)."""
        return (log_mels - self.mean[:, None]) / self.std[:, None]

    def n_parameters(self) -> int:
        """How many numbers are learned by gradient."""
        return sum(parameter.numel() for parameter in self.parameters())
