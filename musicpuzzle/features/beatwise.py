"""A song beat by beat: one column of timbre and one of harmony for each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.progress import Check, unchecked
from musicpuzzle.features.beats import beat_times_s
from musicpuzzle.features.outline import Outline

MOST_COLUMNS = 1_200
"""In a longer song 2, 4 ... beats share a column: what compares all pairs takes their square."""

_FEWEST_BEATS = 8
_WITHOUT_BEATS_S = 0.5
# Softer than this share of the loud parts' level, at the ends, is silence or a tail.
_SOUNDING_SHARE = 0.05
# The level changes more than the colour does, and says less.
_LEVEL_WEIGHT = 0.5

Columns = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Beatwise:
    """A song in columns.

    Attributes:
        starts_s: where each column starts, float64 (columns,), ascending.
        end_s: where the last one ends.
        timbre: float64 (13, columns) in nepers.
        harmony: chroma of length 1, float64 (12, columns).
    """

    starts_s: NDArray[np.float64]
    end_s: float
    timbre: Columns
    harmony: Columns

    @property
    def columns(self) -> int:
        """How many columns."""
        return len(self.starts_s)

    @property
    def step_s(self) -> float:
        """Seconds from column to column, as they mostly are."""
        return float(np.median(np.diff(self.starts_s)))

    def columns_in(self, seconds: float) -> int:
        """How many columns last so long, at least one."""
        return max(1, round(seconds / self.step_s))


def beatwise(song: Outline, *, check: Check = unchecked) -> Beatwise | None:
    """The part of a song that sounds, by its beats; by half seconds where it has none.

    None for what is silent or lasts less than eight beats. `check` may raise to give up.
    """
    span = _sounding_s(song)
    if span is None:
        return None
    begin_s, end_s = span
    grid = _grid(beat_times_s(song.rise, check=check), begin_s, end_s)
    if len(grid) < _FEWEST_BEATS:
        return None
    timbre = _means(song.timbre, song.timbre_times_s, grid, end_s)
    timbre[0] *= _LEVEL_WEIGHT
    harmony = _means(song.chroma, song.chroma_times_s, grid, end_s)
    harmony /= np.linalg.norm(harmony, axis=0) + 1e-6
    return Beatwise(grid, end_s, timbre, harmony)


def _sounding_s(song: Outline) -> tuple[float, float] | None:
    """From where to where a song sounds."""
    level = song.timbre[0]
    if not level.size or not song.chroma.size or level.max() <= 0:
        return None
    sounding = np.flatnonzero(level > _SOUNDING_SHARE * np.quantile(level, 0.95))
    times_s = song.timbre_times_s
    half_s = times_s[0]
    end_s = min(song.duration_s, float(times_s[sounding[-1]] + half_s))
    return max(0.0, float(times_s[sounding[0]] - half_s)), end_s


def _grid(beats_s: NDArray[np.float64], begin_s: float, end_s: float) -> NDArray[np.float64]:
    """Beats between the ends, gone on with to both sides; the first one is the beginning."""
    if len(beats_s) < _FEWEST_BEATS:
        beats_s = np.arange(begin_s, end_s, _WITHOUT_BEATS_S)
    step_s = float(np.median(np.diff(beats_s))) if len(beats_s) > 1 else _WITHOUT_BEATS_S
    before = np.arange(beats_s[0] - step_s, begin_s, -step_s)[::-1]
    after = np.arange(beats_s[-1] + step_s, end_s, step_s)
    grid = np.concatenate([before, beats_s, after])
    grid = grid[(grid >= begin_s + step_s / 2) & (grid < end_s - step_s / 2)]
    grid = np.concatenate([[begin_s], grid])
    while len(grid) > MOST_COLUMNS:
        grid = grid[::2]
    return grid


def _means(
    values: NDArray[np.float32],
    times_s: NDArray[np.float64],
    grid: NDArray[np.float64],
    end_s: float,
) -> Columns:
    """The mean of the frames in each column; of the nearest one where there is none."""
    edges = np.searchsorted(times_s, np.append(grid, end_s))
    first = np.minimum(edges[:-1], len(times_s) - 1)
    last = np.maximum(edges[1:], first + 1)
    sums = np.concatenate(
        [np.zeros((len(values), 1)), np.cumsum(values, axis=1, dtype=np.float64)], axis=1
    )
    means: Columns = (sums[:, last] - sums[:, first]) / (last - first)
    return means
