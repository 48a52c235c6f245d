"""The recipe of SEN-plus: whole orders of consecutive pieces, not single pairs.

Ours. From a window of n pieces every ordered pair is scored, each piece embedded once. The loss
asks, of each piece, which one follows (softmax over a row) and which one came before (softmax over
a column), and of the window, which of all n! orders is the true one (softmax over orders, the very
quantity that a puzzle is judged by); a little cross-entropy on single pairs keeps the scores
log-odds. Where a network reads the joins under several hypotheses (`joint_evidence`), an order's
score is summed over them, as nobody tells the network which one holds; the other parts of the loss
take the true one. Some windows are sections that do not touch, as in the game of that name.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from musicpuzzle.errors import DataError
from musicpuzzle.models.network import PairNetwork
from musicpuzzle.models.pairs import all_ordered_pairs
from musicpuzzle.models.pulse import hypothesis

from ..data.songs import Song, StoredLogMel
from ..data.windows import draw_sections, draw_window, hops, songs_for
from .all_joins import all_odds, order_joins
from .harder import LONGEST_GAP_S, Disguises, disguised, draw_gap_s
from .recipe import Batch, Metrics, Recipe

TOTAL_S = 24.0
PIECES = (3, 4, 5, 6)
"""How many pieces a window has; together they last 24 s, as in the game."""
PIECES_SHARE = (0.1, 0.55, 0.15, 0.2)
SECTIONS_SHARE = 0.1
SECTION_GAPS_S = (4.0, 12.0)
_WARM_UP_STEPS = 100
_WEIGHTS = {"neighbours": 0.5, "orders": 0.5, "pairs": 0.3}


class OrderRecipe(Recipe[PairNetwork]):
    """Windows of 3 to 6 pieces of 24 s together: mostly consecutive, with one gap a window.

    Args:
        batch: windows of four pieces a step; of other windows so many that the number of pieces is
            about the same.
        learning_rate: highest, after the warm-up.
    """

    clip_norm = 2.0

    def __init__(self, *, batch: int = 16, learning_rate: float = 1e-3) -> None:
        super().__init__(batch=batch, learning_rate=learning_rate)
        self._disguises = Disguises()

    def usable(self, songs: Sequence[Song]) -> list[Song]:
        """The songs that hold 24 s with the longest gap at each cut."""
        most = max(PIECES)
        return songs_for(songs, most, TOTAL_S / most, LONGEST_GAP_S)

    def sample_batch(self, rng: np.random.Generator, songs: Sequence[Song]) -> Batch:
        """Pieces in true order and how each is disguised.

        Returns:
            `pieces`: float16 (n, windows, 128, frames), log-mels; `power`: float32 (n, windows,
            128, 1), factor of each band's power; `hypothesis`: int64 (windows,), which one holds.
        """
        n = int(rng.choice(PIECES, p=PIECES_SHARE))
        windows = max(2, round(self.batch * 4 / n))
        if rng.random() < SECTIONS_SHARE:
            n, drawn = _sections(rng, songs, n, windows)
        else:
            drawn = [_window(rng, songs, n) for _ in range(windows)]
        return {
            "pieces": torch.from_numpy(np.stack([pieces for pieces, _ in drawn], axis=1)),
            "power": self._disguises.draw(rng, n, windows),
            "hypothesis": torch.tensor([holds for _, holds in drawn]),
        }

    def loss(self, network: PairNetwork, batch: Batch) -> tuple[torch.Tensor, Metrics]:
        """Mean over windows of the three parts; metrics: share of whole orders right."""
        pieces = disguised(batch["pieces"], batch["power"])
        n, windows = pieces.shape[:2]
        odds = all_odds(network, pieces)
        true_odds = _of_hypothesis(odds, batch["hypothesis"])
        rows, follows = _structure(n, odds.device)
        neighbours = functional.log_softmax(true_odds[:, rows], dim=-1)[..., 0].mean()
        totals = odds[:, :, order_joins(n, odds.device)].sum(-1).logsumexp(1)
        parts = {
            "neighbours": -neighbours,
            "orders": -functional.log_softmax(totals, dim=1)[:, 0].mean(),
            "pairs": functional.binary_cross_entropy_with_logits(
                true_odds, follows.expand(windows, -1)
            ),
        }
        loss = torch.stack([_WEIGHTS[name] * part for name, part in parts.items()]).sum()
        right = (totals.detach().argmax(1) == 0).float().mean()
        return loss, {"global_accuracy": right}

    def pairs(self, batch: Batch) -> int:
        """All ordered pairs of each window."""
        n, windows = batch["pieces"].shape[:2]
        return int(windows * n * (n - 1))

    def optimizer(self, network: nn.Module) -> torch.optim.Optimizer:
        """AdamW."""
        return torch.optim.AdamW(
            network.parameters(), lr=self.learning_rate, betas=(0.9, 0.98), weight_decay=0.02
        )

    def rate(self, step: int) -> float:
        """A linear warm-up."""
        return min(1.0, (step + 1) / _WARM_UP_STEPS)


def _window(rng: np.random.Generator, songs: Sequence[Song], n: int) -> tuple[StoredLogMel, int]:
    """Consecutive pieces and which hypothesis holds for them."""
    piece_s, gap_s = TOTAL_S / n, draw_gap_s(rng)
    pieces = draw_window(rng, songs, n, piece_s, gap_s).astype(np.float16)
    return pieces, hypothesis(hops(piece_s + gap_s), pieces.shape[2])


def _sections(
    rng: np.random.Generator, songs: Sequence[Song], n: int, windows: int
) -> tuple[int, list[tuple[StoredLogMel, int]]]:
    """Pieces that do not touch, or fewer of them where no song is long enough for n."""
    for fewer in range(n, min(PIECES) - 1, -1):
        piece_s = TOTAL_S / fewer
        try:
            fitting = songs_for(songs, fewer, piece_s, SECTION_GAPS_S[0])
        except DataError:
            continue
        drawn = (
            draw_sections(rng, fitting, fewer, piece_s, SECTION_GAPS_S) for _ in range(windows)
        )
        return fewer, [(pieces.astype(np.float16), 0) for pieces in drawn]
    return n, [_window(rng, songs, n) for _ in range(windows)]


def _of_hypothesis(odds: torch.Tensor, holds: torch.Tensor) -> torch.Tensor:
    """Of log-odds (windows, hypotheses, pairs) those of the true one each, (windows, pairs)."""
    if odds.shape[1] == 1:
        return odds[:, 0]
    return odds.gather(1, holds[:, None, None].expand(-1, 1, odds.shape[2]))[:, 0]


@lru_cache(maxsize=16)
def _structure(n: int, device: torch.device) -> tuple[torch.Tensor, torch.Tensor]:
    """Where the scores of a window stand among its ordered pairs.

    Returns:
        Rows and columns as indices (2 * (n - 1), n - 1), the true neighbour first; whether each
        pair follows, float32 (pairs,).
    """
    pairs = [tuple(pair) for pair in all_ordered_pairs(n).tolist()]
    index = {pair: k for k, pair in enumerate(pairs)}
    others = [[k for k in range(n) if k not in (i, i + 1)] for i in range(n - 1)]
    rows = [[index[i, j] for j in (i + 1, *others[i])] for i in range(n - 1)]
    columns = [[index[j, i + 1] for j in (i, *others[i])] for i in range(n - 1)]
    follows = [float(j == i + 1) for i, j in pairs]
    return (
        torch.tensor(rows + columns, device=device),
        torch.tensor(follows, device=device),
    )
