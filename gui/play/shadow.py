"""The soft shadow under a tile that is lifted."""

from __future__ import annotations

from math import erf, sqrt

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from ..theme.theme import Theme

BLUR, DROP = 28, 8
DARKNESS, DARKNESS_IN_DARK = 70, 150


class Shadow(QWidget):
    """Lies under one tile and is blurred once, when that is lifted, not with each move."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pixmap = QPixmap()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def lie_under(self, tile: QWidget) -> None:
        """Follow a tile, beneath it and above all others."""
        blur, drop = self._theme.sizes.px(BLUR), self._theme.sizes.px(DROP)
        spot: QRect = tile.geometry().adjusted(-blur, -blur, blur, blur).translated(0, drop)
        if self.isHidden() or spot.size() != self.size():
            darkness = DARKNESS_IN_DARK if self._theme.tokens.dark else DARKNESS
            self._pixmap = QPixmap.fromImage(shadow_of(tile.size(), blur, darkness))
            self.resize(spot.size())
            self.stackUnder(tile)
            self.show()
        self.move(spot.topLeft())

    def paintEvent(self, event: QPaintEvent) -> None:
        """What was blurred before."""
        painter = QPainter(self)
        painter.drawPixmap(QPoint(), self._pixmap)
        painter.end()


def shadow_of(size: QSize, blur: int, darkness: int) -> QImage:
    """The black shadow of a box of `size` pixels, with `blur` pixels more on each side.

    Blurred by a Gaussian, whose standard deviation is a third of `blur`, a box is the product of
    the profiles of its two sides.

    Args:
        darkness: its opacity in the middle of a large box, 0 to 255.
    """
    rows, columns = _profile(size.height(), blur), _profile(size.width(), blur)
    alpha = (darkness * np.outer(rows, columns)).round().astype(np.uint32)
    # Black, premultiplied: nothing but opacity, in the topmost of four bytes.
    pixels = np.ascontiguousarray(alpha << 24)
    height, width = pixels.shape
    form = QImage.Format.Format_ARGB32_Premultiplied
    return QImage(pixels.data, width, height, 4 * width, form).copy()


def _profile(length: int, blur: int) -> NDArray[np.float64]:
    spread = sqrt(2) * blur / 3
    places = range(length + 2 * blur)
    edge = np.array([0.5 * erf((place + 0.5 - blur) / spread) for place in places], np.float64)
    profile: NDArray[np.float64] = edge + edge[::-1]
    return profile
