"""Which three songs a person is asked about.

The first song is any, each as likely as another, so that no corner of a library is left out. All
others are ranked by how like it they are in what is asked about. A and B are two ranks, drawn
evenly on a logarithmic scale (the 1st to 10th is as likely as the 10th to 100th), and one at least
twice the other. Two songs drawn plainly out of a large library would both be unlike the first, and
nobody could tell; two nearest neighbours would be alike, and an answer would say little. So there
is mostly one song that may be like the first, the model has an opinion on every question, and hard
ones and easy ones are mixed in libraries of any size. The agreement is that on such questions: it
is no triplet accuracy of an evaluation, and it says most when compared with that of another model
on the same answers. (It leans a little towards the model that the questions were drawn with.)

Which of the two is called A is even chance. All chance is a hash of what is asked about and of how
many questions were asked about it before, so a program that is killed goes on with the same one. No
question is asked twice, whichever of its songs was A, and each content is one song.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.draw import below, permutation, uniform
from musicpuzzle.explore.judging.agreement import weights_of
from musicpuzzle.explore.judging.judgements import Asked, Entry, Judgement
from musicpuzzle.explore.search import Space

FEWEST_SONGS = 3
_TRIES = 60
_APART = 2


@dataclass(frozen=True, slots=True)
class Question:
    """Three songs, by number, and what is asked about them.

    Attributes:
        dimension: one of `agreement.ASKED`.
        anchor: the first song.
        a, b: of which one is to be more like it.
    """

    dimension: str
    anchor: int
    a: int
    b: int

    @property
    def songs(self) -> tuple[int, int, int]:
        """The first, A and B."""
        return self.anchor, self.a, self.b

    def judgement(
        self,
        contents: Sequence[str],
        typical_s: Sequence[float] | NDArray[np.float32],
        *,
        is_a: bool,
    ) -> Judgement:
        """The answer A, or B.

        Args:
            contents: of all songs.
            typical_s: where the seconds that were heard begin in each.
        """
        songs = (self.anchor, self.a, self.b) if is_a else (self.anchor, self.b, self.a)
        anchor, nearer, farther = (contents[song] for song in songs)
        first_s, nearer_s, farther_s = (float(typical_s[song]) for song in songs)
        return Judgement(anchor, nearer, farther, self.dimension, (first_s, nearer_s, farther_s))


def question_of(entry: Entry, contents: Sequence[str]) -> Question | None:
    """The question that an entry answers, with A and B as they were; None if a song has gone."""
    own = entry.judgement
    songs = {content: song for song, content in enumerate(contents)}
    names = (own.anchor, own.nearer, own.farther)
    if any(name not in songs for name in names):
        return None
    anchor, nearer, farther = (songs[name] for name in names)
    a, b = (farther, nearer) if entry.as_a == "farther" else (nearer, farther)
    return Question(own.dimension, anchor, a, b)


def draw(
    space: Space,
    contents: Sequence[str],
    dimension: str,
    asked: AbstractSet[Asked],
    left_out: AbstractSet[int] = frozenset(),
) -> Question | None:
    """The next question; None where there are fewer than three songs, or all has been asked.

    Args:
        space: of the songs.
        contents: of the songs.
        dimension: one of `agreement.ASKED`.
        asked: see `Judgement.asked`.
        left_out: songs, by number, that cannot be heard.
    """
    first_of = {content: song for song, content in reversed(list(enumerate(contents)))}
    songs = sorted(song for song in first_of.values() if song not in left_out)
    if len(songs) < FEWEST_SONGS:
        return None
    count = sum(each[0] == dimension for each in asked)
    parts = ("question", dimension, count)
    for attempt in range(_TRIES):
        anchor = songs[below(len(songs), *parts, attempt, "anchor")]
        others = _ranked(space, anchor, dimension, songs)
        ranks = [_rank(len(others), *parts, attempt, which) for which in ("one", "two")]
        if max(ranks) < _APART * min(ranks):
            continue
        pair = (int(others[ranks[0] - 1]), int(others[ranks[1] - 1]))
        if _key(contents, dimension, anchor, pair) not in asked:
            return _shuffled(dimension, anchor, pair, *parts)
    for anchor, pair in _all(space, dimension, songs, *parts):
        if _key(contents, dimension, anchor, pair) not in asked:
            return _shuffled(dimension, anchor, pair, *parts)
    return None


def _ranked(space: Space, anchor: int, dimension: str, songs: Sequence[int]) -> NDArray[np.int64]:
    """All other songs, the most like the anchor first."""
    others = np.array([song for song in songs if song != anchor], np.int64)
    scores = space.like([anchor]).scores(weights_of(dimension))[others]
    return others[np.argsort(-scores, kind="stable")]


def _rank(n: int, *parts: str | int) -> int:
    """From 1 to n, evenly on a logarithmic scale."""
    return min(n, int((n + 1) ** uniform(*parts)))


def _all(
    space: Space, dimension: str, songs: Sequence[int], *parts: str | int
) -> Iterator[tuple[int, tuple[int, int]]]:
    """Every question there is: where few are left, or nearly all were asked."""
    for place in permutation(len(songs), *parts, "anchors"):
        anchor = songs[place]
        others = _ranked(space, anchor, dimension, songs).tolist()
        for pair in combinations(others, 2):
            yield anchor, pair


def _key(contents: Sequence[str], dimension: str, anchor: int, pair: tuple[int, int]) -> Asked:
    return dimension, contents[anchor], frozenset(contents[song] for song in pair)


def _shuffled(dimension: str, anchor: int, pair: tuple[int, int], *parts: str | int) -> Question:
    a, b = pair if below(2, *parts, "order") else pair[::-1]
    return Question(dimension, anchor, a, b)
