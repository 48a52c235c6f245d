"""Search by likeness: exact, over all songs, with how much each dimension gave to every score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.errors import MusicPuzzleError
from musicpuzzle.explore.views import SPACES, View, unit_spaces

Floats = NDArray[np.float32]
Songs = NDArray[np.int64]

DIMENSIONS: tuple[View, ...] = ("genre", "mood", "instruments", "tempo")
BETWEEN = 400
"""So many songs that are like both ends are asked for a way from one to the other."""
_STEP_POWER = 3.0
_MOST_REACH = 1.5
_ALL = slice(None)


class SearchError(MusicPuzzleError):
    """A search that asks for nothing."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each dimension counts, from 0 on; `whole` is the likeness in the space as it is."""

    genre: float = 1.0
    mood: float = 1.0
    instruments: float = 1.0
    tempo: float = 1.0
    whole: float = 0.0

    def __post_init__(self) -> None:
        values = (self.genre, self.mood, self.instruments, self.tempo, self.whole)
        if not all(np.isfinite(value) and value >= 0 for value in values):
            raise SearchError("A weight of a search is a number from 0 on.")
        if not any(values):
            raise SearchError("A search needs a weight above 0 for something.")

    def row(self) -> Floats:
        """float32 (8,): the own weight of each dimension, then four times the whole's; sum 1."""
        own = [self.genre, self.mood, self.instruments, self.tempo]
        total = sum(own) + self.whole
        return np.array([*own, *[self.whole] * len(own)], np.float32) / np.float32(total)


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """The songs that are most like a query, the best first.

    Attributes:
        songs: int64 (count,).
        scores: float32 (count,), 1 for the same, 0 for unrelated, below for the opposite.
        parts: float32 (count, 4), what each of `DIMENSIONS` gave; a row adds up to its score.
    """

    songs: Songs
    scores: Floats
    parts: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """All songs compared with a query, before it is said what counts how much.

    Attributes:
        table: float32 (8, n): cosines within the four dimensions, and the four addends of the
            cosine in the whole space.
        asked: the songs of the query, which are no results.
    """

    table: Floats
    asked: Songs

    def scores(self, weights: Weights) -> Floats:
        """float32 (n,), all songs' scores."""
        scores: Floats = weights.row() @ self.table
        return scores

    def best(self, weights: Weights, count: int) -> Ranking:
        """The `count` best songs, exact; of equal ones the first."""
        scores = self.scores(weights)
        scores[self.asked] = -np.inf
        count = min(count, len(scores) - len(self.asked))
        if count <= 0:
            return Ranking(np.empty(0, np.int64), np.empty(0, np.float32), np.empty((0, 4), "f4"))
        least = np.partition(scores, len(scores) - count)[-count]
        among = np.flatnonzero(scores >= least)
        songs = among[np.argsort(-scores[among], kind="stable")[:count]]
        parts = (self.table[:, songs] * weights.row()[:, None]).reshape(2, len(DIMENSIONS), -1)
        return Ranking(songs, scores[songs], parts.sum(axis=0).T)


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """All songs, ready to be searched.

    Attributes:
        blocks: for each of DIMENSIONS float32 (n, 64), rows of length 1; each an array of its own,
            which is gone through four times as fast as a part of a larger one.
        shares: float32 (n, 4), the length of each sub-space in an embedding of length 1.
    """

    blocks: tuple[Floats, ...]
    shares: Floats

    @classmethod
    def of(cls, embeddings: Floats) -> Space:
        """The space of these embeddings, float32 (n, 256)."""
        units = unit_spaces(embeddings)
        lengths = np.stack(
            [np.linalg.norm(embeddings[:, SPACES[each]], axis=1) for each in DIMENSIONS], axis=1
        )
        whole = np.linalg.norm(lengths, axis=1, keepdims=True)
        whole[whole == 0] = 1
        blocks = tuple(np.ascontiguousarray(units[:, SPACES[each]]) for each in DIMENSIONS)
        return cls(blocks, (lengths / whole).astype(np.float32))

    def __len__(self) -> int:
        return len(self.shares)

    def units(self, songs: Songs | slice = _ALL) -> Floats:
        """Some songs' rows of `unit_spaces`, float32 (songs, 256), a copy."""
        return np.concatenate([block[songs] for block in self.blocks], axis=1)

    def like(self, songs: Sequence[int], unlike: Sequence[int] = ()) -> Likeness:
        """Compare all songs with some: the mean likeness to these, less that to the others.

        Raises:
            SearchError: there is nothing to compare with.
        """
        if not len(songs) and not len(unlike):
            raise SearchError("A search needs a song to begin with.")
        asked = np.array([*songs, *unlike], np.int64)
        counts = (len(songs), -len(unlike))
        signs = np.concatenate([np.full(abs(c), 1 / (c or 1), np.float32) for c in counts])
        table = np.empty((2 * len(DIMENSIONS), len(self)), np.float32)
        for number, space in enumerate(self.blocks):
            share = self.shares[:, number]
            own = space[asked] * signs[:, None]
            table[number] = space @ own.sum(axis=0)
            if len(asked) == 1:
                shared = table[number] * share[asked]
            else:
                # One after the other: both columns at once take twice the time.
                shared = space @ (own * share[asked, None]).sum(axis=0)
            table[len(DIMENSIONS) + number] = shared * share
        return Likeness(table, asked)

    def way(self, first: int, last: int, weights: Weights) -> list[int]:
        """A way from one song to another through songs in between, both ends included.

        Of all ways over songs that are like both ends, the one whose steps have the smallest sum
        of cubes, so that many small steps are better than a large one.
        """
        if first == last:
            return [first]
        both = self._to_each(np.array([first, last]), weights).min(axis=1)
        both[[first, last]] = np.inf
        count = min(BETWEEN, len(self))
        among = np.argpartition(-both, count - 1)[:count]
        among.sort()
        steps = self._steps(among, weights)
        steps = np.minimum(steps, _MOST_REACH) ** _STEP_POWER
        start, end = np.searchsorted(among, [first, last]).tolist()
        return [int(among[each]) for each in _cheapest(steps, start, end)]

    def _to_each(self, songs: Songs, weights: Weights) -> Floats:
        """float32 (n, songs), the scores of all songs for a search of each of these alone."""
        row = weights.row()
        found = np.zeros((len(self), len(songs)), np.float32)
        for number, block in enumerate(self.blocks):
            own = block @ block[songs].T
            found += row[number] * own
            share = row[len(DIMENSIONS) + number] * self.shares[:, number]
            if share.any():
                found += own * share[:, None] * self.shares[songs, number]
        return found

    def _steps(self, among: Songs, weights: Weights) -> NDArray[np.float64]:
        """float64 (m, m), how unlike the songs are to one another, above 0."""
        row = weights.row()
        like = np.zeros((len(among), len(among)), np.float32)
        for number, block in enumerate(self.blocks):
            space = block[among]
            shares = self.shares[among, number]
            own = space @ space.T
            like += row[number] * own
            like += row[len(DIMENSIONS) + number] * own * shares[:, None] * shares
        return np.maximum(1.0 - like.astype(np.float64), 1e-6)


def _cheapest(steps: NDArray[np.float64], start: int, end: int) -> list[int]:
    """The way with the smallest sum of steps, Dijkstra's on a full table.

    A tenth of the time that SciPy's takes, whose tables are sparse.
    """
    n = len(steps)
    cost, before = np.full(n, np.inf), np.full(n, start)
    is_open = np.ones(n, np.bool_)
    cost[start] = 0
    at = start
    while at != end:
        is_open[at] = False
        through = cost[at] + steps[at]
        better = through < cost
        cost[better] = through[better]
        before[better] = at
        at = int(np.where(is_open, cost, np.inf).argmin())
    way = [end]
    while way[-1] != start:
        way.append(int(before[way[-1]]))
    return way[::-1]
