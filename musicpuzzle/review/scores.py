"""What an opponent's log-odds say of joins and of whole orders."""

from __future__ import annotations

import numpy as np

from musicpuzzle.games.order import Matrix, best_order, path_total

RANDOM_PER_CENT = 10.0
"""What an order is worth that loses as much as a random one loses on average."""


def follow_probabilities(log_odds: Matrix) -> Matrix:
    """How likely each piece follows each other one, if one of the others does.

    Args:
        log_odds: float64 (n, n), [i, j] that j follows i; the diagonal is not looked at.

    Returns:
        float64 (n, n): the softmax of each row over the n-1 candidates; a row sums to one, and the
        diagonal is 0. Nothing but 0 where there is one piece.
    """
    scores = np.array(log_odds, dtype=np.float64)
    np.fill_diagonal(scores, -np.inf)
    if len(scores) < 2:
        return np.zeros_like(scores)
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    probabilities: Matrix = odds / odds.sum(axis=1, keepdims=True)
    return probabilities


def accuracy_per_cent(log_odds: Matrix, order: tuple[int, ...]) -> float:
    """How good an order is by an opponent's ear: 100 for the best order by its log-odds.

    The loss is what the order's sum of log-odds lacks to the best order's. With m the same sum of a
    random order on average, and n pieces,

        accuracy = 100 * (RANDOM_PER_CENT / 100) ** (loss / max(best - m, n - 1)).

    So a better sum is always more accurate, an order as bad as a random one gets 10 %, and the
    scale of the log-odds, which differs between opponents, does not matter; but where the joins
    differ by less than one (in nats, on average), so that the opponent hardly cares, nobody
    loses much. Of an opponent that judges three pieces at a time, the best order by its log-odds
    need not be the order that it gave.

    Args:
        log_odds: float64 (n, n), finite off the diagonal.
        order: all pieces from first to last.

    Returns:
        Above 0, at most 100.

    Raises:
        ValueError: the log-odds are not finite, or the order does not name each piece once.
    """
    n = len(log_odds)
    if sorted(order) != list(range(n)):
        raise ValueError("an order names each piece once")
    off_diagonal = np.asarray(log_odds, dtype=np.float64)[~np.eye(n, dtype=bool)]
    if not np.isfinite(off_diagonal).all():
        raise ValueError("log-odds must be finite off the diagonal")
    if n < 2:
        return 100.0
    best = best_order(log_odds)[1]
    loss = max(0.0, best - path_total(log_odds, order))
    scale = max(best - (n - 1) * float(off_diagonal.mean()), n - 1.0)
    return float(100.0 * (RANDOM_PER_CENT / 100.0) ** (loss / scale))
