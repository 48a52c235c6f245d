"""A network that learns on a device: steps, validation, and its way to disk and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from musicpuzzle.models.network import PieceNetwork

from .checkpoint import RunState, load_checkpoint, save_checkpoint
from .precision import autocast_options
from .recipe import Batch, LossModule, Recipe
from .validation import HeldOut, validate


@dataclass(frozen=True, slots=True)
class Step:
    """What a step gave: mean loss, metrics of the recipe, pairs scored in this process."""

    loss: float
    metrics: dict[str, float]
    pairs: int


class Learner:
    """Network and optimiser, set up by Fabric.

    Args:
        fabric: a launched lightning_fabric.Fabric.
        network: on the CPU; it is moved.
        recipe: gives loss and optimiser.
        precision: `32-true` or `bf16-mixed`.

    Attributes:
        network: that learns.
    """

    def __init__(
        self, fabric: Any, network: PieceNetwork, recipe: Recipe[Any], precision: str
    ) -> None:
        self.network = network
        self._fabric = fabric
        self._recipe = recipe
        self._autocast = autocast_options(fabric.device, precision)
        plain_optimizer = recipe.optimizer(network)
        self._rates = [float(group["lr"]) for group in plain_optimizer.param_groups]
        self._module, self._optimizer = fabric.setup(
            LossModule(network, recipe, self._autocast), plain_optimizer
        )
        self._plain_optimizer = plain_optimizer

    def step(self, batch: Batch, *, seed: int, rate: float) -> Step:
        """Go one step downhill.

        Args:
            batch: on the CPU.
            seed: of dropout.
            rate: factor of the learning rate.
        """
        self._module.train()
        torch.manual_seed(seed)
        for group, base in zip(self._plain_optimizer.param_groups, self._rates, strict=True):
            group["lr"] = base * rate
        loss, metrics = self._module(self._fabric.to_device(batch))
        self._optimizer.zero_grad()
        self._fabric.backward(loss)
        if self._recipe.clip_norm is not None:
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), self._recipe.clip_norm)
        self._optimizer.step()
        values = {name: float(value) for name, value in metrics.items()}
        return Step(float(loss.detach()), values, self._recipe.pairs(batch))

    def validate(
        self, puzzles: Sequence[HeldOut], give_up: Callable[[], bool]
    ) -> dict[str, float] | None:
        """Accuracies on held-out puzzles, see `validation.validate`."""
        return validate(self.network, puzzles, self._autocast, give_up)

    def save(self, run: Path, state: RunState) -> None:
        """Write a checkpoint."""
        save_checkpoint(run, self.network, self._plain_optimizer, state)

    def load(self, checkpoint: Path) -> None:
        """Go back to a checkpoint."""
        load_checkpoint(checkpoint, self.network, self._plain_optimizer)
