"""What the colours of the map mean; a word selects its songs."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from ..theme.theme import Theme
from ..widgets import label
from .colouring import STEPS, Colouring, Kind, faint, inks_of, ramp

LONGEST = 26
_DOT = 10


class Entry(QPushButton):
    """A word with its colour and how many songs have it."""

    def __init__(self, theme: Theme, kind: Kind, colour: str) -> None:
        words = kind.name if len(kind.name) <= LONGEST else f"{kind.name[: LONGEST - 1]}…"
        super().__init__(f"{words}  {kind.count:,}")
        self.kind = kind
        self._theme = theme
        self._colour = colour
        self.setProperty("kind", "legend")
        songs = "song" if kind.count == 1 else "songs"
        self.setAccessibleName(f"{kind.name}, {kind.count:,} {songs}")
        self.setToolTip(f"Select the {kind.count:,} {songs}: {kind.name}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """The words, and the dot before them."""
        words = self.fontMetrics().size(0, self.text())
        sizes = self._theme.sizes
        return QSize(words.width() + sizes.px(_DOT + 16), words.height() + sizes.px(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dot and the words."""
        del event
        sizes, tokens = self._theme.sizes, self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QColor(tokens.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.hover))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colour))
        radius = sizes.px(_DOT) / 2
        painter.drawEllipse(QPointF(sizes.px(4) + radius, self.height() / 2), radius, radius)
        painter.setPen(QColor(tokens.text))
        words = self.rect().adjusted(sizes.px(_DOT + 10), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


class Ramp(QWidget):
    """The colours of a number, from least to most."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self) -> QSize:
        """A bar."""
        return QSize(self._theme.sizes.px(180), self._theme.sizes.px(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bar."""
        del event
        painter = QPainter(self)
        gradient = QLinearGradient(0, 0, self.width(), 0)
        for step, colour in enumerate(ramp(self._theme.tokens.dark)):
            gradient.setColorAt(step / (STEPS - 1), QColor(colour))
        painter.fillRect(self.rect(), gradient)
        painter.end()


class Legend(QFrame):
    """Stands on the map.

    Signals:
        chosen: a Kind whose songs are to be selected.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("card")
        self._theme = theme
        self._how: Colouring | None = None
        self._content: QWidget | None = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(8, 6, 8, 6)
        self._lines.setSizeConstraint(QVBoxLayout.SizeConstraint.SetMinimumSize)
        self.setAccessibleName("What the colours mean")
        theme.changed.connect(self._show)

    def show_colours(self, how: Colouring) -> None:
        """Show what these colours mean; nothing where all songs have one."""
        self._how = how
        self._show()

    def _show(self) -> None:
        if self._content is not None:
            self._content.hide()
            self._lines.removeWidget(self._content)
            self._content.deleteLater()
            self._content = None
        how = self._how
        if how is None or not how.column:
            self.hide()
            return
        self._content = self._scale(how) if how.span is not None else self._words(how)
        self._lines.addWidget(self._content)
        self.setVisible(True)
        self._lines.activate()
        self.updateGeometry()

    def _words(self, how: Colouring) -> QWidget:
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(label(how.column.capitalize(), "note"), 0, 0, 1, 2)
        inks = inks_of(how, self._theme.tokens)
        rows = -(-len(how.kinds) // 2) if len(how.kinds) > 6 else len(how.kinds)
        for number, kind in enumerate(how.kinds):
            colour = f"#{int(inks.colours[min(kind.code, len(inks.colours) - 1)]) & 0xFFFFFF:06X}"
            entry = Entry(self._theme, kind, colour)
            entry.clicked.connect(self._choose)
            grid.addWidget(entry, 1 + number % rows, number // rows)
        return content

    def _scale(self, how: Colouring) -> QWidget:
        assert how.span is not None
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        unit = f" ({how.unit})" if how.unit else ""
        grid.addWidget(label(f"{how.column.capitalize()}{unit}", "note"), 0, 0, 1, 2)
        bar = Ramp(self._theme)
        bar.setFixedHeight(self._theme.sizes.px(10))
        grid.addWidget(bar, 1, 0, 1, 2)
        low, high = (f"{value:.3g}" for value in how.span)
        grid.addWidget(label(low, "note"), 2, 0)
        grid.addWidget(label(high, "note"), 2, 1, Qt.AlignmentFlag.AlignRight)
        for kind in how.kinds:
            unknown = Entry(self._theme, kind, faint(self._theme.tokens))
            unknown.clicked.connect(self._choose)
            grid.addWidget(unknown, 3, 0, 1, 2)
        return content

    def _choose(self) -> None:
        entry = self.sender()
        if isinstance(entry, Entry):
            self.chosen.emit(entry.kind)
