"""The paper's pairs out of three fragments."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import torch
from torch.nn import functional

from musicpuzzle.errors import DataError
from musicpuzzle.features.logmel import frames_of
from musicpuzzle.models.network import Embedding, PairNetwork
from musicpuzzle.models.sn import SN
from trainer.data.songs import Song
from trainer.data.windows import draw_window
from trainer.train.harder import Disguises, draw_gap_s
from trainer.train.triplets import PAIRS, POSITIVE, HarderTripletRecipe, TripletRecipe


class Levels(PairNetwork):
    """Remembers the pairs it is asked about, by the level of each piece; its embedding is two."""

    asked: list[tuple[float, float]]

    def embed(self, log_mels: torch.Tensor) -> Embedding:
        level = log_mels.mean((1, 2))
        return level, level[:, None]

    def score_pairs(self, first: Embedding, second: Embedding) -> torch.Tensor:
        one, other = first[0], second[1][:, 0]
        self.asked = list(zip(one.tolist(), other.tolist(), strict=True))
        return other - one


def levels(size: int) -> torch.Tensor:
    """Piece k of triplet b has the level 10 k + b."""
    k, b = torch.meshgrid(torch.arange(3.0), torch.arange(float(size)), indexing="ij")
    return (10 * k + b)[..., None, None].expand(3, size, 128, 40)


def test_each_triplet_gives_the_papers_six_pairs() -> None:
    network = Levels()
    TripletRecipe().loss(network, {"pieces": levels(2)})
    within = {(int(a) // 10, int(b) // 10) for a, b in network.asked}
    assert within == {(0, 1), (1, 2), (0, 2), (2, 0), (1, 0), (2, 1)}
    assert len(network.asked) == 12
    assert all(a % 10 == b % 10 for a, b in network.asked)


def test_only_the_next_fragment_follows() -> None:
    follows = dict(zip(PAIRS, POSITIVE, strict=True))
    assert {pair for pair, value in follows.items() if value} == {(0, 1), (1, 2)}


def test_loss_is_the_softmax_cross_entropy_of_the_two_outputs() -> None:
    torch.manual_seed(0)
    network, recipe = SN().eval(), TripletRecipe()
    pieces = torch.rand((3, 4, 128, 40))
    with torch.no_grad():
        loss, metrics = recipe.loss(network, {"pieces": pieces})
        logits = [network.logits(*(network.embed(pieces[k]) for k in pair)) for pair in PAIRS]
    truth = torch.tensor(POSITIVE).long().repeat_interleave(4)
    torch.testing.assert_close(loss, functional.cross_entropy(torch.cat(logits), truth))
    right = (torch.cat(logits).argmax(1) == truth).float().mean()
    torch.testing.assert_close(metrics["pair_accuracy"], right)


def test_a_batch_has_its_shape_and_is_repeated_by_its_generator(songs: Sequence[Song]) -> None:
    recipe = TripletRecipe(piece_s=1.5, batch=5)
    usable = recipe.usable(songs)
    one, other = (recipe.sample_batch(np.random.default_rng([1, 2]), usable) for _ in range(2))
    assert one["pieces"].shape == (3, 5, 128, frames_of(1.5))
    assert one["pieces"].dtype == torch.float32
    torch.testing.assert_close(one["pieces"], other["pieces"], rtol=0, atol=0)
    assert recipe.pairs(one) == 30


def test_songs_have_to_hold_three_fragments_and_the_longest_gap(songs: Sequence[Song]) -> None:
    # 10 s: three of 2.6 s and two gaps of 1 s fit, three of 2.7 s do not.
    assert len(TripletRecipe(piece_s=2.6).usable(songs)) == 4
    with pytest.raises(DataError, match="No song is long enough"):
        TripletRecipe(piece_s=2.7).usable(songs)


def test_harder_triplets_have_the_gaps_and_disguises_of_sen_plus(songs: Sequence[Song]) -> None:
    recipe = HarderTripletRecipe(piece_s=1.5, batch=3)
    usable = recipe.usable(songs)
    one, other = (recipe.sample_batch(np.random.default_rng(7), usable) for _ in range(2))
    assert one["pieces"].shape == (3, 3, 128, frames_of(1.5))
    torch.testing.assert_close(one["pieces"], other["pieces"], rtol=0, atol=0)
    assert recipe.pairs(one) == 18
    # The same draws, with nothing done to the pieces: what differs are factors of power in bands.
    rng = np.random.default_rng(7)
    plain = np.stack([draw_window(rng, usable, 3, 1.5, draw_gap_s(rng)) for _ in range(3)], 1)
    power = Disguises().draw(rng, 3, 3)
    expected = torch.expm1(torch.from_numpy(plain)) * power
    torch.testing.assert_close(torch.expm1(one["pieces"]), expected, rtol=1e-3, atol=1e-3)


def test_most_gaps_are_short() -> None:
    rng = np.random.default_rng(0)
    gaps_s = np.array([draw_gap_s(rng) for _ in range(4000)])
    assert gaps_s.min() >= 0
    assert gaps_s.max() <= 1
    # Six in ten from .1 to .6 s, and half of the others.
    assert np.mean((gaps_s >= 0.1) & (gaps_s <= 0.6)) == pytest.approx(0.8, abs=0.03)


def test_a_network_can_learn_from_it(songs: Sequence[Song]) -> None:
    torch.manual_seed(0)
    network, recipe = SN(), TripletRecipe(piece_s=1.0, batch=8)
    optimizer = recipe.optimizer(network)
    batch = recipe.sample_batch(np.random.default_rng(0), songs)
    losses = []
    for _ in range(12):
        loss, _ = recipe.loss(network, batch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    assert np.mean(losses[-3:]) < 0.8 * np.mean(losses[:3])
