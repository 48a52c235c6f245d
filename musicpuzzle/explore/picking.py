"""Which songs are meant: under a pointer, inside a line, in a direction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]
Point = Sequence[float]
Direction = Literal["left", "right", "up", "down"]

STEPS: dict[Direction, tuple[float, float]] = {
    "left": (-1.0, 0.0),
    "right": (1.0, 0.0),
    "up": (0.0, -1.0),
    "down": (0.0, 1.0),
}
_ASIDE = 2.0


def nearest(xs: Floats, ys: Floats, x: float, y: float, reach: float) -> int | None:
    """The song nearest to a point, None where none is within reach; all in pixels."""
    if not len(xs):
        return None
    away = np.square(xs - np.float32(x)) + np.square(ys - np.float32(y))
    song = int(away.argmin())
    return song if away[song] <= reach * reach else None


def inside_box(xs: Floats, ys: Floats, corner: Point, opposite: Point) -> Bools:
    """Which songs lie in a rectangle between two corners, its edges included."""
    (left, right), (top, bottom) = (sorted(ends) for ends in zip(corner, opposite, strict=True))
    return (xs >= left) & (xs <= right) & (ys >= top) & (ys <= bottom)


def inside_line(xs: Floats, ys: Floats, line: Floats) -> Bools:
    """Which songs lie inside a closed line, by the number of times a ray crosses it.

    Args:
        line: float32 (points, 2); the last one is joined to the first.
    """
    result = np.zeros(len(xs), np.bool_)
    if len(line) < 3:
        return result
    low, high = line.min(axis=0).tolist(), line.max(axis=0).tolist()
    among = np.flatnonzero(inside_box(xs, ys, low, high))
    x, y = xs[among].astype(np.float64), ys[among].astype(np.float64)
    is_inside = np.zeros(len(among), np.bool_)
    ends = np.roll(line, -1, axis=0)
    for (x1, y1), (x2, y2) in zip(line.tolist(), ends.tolist(), strict=True):
        if y1 != y2:
            spans = (y1 > y) != (y2 > y)
            is_inside ^= spans & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    result[among] = is_inside
    return result


def beside(xs: Floats, ys: Floats, song: int, direction: Direction) -> int | None:
    """The song to walk to from another: near, and not far off the direction; None at the edge."""
    dx, dy = STEPS[direction]
    across, down = xs - xs[song], ys - ys[song]
    ahead = across * np.float32(dx) + down * np.float32(dy)
    aside = np.abs(across * np.float32(dy) + down * np.float32(dx))
    cost = ahead + np.float32(_ASIDE) * aside
    cost[(ahead <= 0) | (aside > ahead)] = np.inf
    best = int(cost.argmin())
    return best if np.isfinite(cost[best]) else None
