"""Choosing some of many: against looking at every choice there is."""

from __future__ import annotations

import itertools

import numpy as np

from musicpuzzle.explore.choose import MOST_COMPARED, close_together, far_apart, thinned
from musicpuzzle.explore.views import unit_spaces

from .material import made_up

VECTORS = unit_spaces(made_up(30).embeddings)


def mean_likeness(songs: tuple[int, ...] | list[int]) -> float:
    pairs = itertools.combinations(songs, 2)
    return float(np.mean([VECTORS[a] @ VECTORS[b] for a, b in pairs]))


def test_close_songs_are_among_the_closest_and_far_ones_among_the_farthest() -> None:
    among = list(range(5, 20))
    every = sorted(mean_likeness(three) for three in itertools.combinations(among, 3))
    close, far = (
        [among[row] for row in choose(VECTORS[among], 3)] for choose in (close_together, far_apart)
    )
    assert mean_likeness(close) > every[-len(every) // 50]
    assert mean_likeness(far) < every[len(every) // 10]


def test_more_than_there_are_gives_all() -> None:
    assert sorted(close_together(VECTORS[:2], 5)) == [0, 1]
    assert sorted(far_apart(VECTORS[:2], 5)) == [0, 1]
    assert close_together(VECTORS[:0], 3) == []
    assert far_apart(VECTORS[:0], 3) == []


def test_of_many_songs_some_are_looked_at() -> None:
    assert thinned(range(7, 12)).tolist() == [7, 8, 9, 10, 11]
    some = thinned(range(10_000))
    assert len(set(some.tolist())) == MOST_COMPARED
    assert (some[0], some[-1]) == (0, 9999)
