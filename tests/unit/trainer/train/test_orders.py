"""The recipe that learns whole orders: its batches, and its loss against a plain computation."""

from __future__ import annotations

from itertools import pairwise, permutations

import numpy as np
import pytest
import torch

from musicpuzzle.features.logmel import HOP_S, MELS
from musicpuzzle.models.network import Embedding, PairNetwork
from trainer.data.songs import Song
from trainer.train.orders import PIECES, OrderRecipe


class TableNetwork(PairNetwork):
    """Scores by a table: a piece is known by the value of its first band."""

    def __init__(self, table: torch.Tensor) -> None:
        super().__init__()
        self.table = torch.nn.Parameter(table)

    def embed(self, log_mels: torch.Tensor) -> torch.Tensor:
        return log_mels[:, 0, 0].round().long()

    def score_pairs(self, first: Embedding, second: Embedding) -> torch.Tensor:
        assert isinstance(first, torch.Tensor)
        assert isinstance(second, torch.Tensor)
        return self.table[first, second]


def _batch(n: int, windows: int) -> dict[str, torch.Tensor]:
    numbers = torch.arange(n)[:, None, None, None].expand(n, windows, MELS, 40)
    return {
        "pieces": numbers.half(),
        "power": torch.ones(n, windows, MELS, 1),
        "hypothesis": torch.ones(windows, dtype=torch.int64),
    }


def _cross_entropy(scores: list[float], right: int) -> float:
    values = np.array(scores)
    return float(np.log(np.exp(values).sum()) - values[right])


@pytest.mark.parametrize("n", PIECES)
def test_loss_equals_a_plain_computation(n: int) -> None:
    table = torch.from_numpy(np.random.default_rng(n).normal(size=(n, n)).astype(np.float32))
    s = table.numpy().astype(float)
    rows = [_cross_entropy([s[i, j] for j in range(n) if j != i], i) for i in range(n - 1)]
    columns = [_cross_entropy([s[i, j] for i in range(n) if i != j], j - 1) for j in range(1, n)]
    totals = [sum(s[a, b] for a, b in pairwise(order)) for order in permutations(range(n))]
    pairs = [
        np.log1p(np.exp(-s[i, j] if j == i + 1 else s[i, j]))
        for i in range(n)
        for j in range(n)
        if i != j
    ]
    expected = (
        0.5 * np.mean(rows + columns) + 0.5 * _cross_entropy(totals, 0) + 0.3 * np.mean(pairs)
    )
    loss, metrics = OrderRecipe().loss(TableNetwork(table), _batch(n, 3))
    assert loss.item() == pytest.approx(expected, rel=1e-4)
    assert metrics["global_accuracy"].item() == float(int(np.argmax(totals)) == 0)


class HypothesesNetwork(TableNetwork):
    """Another table under each hypothesis, whatever the pieces are."""

    def __init__(self, table: torch.Tensor, joint: torch.Tensor) -> None:
        super().__init__(table)
        self.joint = torch.nn.Parameter(joint)

    def joint_evidence(self, ends: torch.Tensor, starts: torch.Tensor) -> torch.Tensor:
        return self.joint.expand(len(ends), -1, -1, -1)


def test_an_order_is_judged_under_all_hypotheses_and_pairs_under_the_true_one() -> None:
    n, rng = 4, np.random.default_rng(2)
    table, joint = (
        torch.from_numpy(rng.normal(size=size).astype(np.float32)) for size in ((n, n), (3, n, n))
    )
    network, batch = HypothesesNetwork(table, joint), _batch(n, 2)
    true = (table + joint[1]).double()
    totals = [
        float(
            torch.logsumexp(
                torch.stack([sum(s[a, b] for a, b in pairwise(o)) for s in table + joint]), 0
            )
        )
        for o in permutations(range(n))
    ]
    told = OrderRecipe().loss(TableNetwork(true.float()), batch)[0].item()
    plain = [sum(float(true[a, b]) for a, b in pairwise(o)) for o in permutations(range(n))]
    expected = told + 0.5 * (_cross_entropy(totals, 0) - _cross_entropy(plain, 0))
    assert OrderRecipe().loss(network, batch)[0].item() == pytest.approx(expected, rel=1e-4)


def test_sections_do_not_touch_and_know_no_common_gap() -> None:
    recipe = OrderRecipe(batch=4)
    batches = [
        recipe.sample_batch(np.random.default_rng([4, step]), [_ramp(90)]) for step in range(60)
    ]
    apart = [batch for batch in batches if not batch["hypothesis"].any()]
    assert 1 <= len(apart) <= 20
    for batch in apart:
        # A frame of the ramp is known by its value.
        first, last = batch["pieces"][:, :, 0, 0].float(), batch["pieces"][:, :, 0, -1].float()
        gaps_s = (first[1:] - last[:-1]) * 2 * HOP_S
        assert (gaps_s >= 4.0).all()


def test_loss_falls_to_nothing_for_a_sure_and_right_network() -> None:
    n = 4
    table = torch.full((n, n), -30.0)
    for i in range(n - 1):
        table[i, i + 1] = 30.0
    loss, metrics = OrderRecipe().loss(TableNetwork(table), _batch(n, 2))
    assert loss.item() < 1e-6
    assert metrics["global_accuracy"].item() == 1.0


def _song(seconds: float) -> Song:
    frames = round(seconds * 22_050 / 512)
    bands = np.random.default_rng(1).uniform(3, 9, (MELS, frames)).astype(np.float16)
    return Song("a", "Tide", "Ann", "CC0-1.0", "here", "train", (bands,))


def _ramp(seconds: float) -> Song:
    frames = round(seconds / HOP_S)
    assert frames < 4096  # whole numbers of half precision, in steps of 2
    bands = np.tile(np.arange(10, 10 + frames, dtype=np.float16) / np.float16(2), (MELS, 1))
    return Song("a", "Slope", "Ann", "CC0-1.0", "here", "train", (bands,))


def test_batches_repeat_and_differ_by_step() -> None:
    recipe, songs = OrderRecipe(batch=4), [_song(40)]
    first, again, other = (
        recipe.sample_batch(np.random.default_rng([1, step]), songs) for step in (5, 5, 6)
    )
    assert all(torch.equal(first[name], again[name]) for name in first)
    assert not all(
        first[name].shape == other[name].shape and torch.equal(first[name], other[name])
        for name in first
    )


def test_windows_are_disguised_piece_by_piece_or_not_at_all() -> None:
    recipe, songs = OrderRecipe(batch=40), [_song(40)]
    power = recipe.sample_batch(np.random.default_rng(0), songs)["power"]
    same = torch.tensor(
        [bool(torch.allclose(window, window[:1], rtol=1e-5)) for window in power.unbind(1)]
    )
    assert 0 < int(same.sum()) < len(same)
    decibels = 10 * power.log10()
    assert decibels.abs().max() <= 18.0 + 1e-4
