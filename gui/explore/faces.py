"""What the page shows where no map is there."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect, QRectF, QSize

from .. import faces
from ..theme.theme import Theme
from ..theme.tokens import Sizes
from .panel import WIDTH

EMPTY = "Songs of your library that have been listened to lie here on a map, alike ones together."
FAILED = "The map could not be made."
TITLE = "Explore"
BUSY = "Laying out your songs"
LINE = "Songs that are alike lie close together. Point to hear one, click to see what is like it."
WITHOUT_NEIGHBOURS = "For now they lie along their main differences; the map by neighbours follows."
MANY_PLACED = "Many songs came later and were put beside the others: “Lay out anew” moves all."
MANY = 0.3
"""The share of songs placed later from which on this is worth saying."""


class BusyFace(faces.BusyFace):
    """The toolbar, the map and the panel."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, boxes, name=BUSY, tip="Make no map now")

    def details_box(self) -> QRect:
        """In the middle of the map."""
        _, map_, *_ = (box.toRect() for box in boxes(self.size(), self._theme.sizes))
        height = self.details.sizeHint().height()
        return QRect(map_.left(), map_.center().y() - height // 2, map_.width(), height)


def boxes(size: QSize, sizes: Sizes) -> Iterator[QRectF]:
    """The places of toolbar, map and panel."""
    side, gap, head = sizes.px(WIDTH), sizes.px(16), sizes.px(36)
    wide = max(0, size.width() - side - gap)
    yield QRectF(0, 0, wide * 0.6, head)
    yield QRectF(0, head + gap, wide, max(0, size.height() - head - gap))
    for row in range(6):
        yield QRectF(wide + gap, row * (head + gap), side, head)
