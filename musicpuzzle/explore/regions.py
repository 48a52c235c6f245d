"""Regions of a map: where songs crowd, and the word that sets those songs apart from all others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.explore.collection import Words

Floats = NDArray[np.float32]

COARSE_CELLS, FINE_CELLS = 48, 128
"""Cells along each side of the map's square from -1 to 1."""
FEWEST_SONGS = 5
LEAST_SHARE = 0.3
LEAST_LIFT = 1.5
_BLUR_CELLS = 2.0
_SPREAD = 1.15


@dataclass(frozen=True, slots=True)
class Region:
    """A crowd of songs and its name.

    Attributes:
        x, y: where it is densest.
        name: a word that is more frequent in it than elsewhere.
        n_songs: how many songs it has.
        share: how many of those whose word is known have this one, 0 to 1.
    """

    x: float
    y: float
    name: str
    n_songs: int
    share: float


def regions_of(positions: Floats, columns: Mapping[str, Words], cells: int) -> list[Region]:
    """The crowds of a map, the largest first, each named after the word that tells most.

    The density of songs is a blurred histogram; each of its peaks is a crowd, and a cell belongs to
    the peak that one comes to by always going up. A word tells as much as its share within times
    the logarithm of how much larger that is than its share everywhere.

    Args:
        positions: float32 (n, 2), most of them within 1 of the middle.
        columns: the words of all songs.
        cells: `COARSE_CELLS` or `FINE_CELLS`.
    """
    from scipy.ndimage import gaussian_filter

    at = ((positions / _SPREAD + 1) * (cells / 2)).astype(np.int64).clip(0, cells - 1)
    cell_of = at[:, 1] * cells + at[:, 0]
    counts = np.bincount(cell_of, minlength=cells * cells).reshape(cells, cells)
    density = gaussian_filter(counts.astype(np.float64), _BLUR_CELLS, mode="constant")
    crowd_of = _peaks(density)[cell_of]
    peaks, crowds, sizes = np.unique(crowd_of, return_inverse=True, return_counts=True)
    names = _names(crowds, len(peaks), columns)
    found = []
    for crowd in np.argsort(-sizes, kind="stable"):
        name, share = names[crowd]
        if sizes[crowd] >= FEWEST_SONGS and name:
            y, x = divmod(int(peaks[crowd]), cells)
            to_map = 2 * _SPREAD / cells
            place = ((x + 0.5) * to_map - _SPREAD, (y + 0.5) * to_map - _SPREAD)
            found.append(Region(*place, name, int(sizes[crowd]), share))
    return found


def _peaks(density: NDArray[np.float64]) -> NDArray[np.int64]:
    """int64 (cells²,), the flat number of the cell that each one's way up ends in."""
    size = len(density)
    padded = np.pad(density, 1, constant_values=-1.0)
    steps = [(dy, dx) for dy in (0, -1, 1) for dx in (0, -1, 1)]
    around = np.stack([padded[1 + y : 1 + y + size, 1 + x : 1 + x + size] for y, x in steps])
    best = around.argmax(axis=0)
    offsets = np.array([dy * size + dx for dy, dx in steps])
    up: NDArray[np.int64] = (np.arange(size * size).reshape(size, size) + offsets[best]).ravel()
    # Following the way of the way doubles its length each time.
    while (further := up[up]).tolist() != up.tolist():
        up = further
    return up


def _names(
    crowds: NDArray[np.int64], n_crowds: int, columns: Mapping[str, Words]
) -> list[tuple[str, float]]:
    """The word that tells most of each crowd and its share; empty where none tells anything."""
    best = [("", 0.0)] * n_crowds
    worth = np.zeros(n_crowds)
    for column in columns.values():
        n_words = len(column.values)
        is_known = column.codes >= 0
        if not n_words or not is_known.any():
            continue
        flat = crowds[is_known] * n_words + column.codes[is_known]
        table = np.bincount(flat, minlength=n_crowds * n_words).reshape(n_crowds, n_words)
        known = table.sum(axis=1, keepdims=True)
        share = table / np.maximum(known, 1)
        lift = share / (column.counts / column.counts.sum())
        tells = np.where(share > 0, share * np.log(np.maximum(lift, 1e-9)), 0.0)
        tells[(share < LEAST_SHARE) | (lift < LEAST_LIFT) | (known < FEWEST_SONGS)] = 0.0
        word = tells.argmax(axis=1)
        value = tells[np.arange(n_crowds), word]
        for crowd in np.flatnonzero(value > worth):
            best[crowd] = column.values[word[crowd]], float(share[crowd, word[crowd]])
        worth = np.maximum(worth, value)
    return best
