"""What the page shows while there is nothing to show: rounds being read, none at all, none to be
had."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ..theme.theme import Theme
from ..widgets import button, label

NO_ROUNDS = "You have not finished a round yet; each one you play is kept here."
N_NUMBERS = 5


class SentenceFace(QWidget):
    """One sentence and one button that changes it."""

    def __init__(self, words: str, action: str, tip: str) -> None:
        super().__init__()
        self.words = label(words, wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # Of a fixed width and without an alignment in the layout, so that its height follows it.
        self.words.setFixedWidth(480)
        self.action = button(action, tip=tip, kind="main")
        layout = QVBoxLayout(self)
        layout.setSpacing(16)
        layout.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.words)
        middle.addStretch(1)
        layout.addLayout(middle)
        layout.addWidget(self.action, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)


class Skeleton(QWidget):
    """The numbers, the plot and the table of what will be there."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName("Your rounds are being read")
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        sizes = self._theme.sizes
        gap, height, corner = 12, sizes.px(62), sizes.px(8)
        width = (self.width() - (N_NUMBERS - 1) * gap) / N_NUMBERS
        boxes = [QRectF(k * (width + gap), 0, width, height) for k in range(N_NUMBERS)]
        top, left = height + gap, 0.6 * (self.width() - gap)
        boxes.append(QRectF(0, top, left, self.height() - top))
        boxes.append(QRectF(left + gap, top, self.width() - left - gap, self.height() - top))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tokens.well))
        for box in boxes:
            painter.drawRoundedRect(box, corner, corner)
        painter.end()
