"""Triplets of songs to measure by, the same for all models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.models.subspaces import DIMENSIONS

from .hearing import Heard, Vectors, unit
from .relations import relations
from .songs import LabelledSong

Places = NDArray[np.int64]
Right = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Triplets:
    """Anchor, positive and negative, int64 (triplets, 3): places among the songs."""

    dimension: str
    places: Places


def draw_triplets(songs: Sequence[LabelledSong], count: int, seed: int) -> list[Triplets]:
    """`count` triplets for each dimension that the songs have labels for.

    The anchor is drawn first, so that a frequent label does not count more than its songs do; then
    a positive and a negative of it. One that is drawn twice counts twice: else anchors of which
    there are few triplets would count less.
    """
    found = relations(songs)
    drawn = []
    for number, name in enumerate(DIMENSIONS):
        positives, negatives = found.positives[number], found.negatives[number]
        anchors = np.flatnonzero(positives.any(axis=1) & negatives.any(axis=1))
        rng = np.random.default_rng([seed, number])
        rows = [
            (int(a), int(rng.choice(np.flatnonzero(positives[a]))),
             int(rng.choice(np.flatnonzero(negatives[a]))))
            for a in (rng.choice(anchors, count) if len(anchors) else ())
        ]  # fmt: skip
        if rows:
            drawn.append(Triplets(name, np.array(sorted(rows), dtype=np.int64)))
    return drawn


def right_songs(heard: Heard, triplets: Triplets, own: slice | None) -> Right:
    """1 where the positive is nearer than the negative, 0 where not, 0.5 where neither.

    Args:
        heard: the songs.
        triplets: of them.
        own: the numbers that are compared, all when None. They are brought to length 1 first.
    """
    vectors = unit(heard.songs if own is None else heard.songs[:, own])
    return _right(vectors, triplets.places)


def draw_tracks(heard: Heard, count: int, seed: int) -> Places:
    """Track triplets, int64 (triplets, 5): song, its two windows, another song, its window.

    The two windows of a song overlap by a half at most.
    """
    rng = np.random.default_rng([seed, 99])
    long = [k for k, windows in enumerate(heard.windows) if len(windows) > 1]
    rows = []
    for k in rng.choice(long, count) if long and len(heard.windows) > 1 else ():
        first, second = rng.choice(len(heard.windows[k]), 2, replace=False)
        other = int(rng.integers(0, len(heard.windows) - 1))
        other += other >= k
        rows.append((k, first, second, other, rng.integers(0, len(heard.windows[other]))))
    return np.array(rows, dtype=np.int64).reshape(-1, 5)


def right_tracks(heard: Heard, tracks: Places) -> Right:
    """As `right_songs`, for track triplets in the whole space."""
    starts = np.cumsum([0, *(len(windows) for windows in heard.windows)])
    vectors = unit(np.concatenate(heard.windows))
    anchor = starts[tracks[:, 0]] + tracks[:, 1]
    positive = starts[tracks[:, 0]] + tracks[:, 2]
    negative = starts[tracks[:, 3]] + tracks[:, 4]
    return _right(vectors, np.stack([anchor, positive, negative], axis=1))


def _right(vectors: Vectors, places: Places) -> Right:
    anchor, positive, negative = (vectors[places[:, k]] for k in range(3))
    near = np.linalg.norm(anchor - positive, axis=1).astype(np.float64)
    far = np.linalg.norm(anchor - negative, axis=1).astype(np.float64)
    found: Right = (near < far) + 0.5 * (near == far)
    return found
