"""How a song moves over the maps as it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.progress import Check, unchecked
from musicpuzzle.explore.projection import placed
from musicpuzzle.explore.search import Space
from musicpuzzle.explore.views import View, unit_spaces, vectors_of

if TYPE_CHECKING:
    from musicpuzzle.models.embedder import SimilarityEmbedder

Floats = NDArray[np.float32]
_AROUND = 2
"""So many windows before and after one are averaged: single ones jump between groups."""


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """The course of a song on one map.

    Attributes:
        places: float32 (windows, 2), where it is, window by window.
        turns: the windows with which something new begins.
    """

    places: Floats
    turns: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """How a song moves.

    Attributes:
        song: its number.
        starts_s: float64 (windows,), where each window begins.
        stretches: its course on each map.
    """

    song: int
    starts_s: NDArray[np.float64]
    stretches: Mapping[View, Stretch]


def course_of(
    song: int,
    path: str | PathLike[str],
    embedder: SimilarityEmbedder,
    space: Space,
    layouts: Mapping[View, Floats],
    *,
    check: Check = unchecked,
) -> Course:
    """Listen to a song once more, and place it on each map window by window.

    Args:
        song: its number in the space.
        embedder: the one that has heard the songs of the space.
        layouts: where these songs lie on each map, float32 (n, 2).

    Raises:
        AudioError: the file cannot be read, is silent, or shorter than three seconds.
    """
    # It brings what decodes sound.
    from musicpuzzle.explore.trajectory import trajectory_of, turns

    heard = trajectory_of(path, embedder, check=check)
    songs, windows = space.units(), unit_spaces(_smooth(heard.vectors))
    stretches = {}
    for view, positions in layouts.items():
        check()
        places = placed(vectors_of(windows, view), vectors_of(songs, view), positions)
        moments = np.searchsorted(heard.starts_s, turns(heard, view), side="right") - 1
        stretches[view] = Stretch(_smooth(places), tuple(moments.tolist()))
    return Course(song, heard.starts_s, stretches)


def _smooth(rows: Floats) -> Floats:
    """Each row the mean of those around it; fewer at both ends."""
    sums = np.concatenate([np.zeros((1, rows.shape[1])), rows.cumsum(axis=0, dtype=np.float64)])
    at = np.arange(len(rows))
    first, last = np.maximum(at - _AROUND, 0), np.minimum(at + _AROUND + 1, len(rows))
    mean: Floats = ((sums[last] - sums[first]) / (last - first)[:, None]).astype(np.float32)
    return mean
