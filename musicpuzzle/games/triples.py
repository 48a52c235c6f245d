"""The best order of pieces, given how each three of them stand to each other.

A network that classifies the order of three pieces says nothing of longer orders. We take each run
of three neighbours as one such question: the score of an order is the sum of the log-probabilities
of its n-2 runs. For three pieces that is the class itself. Up to EXACT_PIECES pieces the best order
is found exactly by dynamic programming over subsets and the last two pieces (Held and Karp, 1962,
one order higher), in n^3 2^n steps; beyond, the pairs decide (`pair_log_odds`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from musicpuzzle.draw import permutation
from musicpuzzle.games.order import best_order

EXACT_PIECES = 12
Array = NDArray[np.float64]
_SMALLEST = 1e-9


def best_order_of_triples(log_probability: ArrayLike, *, seed: int = 0) -> tuple[int, ...]:
    """The order with the highest sum of log-probabilities over its runs of three.

    Args:
        log_probability: (n, n, n); [i, j, k] says how likely i, j and k follow one another in this
            order. Where two of them are the same it is not looked at.
        seed: decides among equally good orders, each of which is as likely as the others when seeds
            are drawn.

    Returns:
        The order as indices into `log_probability`.

    Raises:
        ValueError: the array is no cube, or holds NaN or +inf where three pieces differ.
    """
    cube = _checked(log_probability)
    n = len(cube)
    labels = np.array(permutation(n, "equally good orders", seed), dtype=np.intp)
    if n < 3:
        return tuple(labels.tolist())
    if n > EXACT_PIECES:
        return best_order(pair_log_odds(cube), seed=seed)[0]
    found = _held_karp(cube[np.ix_(labels, labels, labels)])
    return tuple(int(labels[index]) for index in found)


def triple_total(log_probability: ArrayLike, order: tuple[int, ...]) -> float:
    """The sum of the log-probabilities of the runs of three in `order`."""
    cube = np.asarray(log_probability, dtype=np.float64)
    return float(sum(cube[run] for run in zip(order, order[1:], order[2:], strict=False)))


def pair_log_odds(log_probability: ArrayLike) -> Array:
    """How well each piece directly follows each other one, as far as triples tell.

    Given i, j and k, the probability that j directly follows i is that of "i, j, k" and "k, i, j"
    together. j follows i in their song only if no other piece comes between, so the third piece
    that speaks most against it decides: the least of these probabilities, which is an upper bound
    of the probability that all of them hold.

    Args:
        log_probability: (n, n, n), see `best_order_of_triples`.

    Returns:
        float64 (n, n): log-odds, finite off the diagonal; 0 where there are but two pieces. The
        diagonal is -inf.
    """
    cube = _checked(log_probability)
    n = len(cube)
    probability = np.exp(cube)
    follows = probability + np.moveaxis(probability, 0, 2)
    pieces = np.arange(n)
    follows[:, pieces, pieces] = follows[pieces, :, pieces] = 1.0
    least = follows.min(axis=2) if n > 2 else np.full((n, n), 0.5)
    least = least.clip(_SMALLEST, 1.0 - _SMALLEST)
    log_odds: Array = np.log(least) - np.log1p(-least)
    np.fill_diagonal(log_odds, -np.inf)
    return log_odds


def _held_karp(weights: Array) -> tuple[int, ...]:
    """The order of n > 2 pieces with the highest sum of `weights` (n, n, n) over its runs.

    best[s, j, k] is the highest sum over orders that use exactly the pieces of the bit set s and
    end with j, k. All sets of one size are filled at once, from those with one piece less.
    """
    n = len(weights)
    pieces = np.arange(n)
    sets = np.arange(2**n)
    sizes = np.bitwise_count(sets)
    best = np.full((2**n, n, n), -np.inf)
    before = np.zeros((2**n, n, n), dtype=np.int8)
    first, second = np.nonzero(~np.eye(n, dtype=bool))
    best[(1 << first) | (1 << second), first, second] = 0.0
    for size in range(2, n):
        known = sets[sizes == size]
        # (sets, i, j, k): the order ended with i, j; now k is added.
        totals = best[known][..., None] + weights
        last = totals.argmax(axis=1)
        highest = np.take_along_axis(totals, last[:, None], axis=1)[:, 0]
        row, added = np.nonzero((known[:, None] >> pieces) & 1 == 0)
        grown = known[row] | (1 << added)
        best[grown, :, added] = highest[row, :, added]
        before[grown, :, added] = last[row, :, added]
    left = 2**n - 1
    order = [int(piece) for piece in np.unravel_index(best[left].argmax(), (n, n))][::-1]
    while len(order) < n:
        latest, earlier = order[-2:]
        order.append(int(before[left, earlier, latest]))
        left ^= 1 << latest
    return tuple(reversed(order))


def _checked(log_probability: ArrayLike) -> Array:
    """The cube, -inf where pieces repeat and lower than any real sum where it was -inf before."""
    cube = np.array(log_probability, dtype=np.float64)
    if cube.ndim != 3 or len(set(cube.shape)) != 1:
        raise ValueError(f"log-probabilities must be a cube, not of shape {cube.shape}")
    i, j, k = np.ogrid[tuple(slice(size) for size in cube.shape)]
    repeated = (i == j) | (j == k) | (i == k)
    told = cube[~repeated]
    if np.isnan(told).any() or np.isposinf(told).any():
        raise ValueError("log-probabilities must be numbers below infinity")
    finite = told[np.isfinite(told)]
    spread = float(np.ptp(finite)) if len(finite) else 0.0
    lowest = float(finite.min()) if len(finite) else 0.0
    floor = lowest - len(cube) * spread - 1.0
    cube[np.isneginf(cube)] = min(floor, np.log(_SMALLEST))
    cube[repeated] = -np.inf
    return cube
