"""Batches depend on seed, rank and step, and on nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from trainer.data.songs import Song
from trainer.train.batches import Batches, step_seed
from trainer.train.triplets import TripletRecipe

RECIPE = TripletRecipe(piece_s=1.0, batch=2)


def pieces(batches: Batches, step: int) -> torch.Tensor:
    return batches.take(step)["pieces"]


def test_a_step_has_the_same_batch_however_it_is_reached(songs: Sequence[Song]) -> None:
    with Batches(RECIPE, songs, 0, 0) as one, Batches(RECIPE, songs, 0, 0) as other:
        in_a_row = [pieces(one, step) for step in range(3)]
        assert torch.equal(pieces(other, 2), in_a_row[2])
        assert torch.equal(pieces(other, 0), in_a_row[0])
    assert not torch.equal(in_a_row[0], in_a_row[1])


def test_seeds_and_ranks_draw_other_batches(songs: Sequence[Song]) -> None:
    drawn = []
    for seed, rank in ((0, 0), (1, 0), (0, 1)):
        with Batches(RECIPE, songs, seed, rank) as batches:
            drawn.append(pieces(batches, 0))
    assert not torch.equal(drawn[0], drawn[1])
    assert not torch.equal(drawn[0], drawn[2])
    assert not torch.equal(drawn[1], drawn[2])


def test_every_step_has_a_seed_of_its_own() -> None:
    seeds = {step_seed(s, r, k) for s in range(3) for r in range(3) for k in range(3)}
    assert len(seeds) == 27
    assert step_seed(1, 2, 3) == step_seed(1, 2, 3)
