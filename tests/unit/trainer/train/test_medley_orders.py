"""The recipe of Segue: its loss against a plain computation, and that it learns what leads over."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, permutations

import numpy as np
import pytest
import torch

from musicpuzzle.audio.progress import unchecked
from musicpuzzle.errors import DataError
from musicpuzzle.features.logmel import HOP_S, MELS
from musicpuzzle.games.opponents.log_mels import LogMel
from musicpuzzle.games.opponents.scoring import network_scores
from musicpuzzle.games.opponents.thinking import decide
from musicpuzzle.models.segue import Segue
from trainer.data.songs import Song
from trainer.train.medley_orders import MedleyRecipe
from trainer.train.validation import HeldOut


def _medley(seed: int) -> Song:
    """Four parts of 13 s whose clicks come 6 % faster, or slower, from part to part."""
    rng = np.random.default_rng(seed)
    bands = np.full((MELS, round(52 / HOP_S)), 2.0, np.float16)
    bpm, factor = rng.uniform(95, 110), 1.06 if seed % 2 else 1 / 1.06
    at_s = 0.0
    while at_s < 51.9:
        bands[:, int(at_s / HOP_S)] += rng.uniform(3, 6, MELS).astype(np.float16)
        at_s += 60 / (bpm * factor ** (at_s // 13))
    parts = tuple((13.0 * k, 13.0 * (k + 1)) for k in range(4))
    return Song(str(seed), "", "", "", "", "train", (bands,), parts)


def test_loss_equals_a_plain_computation() -> None:
    torch.manual_seed(3)
    network = Segue().eval()
    recipe = MedleyRecipe(batch=3)
    batch = recipe.sample_batch(np.random.default_rng(1), [_medley(0), _medley(1)])
    n = len(batch["pieces"])
    pieces = torch.log1p(torch.expm1(batch["pieces"].float()) * batch["power"])
    losses = []
    network.requires_grad_(False)
    for window in pieces.transpose(0, 1):
        joint = network.joint_evidence(window[None], window[None])[0].double()
        pairs = [
            [network(window[i : i + 1], window[j : j + 1]) for j in range(n)] for i in range(n)
        ]
        scores = joint + torch.tensor(pairs).double()
        totals = [
            torch.stack([sum(s[a, b] for a, b in pairwise(order)) for s in scores]).logsumexp(0)
            for order in permutations(range(n))
        ]
        losses.append(float(torch.stack(totals).logsumexp(0) - totals[0]))
    assert recipe.loss(network, batch)[0].item() == pytest.approx(np.mean(losses), rel=1e-3)
    assert recipe.pairs(batch) == 3 * n * (n - 1)


def test_it_learns_that_tempi_go_one_way() -> None:
    torch.manual_seed(0)
    medleys = [_medley(seed) for seed in range(8)]
    held_out = [replace(_medley(seed), split="validation") for seed in range(100, 106)]
    recipe, network = MedleyRecipe(batch=16, learning_rate=0.02), Segue()
    optimizer = recipe.optimizer(network)
    for step in range(40):
        loss, _ = recipe.loss(network, recipe.sample_batch(np.random.default_rng(step), medleys))
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    puzzles = recipe.held_out(held_out, 3.0, 12)
    network.eval()
    orders = [decide(network_scores(network, _pieces(puzzle), unchecked))[0] for puzzle in puzzles]
    # Forwards and backwards sound alike here.
    right = [order in ((0, 1, 2, 3), (3, 2, 1, 0)) for order in map(tuple, orders)]
    assert np.mean(right) > 0.7


def _pieces(puzzle: HeldOut) -> list[LogMel]:
    return list(puzzle.pieces.astype(np.float32))


def test_songs_that_are_no_medleys_are_no_use() -> None:
    with pytest.raises(DataError, match="No medley has 3 parts"):
        MedleyRecipe().usable([replace(_medley(0), parts=())])
    assert MedleyRecipe().held_out([], 3.0, 4) == []
