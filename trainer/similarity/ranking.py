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

from ..train.recipe import Batch
from .loss import cosines, wrong_share
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

    def _compared(self, embeddings: torch.Tensor) -> torch.Tensor:
        """Songs: the first windows of all come before the second ones."""
        return embeddings.reshape(2, -1, embeddings.shape[1]).mean(dim=0)

    def _triplets(
        self,
        compared: torch.Tensor,
        mask: torch.Tensor,
        positives: torch.Tensor,
        negatives: torch.Tensor,
    ) -> tuple[torch.Tensor, int, torch.Tensor]:
        """The smoothed share of wrong ones; else as there."""
        return wrong_share(cosines(compared, mask), positives, negatives)

    def _proxies(
        self, network: ProxiedNetwork, embeddings: torch.Tensor, batch: Batch
    ) -> torch.Tensor:
        """Labels draw no window any more."""
        del network, batch
        return embeddings.new_zeros(())
