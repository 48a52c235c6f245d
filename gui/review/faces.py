"""What the page shows while a review is being made."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize

from .. import faces
from ..theme.theme import Theme
from ..theme.tokens import Sizes
from .rows_view import HEIGHT, SPACING
from .view import CARD_GAP, CARDS, GAP

ROWS, INSIDE = 3, 16


class BusyFace(faces.BusyFace):
    """The three rows and three cards of a review."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme, _boxes, name="The round is being reviewed", tip="Give up this review (Space)"
        )

    def details_box(self) -> QRect:
        """In the card in the middle; where that is too narrow, in the row in the middle."""
        boxes = [box.toRect() for box in _boxes(self.size(), self._theme.sizes)]
        wanted = self.details.sizeHint()
        card = boxes[ROWS + CARDS // 2].adjusted(INSIDE, 0, -INSIDE, 0)
        box = card if card.width() >= wanted.width() else boxes[ROWS // 2]
        top = box.center().y() - wanted.height() // 2
        return QRect(box.left(), top, box.width(), wanted.height())


def _boxes(size: QSize, sizes: Sizes) -> list[QRectF]:
    row = sizes.px(HEIGHT)
    boxes = [QRectF(0, k * (row + SPACING), size.width(), row) for k in range(ROWS)]
    top = boxes[-1].bottom() + GAP
    width = (size.width() - (CARDS - 1) * CARD_GAP) / CARDS
    return boxes + [
        QRectF(k * (width + CARD_GAP), top, width, size.height() - top) for k in range(CARDS)
    ]
