"""The best order of pieces, exactly: by dynamic programming instead of all permutations."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from time import perf_counter
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from musicpuzzle.games.order import best_order, held_karp, path_total
from musicpuzzle.games.search import search_order

Matrix = NDArray[np.float64]


def all_permutations(weights: Matrix) -> float:
    """The best total of all orders, tried one block of those with the same two first at a time."""
    n = len(weights)
    rest = np.array(list(permutations(range(n - 2))), dtype=np.int8)
    best = -np.inf
    for first, second in permutations(range(n), 2):
        others = np.array([piece for piece in range(n) if piece not in (first, second)])[rest]
        totals = weights[first, second] + weights[second, others[:, 0]]
        for step in range(n - 3):
            totals = totals + weights[others[:, step], others[:, step + 1]]
        best = max(best, float(totals.max()))
    return best


def seconds(work: Callable[[], object], times: int) -> float:
    """The shortest of several runs."""
    taken = []
    for _ in range(times):
        begun = perf_counter()
        work()
        taken.append(perf_counter() - begun)
    return min(taken)


@pytest.fixture
def weights() -> Callable[[int], Matrix]:
    return lambda n: np.random.default_rng(n).normal(size=(n, n))


def test_ten_pieces_a_hundred_times_faster_than_all_permutations(
    benchmark: Any, weights: Callable[[int], Matrix]
) -> None:
    matrix = weights(10)
    order = benchmark(held_karp, matrix)
    assert path_total(matrix, order) == pytest.approx(all_permutations(matrix))
    slow_s = seconds(lambda: all_permutations(matrix), 1)
    quick_s = seconds(lambda: held_karp(matrix), 20)
    benchmark.extra_info["times_faster"] = round(slow_s / quick_s)
    assert slow_s > 100 * quick_s


def test_twelve_pieces_in_well_under_a_second(
    benchmark: Any, weights: Callable[[int], Matrix]
) -> None:
    matrix = weights(12)
    benchmark(best_order, matrix)
    assert seconds(lambda: best_order(matrix), 5) < 0.2


def test_sixty_four_pieces_in_a_few_seconds(
    benchmark: Any, weights: Callable[[int], Matrix]
) -> None:
    matrix = weights(64)
    benchmark.pedantic(search_order, args=(matrix,), rounds=1)
    assert seconds(lambda: search_order(matrix), 1) < 10.0
