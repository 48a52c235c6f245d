"""The best order of pieces, given how well each follows each other one.

The score of an order is the sum of the log-odds of its n-1 joins (Huang, Chou and Yang,
AAAI 2018). Up to EXACT_PIECES pieces the best one is found exactly by dynamic programming over
subsets (Held and Karp, 1962), in n^2 2^n steps; beyond, by a local search (see `search.py`).
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from musicpuzzle.draw import permutation
from musicpuzzle.games.search import search_order

EXACT_PIECES = 14
Matrix = NDArray[np.float64]


def best_order(log_odds: ArrayLike, *, seed: int = 0) -> tuple[tuple[int, ...], float]:
    """The order with the highest sum of log-odds over its joins, and that sum.

    Args:
        log_odds: (n, n); [i, j] says how well j follows i. The diagonal is not looked at. A join
            with -inf is used only where no order does without, and then as seldom as possible.
        seed: decides among equally good orders, each of which is as likely as the others when
            seeds are drawn. A scorer that knows nothing is thus right by chance and no oftener.

    Returns:
        The order as indices into `log_odds`, and its total (-inf with a forbidden join).

    Raises:
        ValueError: the matrix is not square, or holds NaN or +inf off the diagonal.
    """
    given = _checked(log_odds)
    n = len(given)
    if n == 0:
        return (), 0.0
    labels = np.array(permutation(n, "equally good orders", seed))
    weights = _without_minus_infinity(given)[np.ix_(labels, labels)]
    found = held_karp(weights) if n <= EXACT_PIECES else search_order(weights)
    order = tuple(int(labels[index]) for index in found)
    return order, path_total(given, order)


def path_total(log_odds: ArrayLike, order: tuple[int, ...]) -> float:
    """The sum of the log-odds along `order`."""
    matrix = np.asarray(log_odds, dtype=np.float64)
    return float(sum(matrix[a, b] for a, b in pairwise(order)))


def held_karp(weights: Matrix) -> tuple[int, ...]:
    """The path through all n pieces with the highest sum of finite `weights` (n, n).

    best[s, j] is the highest sum over paths that use exactly the pieces of the bit set s and end
    with j. All sets of one size are filled at once, from those with one piece less.
    """
    n = len(weights)
    pieces = np.arange(n)
    sets = np.arange(2**n)
    sizes = np.bitwise_count(sets)
    best = np.full((2**n, n), -np.inf)
    before = np.zeros((2**n, n), dtype=np.int8)
    best[1 << pieces, pieces] = 0.0
    for size in range(1, n):
        known = sets[sizes == size]
        totals = best[known][:, None, :] + weights.T
        last = totals.argmax(axis=2)
        row, added = np.nonzero((known[:, None] >> pieces) & 1 == 0)
        grown = known[row] | (1 << added)
        best[grown, added] = totals[row, added, last[row, added]]
        before[grown, added] = last[row, added]
    left = 2**n - 1
    order = [int(best[left].argmax())]
    while len(order) < n:
        piece = order[-1]
        order.append(int(before[left, piece]))
        left ^= 1 << piece
    return tuple(reversed(order))


def _checked(log_odds: ArrayLike) -> Matrix:
    matrix = np.array(log_odds, dtype=np.float64)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError(f"log-odds must be a square matrix, not of shape {matrix.shape}")
    np.fill_diagonal(matrix, 0.0)
    if np.isnan(matrix).any() or np.isposinf(matrix).any():
        raise ValueError("log-odds must be numbers below infinity")
    return matrix


def _without_minus_infinity(matrix: Matrix) -> Matrix:
    """-inf becomes so low that one such join outweighs all that the others can differ by."""
    finite = matrix[np.isfinite(matrix)]
    lowest, highest = float(finite.min()), float(finite.max())
    floor = lowest - len(matrix) * (highest - lowest) - 1.0
    return np.where(np.isfinite(matrix), matrix, floor)
