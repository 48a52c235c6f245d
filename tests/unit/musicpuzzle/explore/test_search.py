"""Search: exact by an oracle that is written plainly, and parts that add up."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicpuzzle.explore.search import DIMENSIONS, SearchError, Space, Weights
from musicpuzzle.explore.views import SPACES

from .material import made_up

SONGS = made_up(40, noise=0.3)
SPACE = Space.of(SONGS.embeddings)
weight = st.floats(0, 1, width=32)


def cosine(a: np.ndarray, b: np.ndarray) -> float:
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))


def plain_score(song: int, like: list[int], unlike: list[int], weights: Weights) -> float:
    rows = SONGS.embeddings.astype(np.float64)

    def to(other: int) -> float:
        found = weights.whole * cosine(rows[song], rows[other])
        for name in DIMENSIONS:
            part = SPACES[name]
            found += getattr(weights, name) * cosine(rows[song, part], rows[other, part])
        return found / sum(getattr(weights, name) for name in (*DIMENSIONS, "whole"))

    near = np.mean([to(each) for each in like]) if like else 0.0
    return float(near - (np.mean([to(each) for each in unlike]) if unlike else 0.0))


@settings(max_examples=25)
@given(
    values=st.lists(weight, min_size=5, max_size=5).filter(lambda all_: sum(all_) > 0.01),
    songs=st.lists(st.integers(0, 39), min_size=1, max_size=5, unique=True),
    n_like=st.integers(0, 5),
)
def test_the_best_are_the_best_and_their_parts_add_up(
    values: list[float], songs: list[int], n_like: int
) -> None:
    weights, like, unlike = Weights(*values), songs[:n_like], songs[n_like:]
    found = SPACE.like(like, unlike).best(weights, 7)
    expected = [plain_score(song, like, unlike, weights) for song in range(40)]
    np.testing.assert_allclose(found.scores, [expected[each] for each in found.songs], atol=1e-5)
    np.testing.assert_allclose(found.parts.sum(axis=1), found.scores, atol=1e-5)
    others = sorted((expected[each] for each in range(40) if each not in songs), reverse=True)
    np.testing.assert_allclose(found.scores, others[:7], atol=1e-5)


def test_equal_songs_come_in_their_order() -> None:
    space = Space.of(np.ones((6, 256), np.float32))
    assert space.like([2]).best(Weights(), 3).songs.tolist() == [0, 1, 3]


def test_there_are_no_more_results_than_other_songs() -> None:
    space = Space.of(SONGS.embeddings[:3])
    assert len(space.like([0, 1]).best(Weights(), 10).songs) == 1
    assert space.like([0, 1, 2]).best(Weights(), 10).parts.shape == (0, 4)


def test_a_song_of_which_nothing_is_known_is_like_none() -> None:
    rows = SONGS.embeddings.copy()
    rows[5] = 0
    assert Space.of(rows).like([0]).scores(Weights(whole=1))[5] == 0


def test_a_search_needs_something_to_go_by() -> None:
    with pytest.raises(SearchError, match="a song to begin with"):
        SPACE.like([])
    with pytest.raises(SearchError, match="above 0 for something"):
        Weights(0, 0, 0, 0, 0)
    with pytest.raises(SearchError, match="from 0 on"):
        Weights(genre=-1)


def test_a_way_leads_over_songs_in_between() -> None:
    # Songs along an arc: every larger step is unlike more than twice as much.
    angles = np.linspace(0, 2, 21)
    rows = np.zeros((21, 256), np.float32)
    for part in SPACES.values():
        rows[:, part.start], rows[:, part.start + 1] = np.cos(angles), np.sin(angles)
    order = np.random.default_rng(3).permutation(21)
    space = Space.of(rows[order])
    first, last = int(np.flatnonzero(order == 2)[0]), int(np.flatnonzero(order == 18)[0])
    way = space.way(first, last, Weights())
    assert order[way].tolist() == list(range(2, 19))


def test_a_way_is_the_cheapest_of_all() -> None:
    space = Space.of(SONGS.embeddings[:6])
    weights = Weights(2, 1, 0, 1, 1)
    unlike = np.stack([1 - space.like([song]).scores(weights) for song in range(6)])

    def cost(way: tuple[int, ...]) -> float:
        return float(sum(max(unlike[a, b], 1e-6) ** 3 for a, b in itertools.pairwise(way)))

    ways = [
        (0, *between, 5)
        for count in range(5)
        for between in itertools.permutations(range(1, 5), count)
    ]
    assert cost(tuple(space.way(0, 5, weights))) == pytest.approx(min(map(cost, ways)), rel=1e-4)
    assert space.way(3, 3, weights) == [3]
