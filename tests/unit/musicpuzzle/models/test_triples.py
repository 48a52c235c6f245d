"""The order of each three pieces, however they are shown."""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest
import torch

from musicpuzzle.models.network import TripleNetwork
from musicpuzzle.models.triples import ORDERS, score_all
from musicpuzzle.models.tsn import TSN


class Rising(TripleNetwork):
    """Finds an order the likelier, the more pieces in it stand above the one before.

    `favour` is added to the class of the order in which the pieces are shown.
    """

    def __init__(self, favour: float = 0.0) -> None:
        super().__init__()
        self.favour = favour

    def embed(self, log_mels: torch.Tensor) -> torch.Tensor:
        return log_mels.mean((1, 2))[:, None]

    def classify(
        self, first: torch.Tensor, second: torch.Tensor, third: torch.Tensor
    ) -> torch.Tensor:
        shown = torch.cat([first, second, third], dim=1)
        logits = torch.stack([self.score(shown[:, list(order)]) for order in ORDERS], dim=1)
        logits[:, 0] += self.favour
        return logits

    @staticmethod
    def score(ordered: torch.Tensor) -> torch.Tensor:
        return (ordered.diff(dim=1) > 0).sum(1).float() + 0.01 * ordered[:, 0]


@pytest.mark.parametrize("favour", [0.0, 3.0])
def test_scores_stand_at_the_order_that_they_speak_of(favour: float) -> None:
    embedding = torch.tensor([[5.0], [1.0], [4.0], [2.0]])
    scores = score_all(Rising(favour), embedding)
    for pieces in combinations(range(4), 3):
        orders = list(permutations(pieces))
        expected = torch.stack([Rising.score(embedding[list(o), 0][None])[0] for o in orders])
        got = torch.stack([scores[order] for order in orders])
        # Each order is shown first once in six, so favour adds the same to all of them.
        torch.testing.assert_close(got, expected.log_softmax(0), atol=0.3 * favour + 1e-5, rtol=0)
        assert got.exp().sum().item() == pytest.approx(1.0, abs=1e-5)
        assert orders[int(got.argmax())] == orders[int(expected.argmax())]
    i, j, k = np.ogrid[:4, :4, :4]
    repeated = torch.from_numpy((i == j) | (j == k) | (i == k))
    assert (scores[repeated] == -torch.inf).all()
    assert scores[~repeated].isfinite().all()


def test_the_deal_does_not_matter() -> None:
    torch.manual_seed(0)
    network = TSN().eval()
    with torch.no_grad():
        embedding = network.embed(8 * torch.rand((5, 128, 40)))
    deal = torch.tensor([3, 0, 4, 2, 1])
    dealt = score_all(network, embedding[deal])
    expected = score_all(network, embedding)[deal][:, deal][:, :, deal]
    torch.testing.assert_close(dealt, expected, atol=1e-5, rtol=0)


def test_two_pieces_have_no_triples_and_batches_can_be_given_up() -> None:
    assert (score_all(Rising(), torch.rand(2, 1)) == -torch.inf).all()

    def give_up() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        score_all(Rising(), torch.rand(4, 1), between_batches=give_up)
