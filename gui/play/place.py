"""An empty place of the row, where a piece can be dropped."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget

from ..theme.colour import mix
from ..theme.theme import Theme
from .tile_face import CORNER


@lru_cache(maxsize=8)
def _well(size: QSize, ratio: float, fill: str, rim: str, corner: int) -> QPixmap:
    """A box with a dashed rim, `ratio` times as sharp; all places share it, for dashes take long.

    Args:
        size: in device-independent pixels, as is `corner`.
    """
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(fill))
    painter.setPen(QPen(QColor(rim), 1.2, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(QRectF(1, 1, size.width() - 2, size.height() - 2), corner, corner)
    painter.end()
    return pixmap


class Place(QAbstractButton):
    """Shows its number; a click puts the picked piece there.

    Attributes:
        veiled: nothing of it is painted yet, though it can be used.
    """

    focused = Signal(int)

    def __init__(self, theme: Theme, position: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.position = position
        self._theme = theme
        self._inviting = False
        self.veiled = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(f"Place {position + 1}")
        self.setToolTip(
            f"Place {position + 1}: drop a piece here, or pick one and press its number"
        )
        theme.changed.connect(self.update)

    def veil(self) -> None:
        """Show nothing before `unveil`."""
        self.veiled = True
        self.update()

    def unveil(self) -> None:
        """Show the place."""
        self.veiled = False
        self.update()

    def invite(self, inviting: bool) -> None:
        """Show that a piece let go now would fall here."""
        if inviting != self._inviting:
            self._inviting = inviting
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that the keyboard is here."""
        super().focusInEvent(event)
        self.focused.emit(self.position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys belong to the page."""
        event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Keys belong to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A well with a dashed rim and the number."""
        if self.veiled:
            return
        tokens, sizes = self._theme.tokens, self._theme.sizes
        painter = QPainter(self)
        if self._inviting or self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(QColor(tokens.accent_soft if self._inviting else tokens.well))
            painter.setPen(QPen(QColor(tokens.accent), 2.5))
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(box, sizes.px(CORNER), sizes.px(CORNER))
        else:
            rim, ratio = mix(tokens.background, tokens.text, 0.22), self.devicePixelRatioF()
            well = _well(self.size(), ratio, tokens.well, rim, sizes.px(CORNER))
            painter.drawPixmap(0, 0, well)
        painter.setPen(QColor(tokens.muted))
        painter.setFont(self._theme.font(sizes.heading))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self.position + 1))
        painter.end()
