"""Ranking songs: the last stage of training, by what is measured in the end.

Triplets and proxies teach windows, and draw each to its label as far as they can. A song is the
mean of its windows, though, and what counts is which of two songs is nearer. Whoever has learned
windows goes on here: the loss is the smoothed share of wrong triplets of songs, so that a window
that says little keeps short, a song in doubt stays between labels, and hopeless triplets pull at
nothing. The share of right triplets is an area under a ROC curve; smoothing it by a sigmoid is in
Yan, Dodier, Mozer and Wolniewicz, "Optimizing Classifier Performance via an Approximation to the
Wilcoxon-Mann-Whitney Statistic" (ICML 2003), and for embeddings in Brown, Xie, Kalogeiton and
Zisserman, "Smooth-AP" (ECCV 2020).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from musicpuzzle.models.subspaces import DIMENSIONS

from ..train.recipe import Batch, Metrics
from .loss import cosines, distances, wrong_share
from .proxies import ProxiedNetwork
from .recipe import SimilarityRecipe


class RankingRecipe(SimilarityRecipe):
    """The same batches, and as loss the smoothed share of wrong triplets of songs.

    Args: as for SimilarityRecipe.
    """

    def sample_batch(self, rng: np.random.Generator, songs: Sequence[object] = ()) -> Batch:
        """As there, with relations of songs instead of windows."""
        batch = super().sample_batch(rng, songs)
        n = len(batch["windows"]) // 2
        for name in ("positives", "negatives"):
            batch[name] = batch[name][:, :n, :n]
        return batch

    def loss(self, network: ProxiedNetwork, batch: Batch) -> tuple[torch.Tensor, Metrics]:
        """Triplets of songs in each dimension, and of tracks; the proxies are not asked.

        The metrics are shares of right triplets.
        """
        embeddings = network.embed(batch["windows"]).float()
        n = len(embeddings) // 2
        songs = (embeddings[:n] + embeddings[n:]) / 2
        total = embeddings.new_zeros(())
        metrics: Metrics = {}
        for number, name in enumerate(DIMENSIONS):
            if self._only not in (None, name):
                continue
            near = cosines(songs, self._masks[number])
            positives, negatives = batch["positives"][number], batch["negatives"][number]
            own, count, right = wrong_share(near, positives, negatives)
            total = total + own
            if count:
                metrics[name] = right
        if self._track:
            whole = distances(embeddings, torch.ones_like(self._masks[0]))
            own, right = self._track_loss(whole, batch["same"])
            total = total + own
            metrics["track"] = right
        if "judged" in batch:
            own, right = self._judged_loss(songs, batch["judged"])
            total = total + own
            metrics["people"] = right
        return total, metrics
