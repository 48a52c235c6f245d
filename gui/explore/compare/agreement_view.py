"""How the model and the person agree: figures, and intervals on one scale."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from musicpuzzle.explore.judging.agreement import ASKED, Agreement

from ...theme.theme import Theme
from ...widgets import Card, label
from .judge import Turn
from .words import ASKED_WORDS, share_words

NONE_YET = "Nothing to compare yet: it counts from your first answer on."
_TOTAL = "total"
_CHANCE = 0.5


class IntervalBar(QWidget):
    """A share and its interval between 0 and 1, and where chance is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.found = Agreement()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_agreement(self, found: Agreement) -> None:
        """Show a share."""
        self.found = found
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(self._theme.sizes.px(160), self._theme.sizes.px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The scale, the interval, and the share."""
        del event
        tokens, sizes = self._theme.tokens, self._theme.sizes
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        pad, middle = sizes.px(5), self.height() / 2
        width, thick = self.width() - 2 * pad, sizes.px(4)
        painter.fillRect(QRectF(pad, middle - 1, width, 2), QColor(tokens.line))
        chance = QRectF(pad + _CHANCE * width, 2, 1, self.height() - 4)
        painter.fillRect(chance, QColor(tokens.edge))
        if self.found.n:
            low, high = self.found.interval
            box = QRectF(pad + low * width, middle - thick / 2, (high - low) * width, thick)
            painter.fillRect(box, QColor(tokens.accent))
            share = QPointF(pad + width * self.found.agreed / self.found.n, middle)
            painter.setBrush(QColor(tokens.accent))
            painter.drawEllipse(share, sizes.px(4), sizes.px(4))
        painter.end()


class AgreementView(Card):
    """A line for all answers together, and one for each thing that was asked about."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.lines.addWidget(label("You and the model", "strong"))
        self.none_yet = label(NONE_YET, "muted", wrap=True)
        self.lines.addWidget(self.none_yet)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self.rows: dict[str, tuple[QLabel, IntervalBar, QLabel]] = {}
        for row, name in enumerate((_TOTAL, *ASKED)):
            words = "All questions" if name == _TOTAL else ASKED_WORDS[name]
            parts = (label(words, "note"), IntervalBar(theme), label("", "note"))
            for column, part in enumerate(parts):
                self._grid.addWidget(part, row, column)
            self.rows[name] = parts
        self.lines.addLayout(self._grid)
        self.scale = label("Bars from 0 to 100 %, with 95 % intervals; the line is chance.", "note")
        self.lines.addWidget(self.scale)
        self.more = label("", "note", wrap=True)
        self.lines.addWidget(self.more)

    def show_turn(self, turn: Turn) -> None:
        """Show the figures of now."""
        total = turn.own.total
        for name, (words, bar, share) in self.rows.items():
            found = total if name == _TOTAL else turn.own.by[name]
            bar.show_agreement(found)
            share.setText(share_words(found))
            bar.setAccessibleName(f"{words.text()}: the model agrees in {share.text()}")
            for part in (words, bar, share):
                part.setVisible(found.n > 0)
        self.none_yet.setVisible(total.n == 0)
        self.scale.setVisible(total.n > 0)
        more = []
        if turn.own.unusable:
            more.append(f"{turn.own.unusable:,} are about songs that your library lacks now.")
        if turn.imported.total.n:
            more.append(f"Imported answers: {share_words(turn.imported.total)}.")
        self.more.setText(" ".join(more))
        self.more.setVisible(bool(more))
