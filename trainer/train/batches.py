"""Batches that depend on seed, rank and step alone, drawn one step ahead."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import numpy as np

from ..data.songs import Song
from .recipe import Batch, Recipe


def step_seed(seed: int, rank: int, step: int) -> int:
    """Seed of a step's dropout: a resumed run draws what an unbroken one would have drawn."""
    return int(np.random.SeedSequence([seed, rank, step, 1]).generate_state(1, np.uint32)[0])


class Batches:
    """Draws the batch of each step; the next one while the present one is learned from.

    Args:
        recipe: draws a batch.
        songs: what the recipe can use.
        seed: of the run.
        rank: of this process; each draws other batches.
    """

    def __init__(self, recipe: Recipe[Any], songs: Sequence[Song], seed: int, rank: int) -> None:
        self._recipe = recipe
        self._songs = songs
        self._key = (seed, rank)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="batches")
        self._ahead: tuple[int, Future[Batch]] | None = None

    def __enter__(self) -> Batches:
        return self

    def __exit__(self, *error: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def draw(self, step: int) -> Batch:
        """The batch of a step, always the same."""
        rng = np.random.default_rng([*self._key, step])
        return self._recipe.sample_batch(rng, self._songs)

    def take(self, step: int) -> Batch:
        """The batch of a step; the drawing of the next one begins."""
        if self._ahead is not None and self._ahead[0] == step:
            batch = self._ahead[1].result()
        else:
            batch = self.draw(step)
        self._ahead = (step + 1, self._pool.submit(self.draw, step + 1))
        return batch
