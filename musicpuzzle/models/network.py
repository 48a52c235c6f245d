"""What every network that puts pieces in order can do.

Most score ordered pairs (`PairNetwork`, all of them by `pairs.score_all`); some classify the order
of three (`TripleNetwork`, by `triples.score_all`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod

import torch
from torch import nn

from musicpuzzle.features.logmel import MELS

Embedding = torch.Tensor | tuple[torch.Tensor, ...]
"""What a network keeps of a batch of pieces: one tensor or several, each with the batch first."""


class PieceNetwork(nn.Module, ABC):
    """Embeds each piece once, however many pairs or triples it takes part in, then scores them.

    Each mel band is brought to mean 0 and deviation 1 with statistics of the training songs, which
    are kept with the weights.

    Attributes:
        mean: float32 (128,), mean of each band's log-mel. Not a parameter.
        std: float32 (128,), its deviation. Not a parameter.
    """

    mean: torch.Tensor
    std: torch.Tensor

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

    def standardise(self, log_mels: torch.Tensor) -> torch.Tensor:
        """Z-score of every band, same shape (batch, 128, frames)."""
        return (log_mels - self.mean[:, None]) / self.std[:, None]

    def n_parameters(self) -> int:
        """How many numbers are learned by gradient."""
        return sum(parameter.numel() for parameter in self.parameters())


class PairNetwork(PieceNetwork):
    """Scores ordered pairs of pieces: does the second follow the first in their song?"""

    def pairs_per_batch(self, n_frames: int) -> int:
        """How many pairs of pieces of `n_frames` are best scored together on a processor."""
        return 64

    @abstractmethod
    def score_pairs(self, first: Embedding, second: Embedding) -> torch.Tensor:
        """Log-odds that each second piece follows its first, (pairs,).

        Args:
            first: embedding of one piece a pair.
            second: embedding of the other, the same batch size.
        """

    def joint_evidence(self, ends: torch.Tensor, starts: torch.Tensor) -> torch.Tensor | None:
        """What only all pieces of a puzzle together tell of its joins; None, unless a network can.

        Args:
            ends: float32 (puzzles, n, 128, frames), log-mels of the last frames of each piece.
            starts: of its first frames, as many.

        Returns:
            float32 (puzzles, hypotheses, n, n): log-odds that j follows i, to be added to those of
            the pair, under each of several hypotheses of which one holds for the whole puzzle.
        """
        return None

    def forward(self, first: torch.Tensor, second: torch.Tensor) -> torch.Tensor:
        """Log-odds for pairs of log-mels (pairs, 128, frames), without sharing embeddings."""
        return self.score_pairs(self.embed(first), self.embed(second))


class TripleNetwork(PieceNetwork):
    """Classifies the order of three pieces: six classes, in the order of `triples.ORDERS`."""

    @abstractmethod
    def embed(self, log_mels: torch.Tensor) -> torch.Tensor:
        """Embed pieces, float32 (batch, 128, frames), to vectors of a fixed size, (batch, size)."""

    @abstractmethod
    def classify(
        self, first: torch.Tensor, second: torch.Tensor, third: torch.Tensor
    ) -> torch.Tensor:
        """Scores of the six orders in which three pieces, shown in any order, may stand.

        Args:
            first, second, third: embeddings of the three, (triples, size) each.

        Returns:
            float32 (triples, 6), logits.
        """
