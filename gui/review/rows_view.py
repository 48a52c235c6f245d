"""Both orders and the truth under each other: pieces by letter and hue, right joins bound."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget

from musicpuzzle.games.puzzle import letters
from musicpuzzle.review.review import Review
from musicpuzzle.review.rows import Row

from ..theme import icons
from ..theme.colour import mix
from ..theme.theme import Theme
from .listening import Pair

NAME_WIDTH, NOTE_WIDTH = 120, 96
HEIGHT, SPACING, JOIN, WIDEST = 34, 8, 22, 120


class RowView(QWidget):
    """One order. A click on a join looks at it."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, name: str, row: Row, *, counts: bool, n: int) -> None:
        """A row.

        Args:
            counts: whether its joins are right or wrong, and counted.
            n: how many pieces the puzzle has.
        """
        super().__init__()
        self._theme = theme
        self._name = name
        self._row = row
        self._counts = counts
        self._letters = letters(n)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.words())
        theme.changed.connect(self.update)

    def words(self) -> str:
        """The row for a screen reader, its joins one by one."""
        if not self._row.order:
            return f"{self._name}: gave up"
        order = " ".join(self._letters[piece] for piece in self._row.order)
        if not self._counts:
            return f"{self._name}: {order}"
        wrong = [f"{self._letters[a]} then {self._letters[b]}" for a, b in self._row.wrong]
        told = f"; wrong: {', '.join(wrong)}" if wrong else "; all joins right"
        return f"{self._name}: {order}{told}"

    def sizeHint(self) -> QSize:
        """One line of letters."""
        return QSize(self._theme.sizes.px(500), self._theme.sizes.px(HEIGHT))

    def chips(self) -> list[QRect]:
        """Where the pieces stand."""
        sizes, n = self._theme.sizes, len(self._row.order)
        left, join = sizes.px(NAME_WIDTH), sizes.px(JOIN)
        room = self.width() - left - sizes.px(NOTE_WIDTH) - join * (n - 1)
        width = max(sizes.px(18), min(sizes.px(WIDEST), room // max(1, n)))
        return [QRect(left + k * (width + join), 0, width, self.height()) for k in range(n)]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look at the join that was clicked."""
        pair = self._pair_at(event.position().toPoint().x())
        if pair is not None:
            self.chosen.emit(pair)

    def event(self, event: QEvent) -> bool:
        """Name the join under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            pair = self._pair_at(event.pos().x())
            words = "" if pair is None else f"Look at {self._named(pair)}"
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name, letters, and what binds or parts them."""
        del event
        tokens, sizes = self._theme.tokens, self._theme.sizes
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(sizes.body, bold=True))
        painter.setPen(QColor(tokens.text))
        left = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        name_box = QRect(0, 0, sizes.px(NAME_WIDTH) - 8, self.height())
        name = painter.fontMetrics().elidedText(
            self._name, Qt.TextElideMode.ElideRight, name_box.width()
        )
        painter.drawText(name_box, left, name)
        chips = self.chips()
        painter.setFont(self._theme.font(sizes.px(15), bold=True))
        for box, piece in zip(chips, self._row.order, strict=True):
            self._paint_chip(painter, box, piece)
        for position, (before, after) in enumerate(itertools.pairwise(chips)):
            gap = QRectF(before.right() + 1, 0, after.left() - before.right() - 1, self.height())
            self._paint_join(painter, gap, position)
        painter.setFont(self._theme.font(sizes.note))
        painter.setPen(QColor(tokens.muted))
        start = chips[-1].right() + 12 if chips else sizes.px(NAME_WIDTH)
        note = QRect(start, 0, self.width(), self.height())
        painter.drawText(note, left, self._note())
        painter.end()

    def _note(self) -> str:
        if not self._row.order:
            return "gave up"
        if not self._counts:
            return ""
        return f"{sum(self._row.joins)} of {len(self._row.joins)} joins"

    def _paint_chip(self, painter: QPainter, box: QRect, piece: int) -> None:
        tokens, sizes = self._theme.tokens, self._theme.sizes
        hue = tokens.hue(piece)
        painter.setPen(QPen(QColor(mix(tokens.surface, hue, 0.6)), 1))
        painter.setBrush(QColor(mix(tokens.surface, hue, 0.30)))
        corner = sizes.px(6)
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
        painter.setPen(QColor(tokens.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._letters[piece])

    def _paint_join(self, painter: QPainter, middle: QRectF, position: int) -> None:
        tokens, sizes = self._theme.tokens, self._theme.sizes
        if not self._row.joins or self._row.joins[position]:
            colour = tokens.good if self._counts and self._row.joins else tokens.muted
            height = sizes.px(8)
            middle.setTop(middle.center().y() - height / 2)
            middle.setHeight(height)
            painter.fillRect(middle, QColor(colour))
        else:
            side = sizes.px(14)
            box = QRectF(0, 0, side, side)
            box.moveCenter(middle.center())
            icons.draw(painter, "cross", box, tokens.bad)

    def _pair_at(self, x: int) -> Pair | None:
        """The join between the middles of the two letters around x."""
        for pair, (first, second) in zip(
            self._row.pairs, itertools.pairwise(self.chips()), strict=True
        ):
            if first.center().x() <= x <= second.center().x():
                return pair
        return None

    def _named(self, pair: Pair) -> str:
        return f"{self._letters[pair[0]]} then {self._letters[pair[1]]}"


class RowsView(QWidget):
    """All rows of a round."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.rows: list[RowView] = []
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(SPACING)

    def show_review(self, review: Review) -> None:
        """Show the rows of a round."""
        for old in self.rows:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        shown: Sequence[tuple[str, Row | None]] = (
            ("You", review.you),
            (review.rival, review.theirs),
            ("Truth", review.truth),
        )
        judged = review.truth is not None
        self.rows = [
            RowView(
                self._theme, name, row, counts=judged and row is not review.truth, n=review.puzzle.n
            )
            for name, row in shown
            if row is not None
        ]
        for row in self.rows:
            row.chosen.connect(self.chosen)
            self._list.addWidget(row)
