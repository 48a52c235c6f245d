"""The heat map: which piece follows which, a cell for each ordered pair, each to be heard."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from musicpuzzle.games.puzzle import letters
from musicpuzzle.review.review import Review

from ..cascade import Cascade
from ..theme.theme import Theme
from . import marks
from .heat import heat, ink_on
from .listening import Pair

GAP = 2
SMALLEST_CELL, LARGEST_CELL = 22, 120
HEAD = 26
PLAYED = 4
LEAST_STRONG = 0.5
_STEPS: Mapping[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class Cell(QAbstractButton):
    """One ordered pair: its share as colour and number, its marks as shapes."""

    focused = Signal()

    def __init__(self, theme: Theme, pair: Pair, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.pair = pair
        self.share = 0.0
        self.most = 1.0
        self.marks: frozenset[str] = frozenset()
        self.chosen = False
        self.played: float | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def show_share(self, share: float, most: float, shapes: frozenset[str], words: str) -> None:
        """Show how likely the second follows the first, and what else is to be told.

        Args:
            most: the share that has the strongest colour.
        """
        self.share, self.most, self.marks = share, most, shapes
        self.setAccessibleName(words)
        self.setToolTip(f"{words}: click to play (Space)")
        self.update()

    def set_chosen(self, chosen: bool) -> None:
        """Whether this is the pair that is looked at; it alone is reached by Tab."""
        self.chosen = chosen
        focus = Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(focus)
        self.update()

    def show_played(self, share: float | None) -> None:
        """Let a line run along the foot while the join sounds."""
        if share != self.played:
            self.played = share
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Focus chooses."""
        super().focusInEvent(event)
        self.focused.emit()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys belong to the grid, which plays on the press, not on the release."""
        event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """See keyPressEvent."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the focus, then be pressed as a button is."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Colour, number, marks, and a frame where it is looked at."""
        del event
        tokens, sizes = self._theme.tokens, self._theme.sizes
        fill = heat(self.share / self.most, dark=tokens.dark)
        ink = ink_on(fill)
        box = QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill))
        corner = sizes.px(4)
        painter.drawRoundedRect(box, corner, corner)
        for shape in self.marks:
            marks.draw(painter, shape, box, ink, sizes)
        if self.width() >= sizes.px(30):
            painter.setPen(QColor(ink))
            painter.setFont(
                self._theme.font(min(sizes.px(18), max(sizes.px(11), self.width() // 4)))
            )
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{100 * self.share:.0f}")
        if self.chosen:
            self._frame(painter, box, corner)
        if self.played is not None:
            height = sizes.px(PLAYED)
            line = QRectF(box.left(), box.bottom() - height, box.width() * self.played, height)
            painter.fillRect(line, QColor(ink))
        painter.end()

    def _frame(self, painter: QPainter, box: QRectF, corner: float) -> None:
        tokens = self._theme.tokens
        painter.setBrush(Qt.BrushStyle.NoBrush)
        width = 3.0 if self.hasFocus() else 2.0
        # Two lines, so that one of them is seen on any colour.
        painter.setPen(QPen(QColor(tokens.surface), width + 2.0))
        painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), corner, corner)
        painter.setPen(QPen(QColor(tokens.accent), width))
        inset = width / 2
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), corner, corner)


class Grid(QWidget):
    """Rows are the pieces that come first, columns those that follow."""

    chosen = Signal(object)
    listen_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.cells: dict[Pair, Cell] = {}
        self._n = 0
        self._making = Cascade(self)
        self.setAccessibleName("Which piece follows which")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def prepare(self, n: int) -> None:
        """Make the cells of n pieces, a row at a time, while the scores are computed."""
        if n == self._n:
            return
        for cell in self.cells.values():
            cell.hide()
            cell.deleteLater()
        self._n, self.cells = n, {}
        self.updateGeometry()
        self._making.start(partial(self._make_row, row) for row in range(n))

    def show_review(self, review: Review, words: Mapping[Pair, str]) -> None:
        """Show the scores of a round, with what is to be said of each pair."""
        self.prepare(review.puzzle.n)
        self._making.stop()
        for row in range(self._n):
            self._make_row(row)
        # Where many could follow no share is large; an opponent that cannot tell stays pale.
        most = max(LEAST_STRONG, float(review.probabilities.max()))
        for pair, cell in self.cells.items():
            shapes = {
                marks.RIGHT: bool(review.right[pair]),
                marks.YOURS: pair in review.you.pairs,
                marks.THEIRS: pair in review.theirs.pairs,
            }
            present = frozenset(shape for shape, there in shapes.items() if there)
            cell.show_share(float(review.probabilities[pair]), most, present, words[pair])
            if cell.chosen:
                cell.set_chosen(False)
        self._place_cells()
        self.update()

    def choose(self, pair: Pair) -> None:
        """Mark the pair that is looked at."""
        for cell in self.cells.values():
            if cell.chosen or cell.pair == pair:
                cell.set_chosen(cell.pair == pair)

    def show_sounding(self, pair: Pair | None, share: float) -> None:
        """Let the line run in the cell that sounds."""
        for other, cell in self.cells.items():
            cell.show_played(share if other == pair else None)

    def focus_chosen(self) -> None:
        """Give the keyboard to the pair that is looked at."""
        for cell in self.cells.values():
            if cell.chosen:
                cell.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        """Large enough to read; it grows with the room there is."""
        side = self._theme.sizes.px(HEAD) + self._n * self._theme.sizes.px(26)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """As small as it can be read."""
        side = self._theme.sizes.px(HEAD) + self._n * self._theme.sizes.px(SMALLEST_CELL)
        return QSize(side, side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the next pair, over the diagonal; Space plays."""
        focused = self.focusWidget()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not isinstance(focused, Cell) or not plain:
            event.ignore()
        elif event.key() in _STEPS:
            self._go(focused.pair, _STEPS[event.key()])
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.listen_wanted.emit(focused.pair)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Square cells."""
        super().resizeEvent(event)
        self._place_cells()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The letters at both axes, and the diagonal that means nothing."""
        del event
        tokens, sizes = self._theme.tokens, self._theme.sizes
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(sizes.px(13), bold=True))
        chosen = next((cell.pair for cell in self.cells.values() if cell.chosen), None)
        step, head = self._step(), sizes.px(HEAD)
        for piece, letter in enumerate(letters(self._n)):
            cell = self._box(piece, piece, step)
            top = QRect(cell.left(), 0, cell.width(), head)
            left = QRect(0, cell.top(), head, cell.height())
            for box, is_chosen in (
                (left, chosen is not None and chosen[0] == piece),
                (top, chosen is not None and chosen[1] == piece),
            ):
                painter.setPen(QColor(tokens.accent if is_chosen else tokens.text))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.well))
            painter.drawRoundedRect(QRectF(cell), sizes.px(4), sizes.px(4))
        painter.end()

    def _go(self, pair: Pair, step: tuple[int, int]) -> None:
        row, column = pair
        while True:
            row, column = row + step[0], column + step[1]
            if not (0 <= row < self._n and 0 <= column < self._n):
                return
            if row != column:
                self.cells[row, column].setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _make_row(self, row: int) -> None:
        for column in range(self._n):
            if row != column and (row, column) not in self.cells:
                cell = self.cells[row, column] = Cell(self._theme, (row, column), self)
                cell.focused.connect(self._choose_focused)
                cell.clicked.connect(self._listen)
                cell.show()
                cell.ensurePolished()

    def _place_cells(self) -> None:
        step = self._step()
        for (row, column), cell in self.cells.items():
            cell.setGeometry(self._box(row, column, step))

    def _step(self) -> int:
        """From one cell to the next, in pixels."""
        sizes = self._theme.sizes
        room = min(self.width(), self.height()) - sizes.px(HEAD)
        return max(sizes.px(SMALLEST_CELL), min(sizes.px(LARGEST_CELL), room // max(1, self._n)))

    def _box(self, row: int, column: int, step: int) -> QRect:
        head = self._theme.sizes.px(HEAD)
        corner = QPoint(head + column * step, head + row * step)
        return QRect(corner, QSize(step - GAP, step - GAP))

    def _choose_focused(self) -> None:
        cell = self.sender()
        if isinstance(cell, Cell):
            self.chosen.emit(cell.pair)
            self.update()

    def _listen(self) -> None:
        cell = self.sender()
        if isinstance(cell, Cell):
            self.listen_wanted.emit(cell.pair)
