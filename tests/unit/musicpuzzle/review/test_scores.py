from __future__ import annotations

from itertools import pairwise, permutations
from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from musicpuzzle.games.order import best_order, path_total
from musicpuzzle.review.scores import accuracy_per_cent, follow_probabilities

matrices = st.integers(2, 5).flatmap(
    lambda n: arrays(np.float64, (n, n), elements=st.floats(-20, 20))
)


def test_a_worked_example() -> None:
    log_odds = np.array([[-np.inf, 3.0, 0.0], [1.0, -np.inf, 3.0], [0.0, 0.0, -np.inf]])
    probabilities = follow_probabilities(log_odds)
    assert probabilities[0] == pytest.approx([0, exp(3) / (exp(3) + 1), 1 / (exp(3) + 1)])
    # The best order has 6, a random one 2 * 7 / 6; 0, 2, 1 has 0.
    assert accuracy_per_cent(log_odds, (0, 1, 2)) == 100.0
    assert accuracy_per_cent(log_odds, (0, 2, 1)) == pytest.approx(100 * 0.1 ** (6 / (6 - 7 / 3)))


def test_a_loss_means_little_where_the_opponent_hardly_cares() -> None:
    log_odds = np.zeros((3, 3))
    log_odds[0, 1] = 0.01
    assert accuracy_per_cent(log_odds, (2, 1, 0)) == pytest.approx(100 * 0.1 ** (0.01 / 2))


@given(matrices)
def test_probabilities_are_the_softmax_of_a_row_and_shifts_do_not_matter(
    log_odds: np.ndarray,
) -> None:
    probabilities = follow_probabilities(log_odds)
    assert np.allclose(probabilities.sum(axis=1), 1.0)
    assert not np.diag(probabilities).any()
    shifted = log_odds + np.arange(len(log_odds))[:, None]
    assert np.allclose(follow_probabilities(shifted), probabilities)


@given(matrices)
def test_the_best_order_is_worth_everything_and_a_better_sum_never_less(
    log_odds: np.ndarray,
) -> None:
    best, most = best_order(log_odds)
    assert accuracy_per_cent(log_odds, best) == pytest.approx(100.0)
    orders = sorted(permutations(range(len(log_odds))), key=lambda o: path_total(log_odds, o))
    worth = [accuracy_per_cent(log_odds, order) for order in orders]
    assert all(0.0 < value <= 100.0 for value in worth)
    assert all(a <= b + 1e-9 for a, b in pairwise(worth))
    for value, order in zip(worth, orders, strict=True):
        if most - path_total(log_odds, order) > 1e-6:
            assert value < 100.0


@given(matrices, st.randoms(use_true_random=False))
def test_how_pieces_are_named_does_not_matter(log_odds: np.ndarray, random: object) -> None:
    n = len(log_odds)
    names = list(range(n))
    random.shuffle(names)  # type: ignore[attr-defined]
    renamed = log_odds[np.ix_(names, names)]
    order = tuple(range(n))
    same = tuple(names.index(piece) for piece in order)
    assert accuracy_per_cent(renamed, same) == pytest.approx(accuracy_per_cent(log_odds, order))


def test_one_piece_is_always_right_and_nonsense_is_refused() -> None:
    assert accuracy_per_cent(np.array([[-np.inf]]), (0,)) == 100.0
    assert not follow_probabilities(np.array([[-np.inf]])).any()
    with pytest.raises(ValueError, match="each piece once"):
        accuracy_per_cent(np.zeros((2, 2)), (0, 0))
    with pytest.raises(ValueError, match="finite"):
        accuracy_per_cent(np.full((2, 2), -np.inf), (0, 1))
