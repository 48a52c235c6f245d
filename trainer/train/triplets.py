"""The recipes of the paper: pairs out of three consecutive fragments.

Huang, Chou and Yang, "Generating Music Medleys via Playing Music Puzzle Games" (AAAI 2018). Of
R1, R2, R3 the pairs (R1, R2) and (R2, R3) follow each other; (R1, R3), (R3, R1), (R2, R1) and
(R3, R2) do not.

Ours: a gap of 0 to 1 s between the fragments, one for each triplet, and a gain and a tilt for each
fragment. The paper has neither, and a network that never saw a gap learns nothing but that sound
runs on across a cut. The cross-entropy is plain, without weights against the two negatives a
positive: the order of pieces depends only on differences of log-odds.
"""

from __future__ import annotations

from abc import ABC
from collections.abc import Sequence

import numpy as np
import torch
from torch.nn import functional

from musicpuzzle.models.network import PairNetwork

from ..data.songs import Song
from ..data.windows import disguise_pieces, draw_window, songs_for
from .harder import Disguises, disguised, draw_gap_s
from .joined import joined
from .recipe import Batch, Metrics, Network, Recipe

LONGEST_GAP_S = 1.0
PAIRS = ((0, 1), (1, 2), (0, 2), (2, 0), (1, 0), (2, 1))
POSITIVE = (1.0, 1.0, 0.0, 0.0, 0.0, 0.0)


class Triplets(Recipe[Network], ABC):
    """Draws three consecutive fragments at a time.

    Args:
        piece_s: length of a fragment in seconds (8 in the paper).
        batch: triplets a step.
        learning_rate: 1e-3 in the paper.
    """

    def __init__(
        self, *, piece_s: float = 3.0, batch: int = 16, learning_rate: float = 1e-3
    ) -> None:
        super().__init__(batch=batch, learning_rate=learning_rate)
        self.piece_s = piece_s

    def usable(self, songs: Sequence[Song]) -> list[Song]:
        """The songs that hold three fragments with the longest gap."""
        return songs_for(songs, 3, self.piece_s, LONGEST_GAP_S)

    def sample_batch(self, rng: np.random.Generator, songs: Sequence[Song]) -> Batch:
        """`pieces`: float32 (3, batch, 128, frames), disguised log-mels."""
        windows = []
        for _ in range(self.batch):
            gap_s = float(rng.uniform(0.0, LONGEST_GAP_S))
            window = draw_window(rng, songs, 3, self.piece_s, gap_s)
            windows.append(disguise_pieces(rng, window))
        return {"pieces": torch.from_numpy(np.stack(windows, axis=1))}

    def pairs(self, batch: Batch) -> int:
        """Six for each triplet."""
        return len(PAIRS) * int(batch["pieces"].shape[1])


class TripletRecipe(Triplets[PairNetwork]):
    """Three fragments, embedded once each, give six pairs."""

    def loss(self, network: PairNetwork, batch: Batch) -> tuple[torch.Tensor, Metrics]:
        """Softmax cross-entropy over "follows" and "does not", written with the log-odds."""
        pieces = batch["pieces"]
        size = pieces.shape[1]
        embedding = network.embed(pieces.flatten(0, 1))
        first, second = (joined(embedding, [pair[side] for pair in PAIRS], size) for side in (0, 1))
        odds = network.score_pairs(first, second).float()
        truth = torch.tensor(POSITIVE, device=odds.device).repeat_interleave(size)
        loss = functional.binary_cross_entropy_with_logits(odds, truth)
        right = ((odds.detach() > 0) == (truth > 0)).float().mean()
        return loss, {"pair_accuracy": right}


class HarderTripletRecipe(TripletRecipe):
    """The same pairs with the gaps and disguises of SEN-plus: what `sen-gap` learns by.

    `sen-gap` is SEN, layer by layer. What it lacks against SEN-plus is thus not in the data.
    """

    def __init__(
        self, *, piece_s: float = 3.0, batch: int = 16, learning_rate: float = 1e-3
    ) -> None:
        super().__init__(piece_s=piece_s, batch=batch, learning_rate=learning_rate)
        self._disguises = Disguises()

    def sample_batch(self, rng: np.random.Generator, songs: Sequence[Song]) -> Batch:
        """`pieces`: float32 (3, batch, 128, frames), disguised log-mels."""
        windows = [
            draw_window(rng, songs, 3, self.piece_s, draw_gap_s(rng)) for _ in range(self.batch)
        ]
        pieces = torch.from_numpy(np.stack(windows, axis=1))
        return {"pieces": disguised(pieces, self._disguises.draw(rng, 3, self.batch))}
