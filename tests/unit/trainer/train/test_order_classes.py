"""Three fragments shown in six ways, and the class that is right for each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import torch

from musicpuzzle.features.logmel import frames_of
from musicpuzzle.models.network import TripleNetwork
from musicpuzzle.models.opn import OPN
from musicpuzzle.models.triples import ORDERS
from trainer.data.songs import Song
from trainer.train.order_classes import OrderClassRecipe


class Sorting(TripleNetwork):
    """Knows that the level rises from fragment to fragment, and is so sure of it."""

    def __init__(self, sure: float) -> None:
        super().__init__()
        self.sure = sure
        self.asked: list[tuple[int, ...]] = []

    def embed(self, log_mels: torch.Tensor) -> torch.Tensor:
        return log_mels.mean((1, 2))[:, None]

    def classify(
        self, first: torch.Tensor, second: torch.Tensor, third: torch.Tensor
    ) -> torch.Tensor:
        shown = torch.cat([first, second, third], dim=1)
        self.asked = [tuple(row) for row in shown.round().int().tolist()]
        rising = [(shown[:, list(order)].diff(dim=1) > 0).all(1) for order in ORDERS]
        return self.sure * torch.stack(rising, dim=1).float()


def levels(size: int) -> torch.Tensor:
    """Fragment k of triplet b has the level 10 k + b."""
    k, b = torch.meshgrid(torch.arange(3.0), torch.arange(float(size)), indexing="ij")
    return (10 * k + b)[..., None, None].expand(3, size, 128, 40)


@pytest.mark.parametrize("sure", [0.0, 1.0, 20.0])
def test_loss_is_the_cross_entropy_of_the_true_order_however_it_is_shown(sure: float) -> None:
    network = Sorting(sure)
    loss, metrics = OrderClassRecipe().loss(network, {"pieces": levels(2)})
    assert loss.item() == pytest.approx(np.log(np.exp(sure) + 5) - sure, abs=1e-5)
    if sure:
        assert metrics["order_accuracy"].item() == 1.0
    shown = {tuple(level // 10 for level in row) for row in network.asked}
    assert shown == set(ORDERS)
    assert len(network.asked) == 12
    assert all(len({level % 10 for level in row}) == 1 for row in network.asked)


def test_a_network_can_learn_from_it(songs: Sequence[Song]) -> None:
    torch.manual_seed(0)
    network, recipe = OPN(), OrderClassRecipe(piece_s=1.0, batch=8)
    optimizer = recipe.optimizer(network)
    batch = recipe.sample_batch(np.random.default_rng(0), songs)
    assert batch["pieces"].shape == (3, 8, 128, frames_of(1.0))
    assert recipe.pairs(batch) == 48
    losses = []
    for _ in range(10):
        loss, _ = recipe.loss(network, batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    assert np.mean(losses[-3:]) < 0.9 * np.mean(losses[:3])
