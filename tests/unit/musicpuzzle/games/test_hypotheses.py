"""The hypothesis under which the best order is best, against trying everything."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicpuzzle.games.hypotheses import EXACT_PIECES, under_best_hypothesis
from musicpuzzle.games.order import path_total


@given(n=st.integers(1, 5), hypotheses=st.integers(1, 6), seed=st.integers(0, 10_000))
def test_no_order_under_any_hypothesis_is_better(n: int, hypotheses: int, seed: int) -> None:
    log_odds = np.random.default_rng(seed).normal(size=(hypotheses, n, n))
    totals = [max(path_total(each, order) for order in permutations(range(n))) for each in log_odds]
    taken = under_best_hypothesis(log_odds)
    expected = log_odds[int(np.argmax(totals))]
    off_diagonal = ~np.eye(n, dtype=bool)
    assert np.array_equal(taken[off_diagonal], expected[off_diagonal])
    assert (taken.diagonal() == -np.inf).all()


@pytest.mark.parametrize("n", [EXACT_PIECES + 1, 20])
def test_with_many_pieces_a_hypothesis_that_speaks_for_one_order_is_found(n: int) -> None:
    log_odds = np.random.default_rng(1).normal(size=(30, n, n))
    order = np.random.default_rng(2).permutation(n)
    log_odds[17, order[:-1], order[1:]] += 4.0
    taken = under_best_hypothesis(log_odds)
    off_diagonal = ~np.eye(n, dtype=bool)
    assert np.array_equal(taken[off_diagonal], log_odds[17][off_diagonal])
