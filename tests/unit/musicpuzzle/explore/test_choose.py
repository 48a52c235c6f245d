"""Choosing some of many: against looking at every choice there is."""

from __future__ import annotations

import itertools

import numpy as np

from musicpuzzle.explore.choose import close_together, far_apart
from musicpuzzle.explore.views import unit_spaces

from .material import made_up

VECTORS = unit_spaces(made_up(30).embeddings)


def mean_likeness(songs: tuple[int, ...] | list[int]) -> float:
    pairs = itertools.combinations(songs, 2)
    return float(np.mean([VECTORS[a] @ VECTORS[b] for a, b in pairs]))


def test_close_songs_are_among_the_closest_and_far_ones_among_the_farthest() -> None:
    among = list(range(5, 20))
    every = sorted(mean_likeness(three) for three in itertools.combinations(among, 3))
    close, far = close_together(VECTORS, among, 3), far_apart(VECTORS, among, 3)
    assert set(close) | set(far) <= set(among)
    assert mean_likeness(close) > every[-len(every) // 50]
    assert mean_likeness(far) < every[len(every) // 10]


def test_more_than_there_are_gives_all() -> None:
    assert sorted(close_together(VECTORS, [3, 8], 5)) == [3, 8]
    assert sorted(far_apart(VECTORS, [3, 8], 5)) == [3, 8]
    assert close_together(VECTORS, [], 3) == []
    assert far_apart(VECTORS, [], 3) == []
