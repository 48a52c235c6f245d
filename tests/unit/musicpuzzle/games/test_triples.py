from __future__ import annotations

from itertools import permutations
from math import factorial
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicpuzzle.games.triples import (
    EXACT_PIECES,
    Array,
    best_order_of_triples,
    pair_log_odds,
    triple_total,
)


def normalised(logits: Array) -> Array:
    """The six orders of each set sum to one."""
    n = len(logits)
    cube = np.full((n, n, n), -np.inf)
    for i, j, k in permutations(range(n), 3):
        orders = [logits[order] for order in permutations((i, j, k))]
        cube[i, j, k] = logits[i, j, k] - np.log(np.exp(orders).sum())
    return cube


def random_cube(n: int, seed: int, spread: float = 2.0) -> Array:
    return normalised(np.random.default_rng(seed).normal(0, spread, (n, n, n)))


def brute_force(cube: Array) -> float:
    return max(triple_total(cube, order) for order in permutations(range(len(cube))))


@pytest.mark.parametrize("n", range(3, 8))
def test_exact_for_random_triples_of_every_size(n: int) -> None:
    for seed in range(3):
        cube = random_cube(n, seed)
        order = best_order_of_triples(cube, seed=seed)
        assert sorted(order) == list(range(n))
        assert triple_total(cube, order) == pytest.approx(brute_force(cube))


@given(data=st.data(), n=st.integers(3, 5), seed=st.integers(0, 5))
@settings(max_examples=60)
def test_exact_with_equal_and_impossible_triples(data: st.DataObject, n: int, seed: int) -> None:
    values = st.sampled_from([-np.inf, -3.0, -1.0, -1.0, 0.0])
    cells = data.draw(st.lists(values, min_size=n**3, max_size=n**3))
    cube = np.array(cells).reshape(n, n, n)
    order = best_order_of_triples(cube, seed=seed)
    assert sorted(order) == list(range(n))
    assert triple_total(cube, order) == brute_force(cube)


def test_three_pieces_get_the_likeliest_class() -> None:
    cube = random_cube(3, 1)
    assert best_order_of_triples(cube) == max(permutations(range(3)), key=cube.__getitem__)


def test_eight_pieces_take_well_under_a_second() -> None:
    cube = random_cube(8, 2)
    begun = perf_counter()
    best_order_of_triples(cube)
    assert perf_counter() - begun < 0.5


def hidden_order(n: int, sure: float, seed: int) -> tuple[Array, tuple[int, ...]]:
    """What a good classifier says: of each three, the one that runs forward is likely."""
    rng = np.random.default_rng(seed)
    hidden = tuple(int(piece) for piece in rng.permutation(n))
    place = np.argsort(hidden)
    logits = rng.normal(size=(n, n, n))
    i, j, k = np.ogrid[:n, :n, :n]
    logits[(place[i] < place[j]) & (place[j] < place[k])] += sure
    return normalised(logits), hidden


@pytest.mark.parametrize("n", [4, 8, EXACT_PIECES, EXACT_PIECES + 3])
def test_a_clear_order_is_found_by_any_number_of_pieces(n: int) -> None:
    cube, hidden = hidden_order(n, 12.0, seed=n)
    assert best_order_of_triples(cube) == hidden


def test_who_knows_nothing_finds_each_order_equally_often() -> None:
    cube, draws = normalised(np.zeros((4, 4, 4))), 2400
    found = [best_order_of_triples(cube, seed=seed) for seed in range(draws)]
    counts = [found.count(order) for order in permutations(range(4))]
    expected = draws / factorial(4)
    chi_square = sum((count - expected) ** 2 / expected for count in counts)
    assert chi_square < 49.7  # 23 degrees of freedom, p = 0.001


def test_pairs_of_three_pieces_are_the_marginals() -> None:
    cube = random_cube(3, 4)
    odds = pair_log_odds(cube)
    for i, j in permutations(range(3), 2):
        k = 3 - i - j
        probability = np.exp(cube[i, j, k]) + np.exp(cube[k, i, j])
        assert odds[i, j] == pytest.approx(np.log(probability / (1 - probability)))
    assert np.isneginf(np.diag(odds)).all()


def test_a_piece_in_between_speaks_against_a_pair() -> None:
    cube, hidden = hidden_order(6, 8.0, seed=3)
    odds = pair_log_odds(cube)[np.ix_(hidden, hidden)]
    neighbours = np.diag(odds, 1)
    others = odds[~np.eye(6, dtype=bool) & ~np.eye(6, k=1, dtype=bool)]
    assert neighbours.min() > 1.0 > -1.0 > others.max()


@pytest.mark.parametrize("n", [0, 1, 2])
def test_few_pieces(n: int) -> None:
    cube = np.full((n, n, n), -np.inf)
    assert sorted(best_order_of_triples(cube)) == list(range(n))
    assert np.isfinite(pair_log_odds(cube)[~np.eye(n, dtype=bool)]).all()


def test_what_is_no_cube_of_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="cube"):
        best_order_of_triples(np.zeros((3, 3)))
    with pytest.raises(ValueError, match="below infinity"):
        best_order_of_triples(np.full((3, 3, 3), np.nan))
