"""What the page shows while a review is being made."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize

from .. import faces
from ..lanes import Job
from ..theme.theme import Theme
from ..theme.tokens import Sizes

ROWS, ROW, ROW_GAP, GAP, CARDS = 3, 34, 6, 12, 3
INSIDE = 16


class BusyFace(faces.BusyFace):
    """The three rows and three cards of a review."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            _boxes,
            name="The round is being reviewed",
            doing="",
            tip="Give up this review",
        )

    def details_box(self) -> QRect:
        """In the card in the middle, across no gap, where that is wide enough."""
        card = _boxes(self.size(), self._theme.sizes)[ROWS + CARDS // 2].toRect()
        wanted = self.details.sizeHint()
        box = card.adjusted(INSIDE, 0, -INSIDE, 0)
        if box.width() < wanted.width():
            box = self.rect()
        top = card.center().y() - wanted.height() // 2
        return QRect(box.left(), top, box.width(), wanted.height())

    def watch(self, job: Job | None) -> None:
        """Follow a job by its name; None stops it."""
        if job is not None:
            self._doing = job.name
            self.words.setText(job.name)
            self.bar.setAccessibleName(f"Progress: {job.name}")
        super().watch(job)


def _boxes(size: QSize, sizes: Sizes) -> list[QRectF]:
    row = sizes.px(ROW)
    boxes = [QRectF(0, k * (row + ROW_GAP), size.width(), row) for k in range(ROWS)]
    top = ROWS * (row + ROW_GAP) + GAP
    width = (size.width() - (CARDS - 1) * GAP) / CARDS
    return boxes + [
        QRectF(k * (width + GAP), top, width, size.height() - top) for k in range(CARDS)
    ]
