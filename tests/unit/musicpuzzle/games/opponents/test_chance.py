from __future__ import annotations

from itertools import permutations

import numpy as np

from musicpuzzle.audio.clip import Clip
from musicpuzzle.games.opponents import opponent

PIECES = [Clip(np.zeros((1, 10), np.float32), 100)] * 3


def test_every_order_is_equally_likely() -> None:
    draws = 900
    orders = [opponent("chance").think(PIECES, seed=seed).order for seed in range(draws)]
    counts = [orders.count(order) for order in permutations(range(3))]
    expected = draws / 6
    assert sum((count - expected) ** 2 / expected for count in counts) < 20.5  # p = 0.001


def test_a_seed_says_the_same_again() -> None:
    first, again, other = (opponent("chance").think(PIECES, seed=seed) for seed in (3, 3, 4))
    assert np.array_equal(first.log_odds, again.log_odds)
    assert not np.array_equal(first.log_odds, other.log_odds)


def test_log_odds_are_those_of_any_probability_alike() -> None:
    pieces = PIECES * 10
    odds = opponent("chance").think(pieces, seed=1).log_odds
    shares = 1 / (1 + np.exp(-odds[~np.eye(30, dtype=bool)]))
    assert np.histogram(shares, bins=4, range=(0, 1))[0].min() > 0.8 * len(shares) / 4
