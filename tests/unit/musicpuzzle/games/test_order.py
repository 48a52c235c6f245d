from __future__ import annotations

from itertools import pairwise, permutations
from math import factorial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from musicpuzzle.games.order import best_order, held_karp, path_total
from musicpuzzle.games.search import search_order

Matrix = NDArray[np.float64]


def brute_force(matrix: Matrix) -> float:
    n = len(matrix)
    orders = np.array(list(permutations(range(n))))
    return float(matrix[orders[:, :-1], orders[:, 1:]].sum(axis=1).max())


def chain(rng: np.random.Generator, n: int, strength: float) -> tuple[Matrix, tuple[int, ...]]:
    hidden = rng.permutation(n)
    matrix = rng.normal(size=(n, n))
    matrix[hidden[:-1], hidden[1:]] += strength
    return matrix, tuple(int(piece) for piece in hidden)


@pytest.mark.parametrize("n", range(1, 9))
def test_exact_for_random_matrices_of_every_size(n: int) -> None:
    rng = np.random.default_rng(n)
    for _ in range(5):
        matrix = rng.normal(size=(n, n))
        order, total = best_order(matrix)
        assert sorted(order) == list(range(n))
        assert total == pytest.approx(brute_force(matrix))
        assert total == path_total(matrix, order)


@given(data=st.data(), n=st.integers(2, 6), seed=st.integers(0, 5))
@settings(max_examples=150, deadline=None)
def test_exact_with_equal_and_forbidden_joins(data: st.DataObject, n: int, seed: int) -> None:
    values = st.sampled_from([-np.inf, -3.0, -1.0, 0.0, 1.0, 1.0, 2.0])
    cells = data.draw(st.lists(values, min_size=n * n, max_size=n * n))
    matrix = np.array(cells).reshape(n, n)
    order, total = best_order(matrix, seed=seed)
    assert sorted(order) == list(range(n))
    assert total == brute_force(matrix)


def test_forbidden_joins_are_used_as_seldom_as_possible() -> None:
    matrix = np.full((5, 5), -np.inf)
    matrix[3, 1], matrix[1, 4], matrix[2, 0] = 1.0, -900.0, 5.0
    order, total = best_order(matrix)
    joins = set(pairwise(order))
    assert {(3, 1), (1, 4), (2, 0)} <= joins
    assert total == -np.inf


def test_the_diagonal_does_not_matter() -> None:
    matrix = np.random.default_rng(3).normal(size=(6, 6))
    answers = []
    for value in (-np.inf, 0.0, 1e6, np.nan):
        np.fill_diagonal(matrix, value)
        answers.append(best_order(matrix)[0])
    assert len(set(answers)) == 1


def test_nothing_and_a_single_piece() -> None:
    assert best_order(np.zeros((0, 0))) == ((), 0.0)
    assert best_order([[-np.inf]]) == ((0,), 0.0)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_what_is_no_number_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="below infinity"):
        best_order([[0.0, bad], [1.0, 0.0]])
    with pytest.raises(ValueError, match="square"):
        best_order([[0.0, 1.0]])


def test_a_constant_scorer_finds_each_order_equally_often() -> None:
    n, draws = 4, 4800
    found = [best_order(np.full((n, n), 0.7), seed=seed)[0] for seed in range(draws)]
    counts = [found.count(order) for order in permutations(range(n))]
    expected = draws / factorial(n)
    chi_square = sum((count - expected) ** 2 / expected for count in counts)
    assert chi_square < 49.7  # 23 degrees of freedom, p = 0.001


def test_the_seed_changes_nothing_where_one_order_is_best() -> None:
    matrix = np.random.default_rng(8).normal(size=(9, 9))
    assert len({best_order(matrix, seed=seed) for seed in range(5)}) == 1


@pytest.mark.parametrize("n", [9, 10, 11, 12])
def test_the_search_finds_what_the_exact_method_finds(n: int) -> None:
    rng = np.random.default_rng(100 + n)
    for _ in range(4):
        matrix = rng.normal(size=(n, n))
        best = path_total(matrix, held_karp(matrix))
        assert path_total(matrix, search_order(matrix)) == pytest.approx(best)


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_the_search_copes_with_few_pieces(n: int) -> None:
    matrix = np.random.default_rng(n).normal(size=(n, n))
    assert path_total(matrix, search_order(matrix)) == pytest.approx(brute_force(matrix))


@pytest.mark.parametrize("n", [15, 32, 64])
def test_beyond_the_exact_method_a_clear_chain_is_found(n: int) -> None:
    matrix, hidden = chain(np.random.default_rng(n), n, strength=8.0)
    assert best_order(matrix)[0] == hidden


def test_at_64_pieces_a_chain_hidden_in_noise_is_matched_or_beaten() -> None:
    matrix, hidden = chain(np.random.default_rng(5), 64, strength=2.0)
    order, total = best_order(matrix)
    assert sorted(order) == list(range(64))
    assert total >= path_total(matrix, hidden)


def test_the_search_repeats_itself() -> None:
    matrix = np.random.default_rng(2).normal(size=(20, 20))
    assert search_order(matrix, kicks=5) == search_order(matrix, kicks=5)


def test_forbidden_joins_beyond_the_exact_method() -> None:
    matrix, hidden = chain(np.random.default_rng(4), 18, strength=0.0)
    allowed = np.eye(18, k=1, dtype=bool)
    positions = np.argsort(hidden)
    forbidden = ~allowed[np.ix_(positions, positions)]
    matrix[forbidden] = -np.inf
    assert best_order(matrix)[0] == hidden
