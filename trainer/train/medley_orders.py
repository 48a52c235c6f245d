"""The recipe of Segue: which of all orders of a medley's pieces is the true one.

Ours. Nobody tells the network whether tempi climb or fall, so an order's score is summed over both
hypotheses, and the loss is a softmax over all orders.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from musicpuzzle.errors import DataError
from musicpuzzle.models.network import PairNetwork
from musicpuzzle.models.pairs import all_ordered_pairs

from ..data.medleys import draw_medley, medleys_for
from ..data.songs import Song
from .all_joins import all_odds, order_joins
from .harder import Disguises, disguised
from .recipe import Batch, Metrics, Recipe
from .validation import HeldOut, held_out_medleys

TOTAL_S = 24.0
PIECES = (3, 4, 6)
"""How many pieces a window has; together they last 24 s, as in the game."""
_WARM_UP_STEPS = 20


class MedleyRecipe(Recipe[PairNetwork]):
    """Pieces of composed medleys, in most windows disguised.

    Args:
        batch: windows a step.
        learning_rate: highest, after the warm-up.
    """

    def __init__(self, *, batch: int = 32, learning_rate: float = 3e-3) -> None:
        super().__init__(batch=batch, learning_rate=learning_rate)
        self._disguises = Disguises()

    def usable(self, songs: Sequence[Song]) -> list[Song]:
        """The medleys that hold a window of three pieces."""
        fewest = min(PIECES)
        return medleys_for(songs, fewest, TOTAL_S / fewest)

    def held_out(self, songs: Sequence[Song], piece_s: float, count: int) -> list[HeldOut]:
        """Puzzles of medleys, as long as in the game."""
        return held_out_medleys(songs, count)

    def sample_batch(self, rng: np.random.Generator, songs: Sequence[Song]) -> Batch:
        """Pieces in true order and how each is disguised.

        Returns:
            `pieces`: float16 (n, windows, 128, frames), log-mels; `power`: float32 (n, windows,
            128, 1), factor of each band's power.
        """
        n = int(rng.choice(PIECES))
        try:
            fitting = medleys_for(songs, n, TOTAL_S / n)
        except DataError:
            n = min(PIECES)
            fitting = medleys_for(songs, n, TOTAL_S / n)
        drawn = [draw_medley(rng, fitting, n, TOTAL_S / n) for _ in range(self.batch)]
        return {
            "pieces": torch.from_numpy(np.stack(drawn, axis=1).astype(np.float16)),
            "power": self._disguises.draw(rng, n, self.batch),
        }

    def loss(self, network: PairNetwork, batch: Batch) -> tuple[torch.Tensor, Metrics]:
        """Cross-entropy of the true order among all; metrics: share of whole orders right."""
        pieces = disguised(batch["pieces"], batch["power"])
        odds = all_odds(network, pieces)
        totals = odds[:, :, order_joins(len(pieces), odds.device)].sum(-1).logsumexp(1)
        right = (totals.detach().argmax(1) == 0).float().mean()
        return -functional.log_softmax(totals, dim=1)[:, 0].mean(), {"global_accuracy": right}

    def pairs(self, batch: Batch) -> int:
        """All ordered pairs of each window."""
        n, windows = batch["pieces"].shape[:2]
        return len(all_ordered_pairs(n)) * windows

    def optimizer(self, network: nn.Module) -> torch.optim.Optimizer:
        """AdamW."""
        return torch.optim.AdamW(network.parameters(), lr=self.learning_rate, weight_decay=0.1)

    def rate(self, step: int) -> float:
        """A linear warm-up."""
        return min(1.0, (step + 1) / _WARM_UP_STEPS)
