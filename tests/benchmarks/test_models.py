"""Eight pieces of 3 s, warm, on two cores: all 56 ordered pairs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch
from pytest_benchmark.fixture import BenchmarkFixture

from musicpuzzle.audio.progress import unchecked
from musicpuzzle.features.logmel import MELS, frames_of
from musicpuzzle.games.opponents.scoring import network_scores
from musicpuzzle.models.network import PairNetwork
from musicpuzzle.models.pairs import all_ordered_pairs, score_all
from musicpuzzle.models.registry import build

from .ratio import fastest_s

PIECES = 8
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(autouse=True)
def two_threads() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def log_mels() -> torch.Tensor:
    torch.manual_seed(0)
    return torch.rand((PIECES, MELS, frames_of(3.0))) * 8


def ready(name: str) -> PairNetwork:
    """A network with random weights that has seen a few pieces, so that its norms are sensible."""
    torch.manual_seed(0)
    network = build(name)
    with torch.no_grad():
        for _ in range(3):
            network(*(torch.rand((4, MELS, frames_of(3.0))) * 8 for _ in range(2)))
    return network.eval()


@torch.inference_mode()
def pair_by_pair(network: PairNetwork, log_mels: torch.Tensor) -> torch.Tensor:
    """What embedding once replaces: both pieces go through the whole network for every pair."""
    scores = torch.full((PIECES, PIECES), -torch.inf)
    for i, j in all_ordered_pairs(PIECES).tolist():
        scores[i, j] = network(log_mels[i : i + 1], log_mels[j : j + 1])[0]
    return scores


def test_sen_embedded_once_is_faster_than_pair_by_pair(
    benchmark: BenchmarkFixture, log_mels: torch.Tensor
) -> None:
    network = ready("sen")
    torch.testing.assert_close(
        score_all(network, log_mels), pair_by_pair(network, log_mels), atol=1e-3, rtol=0
    )
    once_s, each_s = fastest_s(
        lambda: score_all(network, log_mels), lambda: pair_by_pair(network, log_mels), rounds=3
    )
    benchmark.extra_info["times faster than pair by pair"] = round(each_s / once_s, 2)
    benchmark.pedantic(score_all, (network, log_mels), rounds=3)
    assert each_s > once_s


def test_sen_plus_is_at_least_four_times_faster_than_sen(
    benchmark: BenchmarkFixture, log_mels: torch.Tensor
) -> None:
    sen, plus = ready("sen"), ready("sen-plus")
    pieces = list(log_mels.numpy())
    sen_s, plus_s = fastest_s(
        lambda: network_scores(sen, pieces, unchecked),
        lambda: network_scores(plus, pieces, unchecked),
        rounds=5,
    )
    benchmark.extra_info["times faster than sen"] = round(sen_s / plus_s, 2)
    benchmark.pedantic(network_scores, (plus, pieces, unchecked), rounds=3)
    assert sen_s >= 4 * plus_s
