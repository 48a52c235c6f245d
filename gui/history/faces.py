"""What the page shows while the rounds are read, and what it says where there are none."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize

from .. import faces
from ..theme.theme import Theme
from ..theme.tokens import Sizes
from .accuracy_table import WIDEST_TABLE

NO_ROUNDS = "You have not finished a round yet; each one you play is kept here."
N_NUMBERS = 5
GAP = 12
NUMBER_HEIGHT = 53


class Skeleton(faces.Skeleton):
    """The numbers, the plot and the table of what will be there."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _boxes, "Your rounds are being read")


def _boxes(size: QSize, sizes: Sizes) -> list[QRectF]:
    height = sizes.px(NUMBER_HEIGHT)
    width = (size.width() - (N_NUMBERS - 1) * GAP) / N_NUMBERS
    boxes = [QRectF(k * (width + GAP), 0, width, height) for k in range(N_NUMBERS)]
    top, right = height + GAP, min(sizes.px(WIDEST_TABLE), (size.width() - GAP) * 3 / 7)
    left = size.width() - GAP - right
    boxes.append(QRectF(0, top, left, size.height() - top))
    boxes.append(QRectF(left + GAP, top, right, size.height() - top))
    return boxes
