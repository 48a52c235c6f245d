"""All ordered pairs, each piece embedded once."""

from __future__ import annotations

from unittest.mock import patch

import pytest
import torch

from musicpuzzle.models.network import Embedding, PairNetwork
from musicpuzzle.models.pairs import all_ordered_pairs, score_all, take
from musicpuzzle.models.sn import SN


class Ramp(PairNetwork):
    """Scores 10 times the first piece's level plus the second's; its embedding is a tuple."""

    def embed(self, log_mels: torch.Tensor) -> Embedding:
        level = log_mels.mean((1, 2))
        return level, level[:, None]

    def score_pairs(self, first: Embedding, second: Embedding) -> torch.Tensor:
        return 10 * first[0] + second[1][:, 0]


def levels(n: int) -> torch.Tensor:
    return torch.arange(n, dtype=torch.float32)[:, None, None].expand(n, 128, 40)


@pytest.mark.parametrize("pairs_per_batch", [1, 5, 100])
def test_row_is_the_first_piece_and_column_the_second(pairs_per_batch: int) -> None:
    scores = score_all(Ramp(), levels(4), pairs_per_batch=pairs_per_batch)
    i, j = torch.meshgrid(torch.arange(4.0), torch.arange(4.0), indexing="ij")
    expected = (10 * i + j).fill_diagonal_(-torch.inf)
    torch.testing.assert_close(scores, expected)


def test_equal_to_one_pair_at_a_time() -> None:
    torch.manual_seed(0)
    network, log_mels = SN().eval(), torch.rand((4, 128, 40))
    scores = score_all(network, log_mels)
    with torch.no_grad():
        for i, j in all_ordered_pairs(4).tolist():
            alone = network(log_mels[i : i + 1], log_mels[j : j + 1])
            torch.testing.assert_close(scores[i, j], alone[0], atol=1e-3, rtol=0)


def test_every_piece_is_embedded_once() -> None:
    network = Ramp()
    with patch.object(network, "embed", wraps=network.embed) as embed:
        score_all(network, levels(6), pairs_per_batch=4)
    embed.assert_called_once()


@pytest.mark.parametrize(("n", "pairs"), [(0, 0), (1, 0), (3, 6), (12, 132)])
def test_number_of_ordered_pairs(n: int, pairs: int) -> None:
    assert len(set(map(tuple, all_ordered_pairs(n).tolist()))) == pairs


def test_a_single_piece_has_no_pairs() -> None:
    assert score_all(Ramp(), levels(1)).tolist() == [[-torch.inf]]


def test_giving_up_between_batches() -> None:
    calls: list[int] = []

    def give_up() -> None:
        calls.append(1)
        if len(calls) == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        score_all(Ramp(), levels(4), pairs_per_batch=3, between_batches=give_up)
    assert len(calls) == 2


def test_rows_are_taken_from_each_part() -> None:
    parts = take((torch.arange(3), torch.arange(6).view(3, 2)), torch.tensor([2, 0]))
    assert [part.tolist() for part in parts] == [[2, 0], [[4, 5], [0, 1]]]
