"""The best order where what is known of the joins depends on something that nobody was told.

A network may read all joins of a puzzle under several hypotheses, such as how much was left out at
each cut (see `musicpuzzle.models.pulse`). The hypothesis under which some order comes out best is
taken, and its log-odds are the ones that the order is judged by.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.games.order import best_order

EXACT_PIECES = 10
_TRIED_BEYOND = 4
Matrix = NDArray[np.float64]


def under_best_hypothesis(log_odds: NDArray[np.floating], *, seed: int = 0) -> Matrix:
    """The log-odds under the hypothesis whose best order has the highest total.

    Args:
        log_odds: (hypotheses, n, n); [h, i, j] says how well j follows i if h holds. The diagonals
            are not looked at. Up to EXACT_PIECES pieces every hypothesis is tried, beyond them
            those few whose joins, each chosen alone, promise most.
        seed: decides between equally good orders.

    Returns:
        float64 (n, n), with -inf on the diagonal.
    """
    given = _without_diagonals(log_odds)
    best: Matrix = given[best_hypothesis(given, seed=seed)]
    return best


def best_hypothesis(log_odds: NDArray[np.floating], *, seed: int = 0) -> int:
    """Which one that is, see `under_best_hypothesis`."""
    given = _without_diagonals(log_odds)
    tried = np.arange(len(given))
    if given.shape[1] > EXACT_PIECES:
        tried = np.argsort(-_promises(given), kind="stable")[:_TRIED_BEYOND]
    totals = [best_order(given[h], seed=seed)[1] for h in tried]
    return int(tried[int(np.argmax(totals))])


def _without_diagonals(log_odds: NDArray[np.floating]) -> Matrix:
    given = np.array(log_odds, dtype=np.float64)
    pieces = np.arange(given.shape[1])
    given[:, pieces, pieces] = -np.inf
    return given


def _promises(log_odds: Matrix) -> NDArray[np.float64]:
    """For each hypothesis the sum of every piece's best join, whether or not they go together."""
    following, before = log_odds.max(axis=2), log_odds.max(axis=1)
    total: NDArray[np.float64] = sum(
        each.sum(axis=1) - each.min(axis=1) for each in (following, before)
    )
    return total
