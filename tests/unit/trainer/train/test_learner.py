"""A step is the same whatever was drawn before it, and its rate is the recipe's times a factor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
import torch
from lightning_fabric import Fabric

from musicpuzzle.models.sn import SN
from trainer.data.songs import Song
from trainer.train.learner import Learner
from trainer.train.recipe import Batch
from trainer.train.triplets import TripletRecipe


class Clipped(TripletRecipe):
    """Holds the gradient close to nothing, and is plain descent, so that weights barely move."""

    clip_norm = 1e-6

    def optimizer(self, network: torch.nn.Module) -> torch.optim.Optimizer:
        return torch.optim.SGD(network.parameters(), lr=1.0)


@pytest.fixture
def batch(songs: Sequence[Song]) -> Batch:
    return TripletRecipe(piece_s=1.0, batch=2).sample_batch(np.random.default_rng(0), songs)


def learner(recipe: TripletRecipe) -> Learner:
    torch.manual_seed(0)
    fabric: Any = Fabric(accelerator="cpu", devices=1)
    return Learner(fabric, SN(), recipe, "32-true")


def test_dropout_follows_the_seed_alone(batch: Batch) -> None:
    one, other = (learner(TripletRecipe(piece_s=1.0, batch=2)) for _ in range(2))
    torch.rand(17)
    a = one.step(batch, seed=5, rate=1.0)
    torch.rand(3)
    b = other.step(batch, seed=5, rate=1.0)
    third = learner(TripletRecipe(piece_s=1.0, batch=2)).step(batch, seed=6, rate=1.0)
    assert a.loss == pytest.approx(b.loss, abs=1e-6)
    assert third.loss != pytest.approx(a.loss, abs=1e-4)
    assert a.pairs == 12
    assert 0.0 <= a.metrics["pair_accuracy"] <= 1.0


def test_a_rate_of_nothing_learns_nothing(batch: Batch) -> None:
    still = learner(TripletRecipe(piece_s=1.0, batch=2))
    before = {name: tensor.clone() for name, tensor in still.network.named_parameters()}
    still.step(batch, seed=0, rate=0.0)
    assert all(torch.equal(before[name], t) for name, t in still.network.named_parameters())
    still.step(batch, seed=0, rate=1.0)
    assert not all(torch.equal(before[name], t) for name, t in still.network.named_parameters())


def test_the_gradient_is_held_below_the_recipes_norm(batch: Batch) -> None:
    clipped = learner(Clipped(piece_s=1.0, batch=2))
    before = torch.cat([t.detach().flatten().clone() for t in clipped.network.parameters()])
    clipped.step(batch, seed=0, rate=1.0)
    after = torch.cat([t.detach().flatten() for t in clipped.network.parameters()])
    assert 0 < float((after - before).norm()) < 1e-4
