"""What a network is shown and what it is held to: the part of training that models differ in."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

import numpy as np
import torch
from torch import nn

from musicpuzzle.models.network import PieceNetwork

from ..data.songs import Song
from .validation import HeldOut, held_out_puzzles

Batch = dict[str, torch.Tensor]
Metrics = dict[str, torch.Tensor]
Network = TypeVar("Network", bound=PieceNetwork)


class Recipe(ABC, Generic[Network]):
    """How to train one kind of network.

    Attributes:
        batch: examples a step on each device.
        learning_rate: of the optimiser, before `rate`.
        clip_norm: the gradient's norm is held below this, or None.
    """

    clip_norm: float | None = None

    def __init__(self, *, batch: int, learning_rate: float) -> None:
        self.batch = batch
        self.learning_rate = learning_rate

    @abstractmethod
    def usable(self, songs: Sequence[Song]) -> list[Song]:
        """The songs that examples can be drawn from.

        Raises:
            DataError: there is none.
        """

    def held_out(self, songs: Sequence[Song], piece_s: float, count: int) -> list[HeldOut]:
        """The puzzles that validation asks: `count` of each kind, of songs held out."""
        return held_out_puzzles(songs, piece_s, count)

    @abstractmethod
    def sample_batch(self, rng: np.random.Generator, songs: Sequence[Song]) -> Batch:
        """Draw a batch of tensors on the CPU.

        Args:
            rng: decides everything, so that a step can be repeated.
            songs: what `usable` gave.
        """

    @abstractmethod
    def loss(self, network: Network, batch: Batch) -> tuple[torch.Tensor, Metrics]:
        """The loss to follow downhill, a scalar, and detached scalars worth reading."""

    @abstractmethod
    def pairs(self, batch: Batch) -> int:
        """How many ordered pairs of pieces a batch holds: what runs are compared by."""

    def optimizer(self, network: nn.Module) -> torch.optim.Optimizer:
        """Adam, as in the paper."""
        return torch.optim.Adam(network.parameters(), lr=self.learning_rate)

    def rate(self, step: int) -> float:
        """Factor of the learning rate at a step, counted from 0; the run's decay comes on top."""
        return 1.0


class LossModule(nn.Module):
    """Network and recipe as one module, so that a wrapper for several devices sees one forward.

    Args:
        network: what learns.
        recipe: how.
        autocast: device type and whether to compute in bfloat16 where that is safe.
    """

    def __init__(
        self, network: PieceNetwork, recipe: Recipe[Any], autocast: Mapping[str, Any]
    ) -> None:
        super().__init__()
        self.network = network
        self._recipe = recipe
        self._autocast = autocast

    def forward(self, batch: Batch) -> tuple[torch.Tensor, Metrics]:
        """Loss and metrics of a batch that lies on the network's device."""
        with torch.autocast(**self._autocast):
            return self._recipe.loss(self.network, batch)
