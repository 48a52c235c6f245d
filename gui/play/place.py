"""An empty place of the row, where a piece can be dropped."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from ..theme.colour import mix
from ..theme.theme import Theme
from .tile import CORNER


class Place(QAbstractButton):
    """Shows its number; a click puts the picked piece there."""

    focused = Signal(int)

    def __init__(self, theme: Theme, position: int, n: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.position = position
        self._theme = theme
        self._inviting = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(f"Place {position + 1} of {n}, empty")
        self.setToolTip(
            f"Place {position + 1}: drop a piece here, or pick one and press its number"
        )
        theme.changed.connect(self.update)

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
        tokens, sizes = self._theme.tokens, self._theme.sizes
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        fill = tokens.accent_soft if self._inviting else tokens.well
        painter.setBrush(QColor(fill))
        if self._inviting or self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2.5))
        else:
            painter.setPen(
                QPen(QColor(mix(tokens.background, tokens.text, 0.22)), 1.2, Qt.PenStyle.DashLine)
            )
        painter.drawRoundedRect(box, sizes.px(CORNER), sizes.px(CORNER))
        painter.setPen(QColor(tokens.muted))
        painter.setFont(self._theme.font(sizes.heading))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self.position + 1))
        painter.end()
