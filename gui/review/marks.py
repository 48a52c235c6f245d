"""What tells right joins, yours and theirs apart by shape, in the cells and in the legend."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from ..theme.theme import Theme
from ..theme.tokens import Sizes
from ..widgets import label

RIGHT, YOURS, THEIRS = "frame", "dot", "triangle"


def draw(painter: QPainter, shape: str, box: QRectF, ink: str, sizes: Sizes) -> None:
    """Draw a mark into a cell: a frame, a dot at the lower left, a triangle at the lower right."""
    inset = sizes.px(3)
    side = max(4.0, min(sizes.px(9), box.width() / 4))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ink))
    if shape == RIGHT:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(ink), 1.75))
        inner = box.adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(inner, sizes.px(3), sizes.px(3))
    elif shape == YOURS:
        corner = QPointF(box.left() + inset + 3, box.bottom() - inset - 3 - side)
        painter.drawEllipse(QRectF(corner.x(), corner.y(), side, side))
    else:
        right, bottom = box.right() - inset - 3, box.bottom() - inset - 3
        painter.drawPolygon(
            QPolygonF([
                QPointF(right - side, bottom),
                QPointF(right, bottom),
                QPointF(right - side / 2, bottom - side),
            ])
        )  # fmt: skip


class _Sample(QWidget):
    """A mark alone, as large as in a cell."""

    def __init__(self, theme: Theme, shape: str) -> None:
        super().__init__()
        self._theme = theme
        self._shape = shape
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """A little square."""
        return QSize(self._theme.sizes.px(16), self._theme.sizes.px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The mark in the text's colour, in the middle."""
        del event
        tokens, sizes = self._theme.tokens, self._theme.sizes
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self._shape != RIGHT:
            # So that the corner in which the mark stands comes to lie in the middle.
            side, inset = sizes.px(9), sizes.px(3) + 3
            box = QRectF(0, 0, 4 * side, 4 * side)
            away = side / 2 + inset
            middle = QRectF(self.rect()).center()
            box.moveBottom(middle.y() + away)
            if self._shape == YOURS:
                box.moveLeft(middle.x() - away)
            else:
                box.moveRight(middle.x() + away)
        draw(painter, self._shape, box, tokens.text, sizes)
        painter.end()


class Legend(QWidget):
    """What the marks mean."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._entries: dict[str, QWidget] = {}
        self._texts: dict[str, QLabel] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        for shape in (RIGHT, YOURS, THEIRS):
            entry, text = QWidget(), label("", "note")
            inner = QHBoxLayout(entry)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(4)
            inner.addWidget(_Sample(theme, shape))
            inner.addWidget(text)
            line.addWidget(entry)
            self._entries[shape], self._texts[shape] = entry, text
        line.addStretch(1)

    def show_names(self, rival: str, *, truth: bool) -> None:
        """Name the opponent; without a truth nothing is right."""
        for shape, words in ((RIGHT, "right"), (YOURS, "yours"), (THEIRS, rival)):
            self._texts[shape].setText(words)
        self._entries[RIGHT].setVisible(truth)
