"""Where the focus goes with an arrow key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect

from .keys import Direction


def next_spot(spots: Sequence[QRect], current: int, direction: Direction) -> int:
    """The index of the spot that an arrow key leads to; `current` where there is none.

    Left and right go along a line and from its end to the next one; up and down go to the nearest
    spot of the nearest line in that direction.
    """
    here = spots[current].center()
    if direction in ("left", "right"):
        reading = sorted(range(len(spots)), key=lambda i: (spots[i].top(), spots[i].left()))
        at = reading.index(current) + (1 if direction == "right" else -1)
        return reading[at] if 0 <= at < len(reading) else current
    top, bottom = spots[current].top(), spots[current].bottom()
    beyond = [
        index
        for index, spot in enumerate(spots)
        if (spot.top() > bottom if direction == "down" else spot.bottom() < top)
    ]
    if not beyond:
        return current

    def distance(index: int) -> tuple[int, int]:
        centre = spots[index].center()
        return abs(centre.y() - here.y()), abs(centre.x() - here.x())

    return min(beyond, key=distance)
