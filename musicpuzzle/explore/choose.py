"""Some songs out of many: those that lie close together, or far apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

MOST_COMPARED = 2000
"""Of more songs so many are looked at, evenly drawn: comparing all pairs would take long."""


def close_together(vectors: Floats, songs: Sequence[int], count: int) -> list[int]:
    """The `count` songs that are most alike: one of them and those nearest to it.

    Args:
        vectors: float32 (n, width), whose inner product is a likeness.
        songs: what there is to choose from.
    """
    among = _thinned(songs)
    count = min(count, len(among))
    if not count:
        return []
    like = vectors[among] @ vectors[among].T
    nearest = np.argpartition(-like, count - 1, axis=1)[:, :count]
    tight = np.take_along_axis(like, nearest, axis=1).sum(axis=1)
    middle = int(tight.argmax())
    chosen = nearest[middle][np.argsort(-like[middle, nearest[middle]], kind="stable")]
    return [int(among[each]) for each in chosen]


def far_apart(vectors: Floats, songs: Sequence[int], count: int) -> list[int]:
    """`count` songs of which no two are much alike: each next one is the least like any before.

    Args:
        vectors: float32 (n, width), whose inner product is a likeness.
        songs: what there is to choose from.
    """
    among = _thinned(songs)
    if not len(among) or count < 1:
        return []
    rows = vectors[among]
    # Whatever is least like the mean lies at the rim.
    chosen = [int((rows @ rows.mean(axis=0)).argmin())]
    like = rows @ rows[chosen[0]]
    like[chosen[0]] = np.inf
    while len(chosen) < min(count, len(among)):
        following = int(like.argmin())
        chosen.append(following)
        like = np.maximum(like, rows @ rows[following])
        like[following] = np.inf
    return [int(among[each]) for each in chosen]


def _thinned(songs: Sequence[int]) -> NDArray[np.int64]:
    among = np.asarray(songs, np.int64)
    if len(among) <= MOST_COMPARED:
        return among
    return among[np.linspace(0, len(among) - 1, MOST_COMPARED).astype(np.int64)]
