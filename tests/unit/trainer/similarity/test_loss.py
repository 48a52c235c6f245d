"""The losses against sums by hand."""

from __future__ import annotations

import math

import pytest
import torch

from musicpuzzle.models.similarity import masks
from trainer.similarity.loss import cosines, distances, triplet_loss, wrong_share
from trainer.similarity.proxies import SCALE, proxy_loss


def test_distances_are_taken_in_the_sub_space_at_length_one() -> None:
    embeddings = torch.zeros(3, 256)
    embeddings[0, 64], embeddings[1, 65], embeddings[2, 64] = 1.0, 5.0, 9.0
    embeddings[2, 0] = 100.0  # of another dimension
    apart = distances(embeddings, masks()[1])
    assert apart[0, 1].item() == pytest.approx(math.sqrt(2))
    assert apart[0, 2].item() == pytest.approx(0.0, abs=2e-3)
    whole = distances(embeddings, torch.ones(256))
    assert whole[0, 2].item() > 1.0


def test_the_mean_is_over_triplets_that_are_not_satisfied() -> None:
    apart = torch.tensor([[0.0, 0.5, 0.45, 0.9], [0.5, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
    positives, negatives = torch.zeros(2, 4, 4, dtype=torch.bool)
    positives[0, 1] = negatives[0, 2] = negatives[0, 3] = True
    loss, count, right = triplet_loss(apart, positives, negatives, margin=0.1)
    # 0.5 - 0.45 + 0.1; the negative at 0.9 is far enough.
    assert loss.item() == pytest.approx(0.15)
    assert count == 2
    assert right.item() == pytest.approx(0.5)


def test_without_triplets_there_is_nothing_to_lose() -> None:
    none = torch.zeros(4, 4, dtype=torch.bool)
    loss, count, right = triplet_loss(torch.rand(4, 4), none, none)
    assert (loss.item(), count, right.item()) == (0.0, 0, 0.0)


def test_the_share_of_wrong_triplets_is_smoothed() -> None:
    near = torch.tensor([[1.0, 0.5, 0.4, 0.9], [0.5, 1, 0, 0], [0.4, 0, 1, 0], [0.9, 0, 0, 1]])
    positives, negatives = torch.zeros(2, 4, 4, dtype=torch.bool)
    positives[0, 1] = negatives[0, 2] = negatives[0, 3] = True
    loss, count, right = wrong_share(near, positives, negatives)
    # The negatives are 0.1 less and 0.4 more alike than the positive; a softness is 0.1.
    by_hand = (1 / (1 + math.exp(1)) + 1 / (1 + math.exp(-4))) / 2
    assert loss.item() == pytest.approx(by_hand)
    assert (count, right.item()) == (2, pytest.approx(0.5))
    none = torch.zeros(4, 4, dtype=torch.bool)
    loss, count, right = wrong_share(near, none, none)
    assert (loss.item(), count, right.item()) == (0.0, 0, 0.0)


def test_cosines_are_those_of_the_distances() -> None:
    embeddings = torch.randn(5, 256, generator=torch.Generator().manual_seed(0))
    for mask in (*masks(), torch.ones(256)):
        apart = distances(embeddings, mask)
        torch.testing.assert_close(
            cosines(embeddings, mask), 1 - apart.square() / 2, atol=1e-5, rtol=0
        )


def test_proxies_are_a_softmax_over_cosines_and_unknown_labels_do_not_count() -> None:
    embeddings, proxies = torch.zeros(2, 256), torch.zeros(2, 256)
    embeddings[:, 0] = 3.0
    proxies[0, 0], proxies[1, 1] = 2.0, 7.0
    targets = torch.tensor([[0.0, 1.0], [0.0, 0.0]])
    wanted = math.log(1 + math.exp(SCALE))
    assert proxy_loss(embeddings, masks()[0], proxies, targets).item() == pytest.approx(wanted)
