"""Intervals that know that the puzzles of one artist resemble each other.

Puzzles of one song, and songs of one artist, are not independent draws: an interval over puzzles
would be far too narrow. So whole artists are drawn with replacement (the cluster bootstrap), and
the interval lies between the percentiles of the figure over many such draws. Where every artist
has the same figure, as with an opponent that is never right, it has no width, and with few artists
it is too narrow: it then says less than the number of puzzles makes one think.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

DRAWS = 10_000
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and the interval around it.

    Attributes:
        value: the mean over all puzzles.
        low, high: the ends of the interval, in the unit of the mean.
        clusters: how many artists it rests on.
    """

    value: float
    low: float
    high: float
    clusters: int


def mean_interval(
    values: ArrayLike,
    clusters: Sequence[Hashable],
    *,
    bounds: tuple[float, float],
    seed: int = 0,
    draws: int = DRAWS,
    level: float = LEVEL,
) -> Interval:
    """The mean of `values` with its interval by resampling clusters.

    Args:
        values: float (puzzles,).
        clusters: whose puzzle each one is, one for each value.
        bounds: the smallest and largest mean there can be. With a single cluster nothing is known
            about others, and these are the ends of the interval.
        seed: of the draws; the order of the values has no influence on them.
        draws: how often the clusters are drawn.
        level: share of the draws inside the interval.

    Raises:
        ValueError: there are no values, or not one cluster for each.
    """
    each = np.asarray(values, dtype=np.float64)
    if each.size == 0 or each.size != len(clusters):
        raise ValueError(f"{each.size} values and {len(clusters)} clusters give no interval")
    names = sorted(set(clusters), key=repr)
    place = {name: number for number, name in enumerate(names)}
    owner = np.array([place[name] for name in clusters])
    totals = np.bincount(owner, weights=each, minlength=len(names))
    counts = np.bincount(owner, minlength=len(names)).astype(np.float64)
    value = float(totals.sum() / counts.sum())
    if len(names) == 1:
        return Interval(value, bounds[0], bounds[1], 1)
    times = _times_drawn(len(names), draws, seed)
    means = (times @ totals) / (times @ counts)
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return Interval(value, float(low), float(high), len(names))


@lru_cache(maxsize=16)
def _times_drawn(clusters: int, draws: int, seed: int) -> NDArray[np.float64]:
    """How often each cluster is drawn: float64 (draws, clusters), each row sums to `clusters`."""
    rng = np.random.default_rng(seed)
    times: NDArray[np.float64] = rng.multinomial(
        clusters, np.full(clusters, 1 / clusters), size=draws
    ).astype(np.float64)
    times.setflags(write=False)
    return times
