"""Which songs of a library are shown, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.library.folding import folded
from musicpuzzle.library.schema import STATUSES
from musicpuzzle.library.songs import Songs

Range = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of a table; every wish has to be met, and an empty one asks for nothing.

    Attributes:
        text: words that all have to be somewhere in title, artist, album, genre or file name,
            whatever their case and accents.
        genres, moods: one of them.
        tempo_bpm, duration_s: from, to; either may be None.
        keys: one of them, as `Songs.key` counts.
        statuses: one of `musicpuzzle.library.schema.STATUSES`.
        sort: the column to sort by, see `Songs.ranks`.
        descending: the other way round; songs without a value are last both ways.
    """

    text: str = ""
    genres: frozenset[str] = frozenset()
    moods: frozenset[str] = frozenset()
    tempo_bpm: Range = (None, None)
    duration_s: Range = (None, None)
    keys: frozenset[int] = frozenset()
    statuses: frozenset[str] = frozenset()
    sort: str = "path"
    descending: bool = False


def answer(songs: Songs, query: Query) -> NDArray[np.intp]:
    """The rows of `songs` that are asked for, in order, intp (rows,)."""
    wanted = np.ones(len(songs), bool)
    if query.statuses:
        wanted &= np.isin(songs.status, [STATUSES.index(each) for each in query.statuses])
    if query.keys:
        wanted &= np.isin(songs.key, list(query.keys))
    wanted &= _within(songs.tempo_bpm, query.tempo_bpm)
    wanted &= _within(songs.duration_s, query.duration_s)
    wanted &= _one_of(songs.genre, query.genres)
    wanted &= _one_of(songs.mood, query.moods)
    rows = np.flatnonzero(wanted)
    for word in folded(query.text).split():
        rows = np.array([row for row in rows.tolist() if word in songs.searched[row]], np.intp)
    ranks = songs.ranks(query.sort)[rows]
    if query.descending:
        ranks = np.where(_is_known(songs, query.sort)[rows], -ranks, 1)
    return rows[np.argsort(ranks, kind="stable")]


def choices(values: Sequence[str]) -> dict[str, int]:
    """The values of a column of text with how often each is there, the most frequent first."""
    counts: dict[str, int] = {}
    for value in values:
        if value:
            counts[value] = counts.get(value, 0) + 1
    return dict(sorted(counts.items(), key=lambda each: (-each[1], folded(each[0]))))


def _within(values: NDArray[np.float32], wish: Range) -> NDArray[np.bool_]:
    low, high = wish
    if low is None and high is None:
        return np.ones(len(values), bool)
    found: NDArray[np.bool_] = (values >= (-np.inf if low is None else low)) & (
        values <= (np.inf if high is None else high)
    )
    return found


def _one_of(values: Sequence[str], wish: frozenset[str]) -> NDArray[np.bool_]:
    if not wish:
        return np.ones(len(values), bool)
    return np.fromiter((value in wish for value in values), bool, len(values))


def _is_known(songs: Songs, column: str) -> NDArray[np.bool_]:
    values = songs.paths if column == "path" else getattr(songs, column)
    if isinstance(values, np.ndarray):
        unknown = values == -1 if column == "key" else np.isnan(values.astype(np.float64))
        return np.asarray(~unknown, bool)
    return np.fromiter((bool(value) for value in values), bool, len(values))
