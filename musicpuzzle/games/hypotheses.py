"""The best order where what is known of the joins depends on something that nobody was told.

A network may read all joins of a puzzle under several hypotheses, such as how much was left out at
each cut (see `musicpuzzle.models.pulse`). The hypothesis under which some order comes out best is
taken, and its log-odds are the ones that the order is judged by.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.games.order import Matrix, best_order

EXACT_PIECES = 10
_TRIED_BEYOND = 4


def under_best_hypothesis(log_odds: NDArray[np.floating]) -> Matrix:
    """The log-odds under the hypothesis whose best order has the highest total.

    Args:
        log_odds: (hypotheses, n, n), finite off the diagonals, which are not looked at; [h, i, j]
            says how well j follows i if h holds. Up to EXACT_PIECES pieces every hypothesis is
            tried, beyond them those few whose joins, each chosen alone, promise most.

    Returns:
        float64 (n, n), with -inf on the diagonal.
    """
    given = _without_diagonals(log_odds)
    best: Matrix = given[_best(given)]
    return best


def best_hypothesis(log_odds: NDArray[np.floating]) -> int:
    """Which one that is, from 0, see `under_best_hypothesis`."""
    return _best(_without_diagonals(log_odds))


def _best(given: NDArray[np.float64]) -> int:
    if given.shape[1] <= EXACT_PIECES:
        return int(_best_totals(given).argmax())
    tried = np.argsort(-_promises(given), kind="stable")[:_TRIED_BEYOND]
    return int(tried[int(np.argmax([best_order(given[h])[1] for h in tried]))])


def _best_totals(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The highest sum over the joins of an order, for each of several matrices at once.

    By dynamic programming as in `order.held_karp`, but without keeping the orders.

    Args:
        weights: float64 (matrices, n, n), finite off the diagonals.

    Returns:
        float64 (matrices,).
    """
    count, n = weights.shape[:2]
    pieces, sets = np.arange(n), np.arange(2**n)
    sizes = np.bitwise_count(sets)
    best = np.full((count, 2**n, n), -np.inf)
    best[:, 1 << pieces, pieces] = 0.0
    for size in range(1, n):
        known = sets[sizes == size]
        highest = (best[:, known, None, :] + weights.transpose(0, 2, 1)[:, None]).max(axis=3)
        row, added = np.nonzero((known[:, None] >> pieces) & 1 == 0)
        best[:, known[row] | (1 << added), added] = highest[:, row, added]
    total: NDArray[np.float64] = best[:, -1].max(axis=1)
    return total


def _without_diagonals(log_odds: NDArray[np.floating]) -> NDArray[np.float64]:
    given = np.array(log_odds, dtype=np.float64)
    pieces = np.arange(given.shape[1])
    given[:, pieces, pieces] = -np.inf
    return given


def _promises(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each hypothesis the sum of every piece's best join, whether or not they go together."""
    following, before = log_odds.max(axis=2), log_odds.max(axis=1)
    total: NDArray[np.float64] = sum(
        each.sum(axis=1) - each.min(axis=1) for each in (following, before)
    )
    return total
