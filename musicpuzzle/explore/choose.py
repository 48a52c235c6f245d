"""Some songs out of many: those that lie close together, or far apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

MOST_COMPARED = 500
"""Of more songs so many are looked at, evenly drawn: comparing all pairs would take long."""


def thinned(songs: Sequence[int]) -> NDArray[np.int64]:
    """At most MOST_COMPARED of the songs."""
    among = np.asarray(songs, np.int64)
    if len(among) <= MOST_COMPARED:
        return among
    return among[np.linspace(0, len(among) - 1, MOST_COMPARED).astype(np.int64)]


def close_together(vectors: Floats, count: int) -> list[int]:
    """The `count` rows that are most alike: one of them and those nearest to it.

    Args:
        vectors: float32 (n, width), whose inner product is a likeness.
    """
    count = min(count, len(vectors))
    if not count:
        return []
    like = vectors @ vectors.T
    nearest = np.argpartition(-like, count - 1, axis=1)[:, :count]
    middle = int(np.take_along_axis(like, nearest, axis=1).sum(axis=1).argmax())
    chosen: list[int] = nearest[middle][
        np.argsort(-like[middle, nearest[middle]], kind="stable")
    ].tolist()
    return chosen


def far_apart(vectors: Floats, count: int) -> list[int]:
    """`count` rows of which no two are much alike: each next one is the least like any before.

    Args:
        vectors: float32 (n, width), whose inner product is a likeness.
    """
    if not len(vectors) or count < 1:
        return []
    # Whatever is least like the mean lies at the rim.
    chosen = [int((vectors @ vectors.mean(axis=0)).argmin())]
    like = vectors @ vectors[chosen[0]]
    like[chosen[0]] = np.inf
    while len(chosen) < min(count, len(vectors)):
        following = int(like.argmin())
        chosen.append(following)
        like = np.maximum(like, vectors @ vectors[following])
        like[following] = np.inf
    return chosen
