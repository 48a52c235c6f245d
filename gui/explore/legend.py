"""What the colours of the map mean; a word selects its songs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from musicpuzzle.words import many, number_words

from ..theme.theme import Theme
from ..widgets import Chooser, label
from .colouring import PLAIN, STEPS, Colouring, Kind, faint, inks_of, ramp

LONGEST = 24
ENTRY = 21
_DOT = 10


class Entry(QAbstractButton):
    """A word with its colour and how many songs have it."""

    def __init__(self, theme: Theme, kind: Kind, colour: str) -> None:
        words = kind.name if len(kind.name) <= LONGEST else f"{kind.name[: LONGEST - 1]}…"
        super().__init__()
        self.setText(f"{words}  {kind.count:,}")
        self.kind = kind
        self._theme = theme
        self._colour = colour
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFont(theme.font(theme.sizes.note))
        songs = many(kind.count, "song")
        self.setAccessibleName(f"{kind.name}, {songs}")
        self.setToolTip(f"Select the {songs}: {kind.name}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """The words, and the dot before them."""
        words = self.fontMetrics().size(0, self.text())
        sizes = self._theme.sizes
        return QSize(words.width() + sizes.px(_DOT + 16), sizes.px(ENTRY))

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
    """Stands on the map: by what the songs are coloured, and what each colour means.

    Signals:
        chosen: a Kind whose songs are to be selected.
        column_chosen: the tag or number to colour by; empty for none.
    """

    chosen = Signal(object)
    column_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("card")
        self._theme = theme
        self._how: Colouring | None = None
        self._content: QWidget | None = None
        self._is_short = False
        self._rows = 6
        self.colour = Chooser(tip="What the colours of the songs say", name="Colour by")
        self.colour.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToContents)
        self.colour.activated.connect(self._choose_column)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("Colour by", "note"))
        head.addWidget(self.colour)
        head.addStretch(1)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(8, 6, 8, 6)
        self._lines.setSpacing(4)
        self._lines.addLayout(head)
        self.setAccessibleName("What the colours mean")
        theme.changed.connect(self._show)

    def offer(self, columns: Sequence[str]) -> None:
        """Offer tags and numbers to colour by."""
        self.colour.clear()
        self.colour.addItem("Nothing", PLAIN)
        for column in columns:
            self.colour.addItem(column.capitalize(), column)

    def show_colours(self, how: Colouring) -> None:
        """Show what these colours mean; nothing where all songs have one."""
        self._how = how
        self.colour.setCurrentIndex(max(0, self.colour.findData(how.column)))
        self._show()

    def entries(self) -> list[Entry]:
        """The words that are shown, in their order."""
        return [] if self._content is None else self._content.findChildren(Entry)

    def fit(self, room: int, *, is_short: bool) -> None:
        """Take as much room as there is.

        Args:
            room: how high it may be; the words stand in two columns where one is too high.
            is_short: leave the colours out: the map is too small for both.
        """
        head = self.colour.sizeHint().height() + self._theme.sizes.px(20)
        rows = max(1, (room - head) // self._theme.sizes.px(ENTRY))
        if (rows, is_short) != (self._rows, self._is_short):
            self._rows, self._is_short = rows, is_short
            self._show()

    def _show(self) -> None:
        if self._content is not None:
            self._content.hide()
            self._lines.removeWidget(self._content)
            self._content.deleteLater()
            self._content = None
        how = self._how
        if how is not None and how.column and not self._is_short:
            self._content = self._scale(how) if how.span is not None else self._words(how)
            self._lines.addWidget(self._content)
            self._content.show()
        self._lines.activate()
        self.updateGeometry()

    def _words(self, how: Colouring) -> QWidget:
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        inks = inks_of(how, self._theme.tokens)
        n_kinds = len(how.kinds)
        rows = n_kinds if n_kinds <= self._rows else -(-n_kinds // 2)
        for number, kind in enumerate(how.kinds):
            colour = f"#{int(inks.colours[kind.code]) & 0xFFFFFF:06X}"
            entry = Entry(self._theme, kind, colour)
            entry.clicked.connect(self._choose)
            grid.addWidget(entry, number % rows, number // rows)
        return content

    def _scale(self, how: Colouring) -> QWidget:
        assert how.span is not None
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        bar = Ramp(self._theme)
        bar.setFixedHeight(self._theme.sizes.px(10))
        grid.addWidget(bar, 1, 0, 1, 2)
        low, high = (number_words(value, how.unit) for value in how.span)
        grid.addWidget(label(low, "note"), 2, 0)
        grid.addWidget(label(high, "note"), 2, 1, Qt.AlignmentFlag.AlignRight)
        for kind in how.kinds:
            unknown = Entry(self._theme, kind, faint(self._theme.tokens))
            unknown.clicked.connect(self._choose)
            grid.addWidget(unknown, 3, 0, 1, 2)
        return content

    def _choose_column(self, index: int) -> None:
        self.column_chosen.emit(self.colour.itemData(index))

    def _choose(self) -> None:
        entry = self.sender()
        if isinstance(entry, Entry):
            self.chosen.emit(entry.kind)
