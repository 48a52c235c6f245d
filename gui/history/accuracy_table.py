"""How often a person is right, by number of pieces and gap: a small table with bars in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from musicpuzzle.games.settings import Game
from musicpuzzle.play.stats import Accuracy
from musicpuzzle.words import many

from ..tables import By, set_up
from ..theme.colour import mix
from ..theme.theme import Theme
from .rounds_model import NO_PARENT, Index, Role
from .words import GAME_WORDS, gap_words

FEW = 5
"""Fewer rounds than this say little, and are shown so."""
WIDEST_TABLE = 680
CELL_WIDTH, WIDEST_CELL, CELL_HEIGHT = 66, 104, 44


class AccuracyModel(QAbstractTableModel):
    """Numbers of pieces as rows, gaps as columns, of one game."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._cells: dict[tuple[int, float], Accuracy] = {}
        self.pieces: list[int] = []
        self.gaps_s: list[float] = []

    def show_game(self, accuracies: Sequence[Accuracy], game: Game | None) -> None:
        """Show the kinds of a game."""
        self.beginResetModel()
        self._cells = {(each.pieces, each.gap_s): each for each in accuracies if each.game == game}
        self.pieces = sorted({pieces for pieces, _ in self._cells})
        self.gaps_s = sorted({gap_s for _, gap_s in self._cells})
        self.endResetModel()

    def cell(self, index: Index) -> Accuracy | None:
        """How a kind went; None where none of it was played."""
        if not index.isValid():
            return None
        return self._cells.get((self.pieces[index.row()], self.gaps_s[index.column()]))

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.pieces)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.gaps_s)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """The per cent; a whole sentence for screen readers."""
        cell = self.cell(index)
        if role == Role.DisplayRole:
            return "" if cell is None else f"{100 * cell.pair_accuracy:.0f} %"
        if role in (Role.ToolTipRole, Role.AccessibleTextRole):
            if cell is not None:
                return spoken(cell)
            return self._empty(index) if role == Role.AccessibleTextRole else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if role != Role.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return f"{self.pieces[section]} pieces"
        gap_s = self.gaps_s[section]
        return gap_words(gap_s) if gap_s else "no gap"

    def _empty(self, index: Index) -> str:
        if not index.isValid():
            return ""
        pieces, gap_s = self.pieces[index.row()], self.gaps_s[index.column()]
        return f"{pieces} pieces, gap {gap_words(gap_s)}: not played."


def spoken(cell: Accuracy) -> str:
    """How a kind went, in one sentence."""
    gap = f", gap {gap_words(cell.gap_s)}" if cell.game == "jigsaw" else ""
    kind = f"{GAME_WORDS[cell.game]}, {cell.pieces} pieces{gap}"
    words = f"{kind}: you found {100 * cell.pair_accuracy:.0f}\u00a0% of the joins"
    words += f" in {many(cell.rounds, 'round')}; {100 * cell.exact:.0f}\u00a0% were all right"
    if cell.seconds is not None:
        words += f", {cell.seconds:.0f}\u00a0s on average"
    if cell.won is not None:
        words += f", and you won {100 * cell.won:.0f}\u00a0% against opponents"
    return f"{words}."


class AccuracyCell(QStyledItemDelegate):
    """The per cent, the number of rounds, and a bar under both."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        sizes = self._theme.sizes
        return QSize(sizes.px(CELL_WIDTH), sizes.px(CELL_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A frame says which cell the keys are at."""
        model = index.model()
        assert isinstance(model, AccuracyModel)
        cell = model.cell(index)
        tokens, sizes = self._theme.tokens, self._theme.sizes
        option_: Any = option  # the stubs know none of its fields
        box = QRectF(option_.rect).adjusted(3, 3, -3, -3)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if cell is None:
            painter.setBrush(QColor(mix(tokens.surface, tokens.text, 0.025)))
            painter.drawRoundedRect(box, sizes.px(4), sizes.px(4))
        else:
            self._paint_cell(painter, box, cell)
        if option_.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(box, sizes.px(4), sizes.px(4))
        painter.restore()

    def _paint_cell(self, painter: QPainter, box: QRectF, cell: Accuracy) -> None:
        tokens, sizes = self._theme.tokens, self._theme.sizes
        painter.setBrush(
            QColor(mix(tokens.surface, tokens.accent, 0.04 + 0.2 * cell.pair_accuracy))
        )
        painter.drawRoundedRect(box, sizes.px(4), sizes.px(4))
        inner = box.adjusted(sizes.px(6), sizes.px(3), -sizes.px(6), -sizes.px(6))
        painter.setFont(self._theme.font(sizes.body, bold=cell.rounds >= FEW))
        painter.setPen(QColor(tokens.text if cell.rounds >= FEW else tokens.muted))
        flags = Qt.AlignmentFlag
        painter.drawText(
            inner, flags.AlignLeft | flags.AlignTop, f"{100 * cell.pair_accuracy:.0f} %"
        )
        painter.setFont(self._theme.font(sizes.note))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(inner, flags.AlignLeft | flags.AlignBottom, f"n {cell.rounds:,}")
        bar = QRectF(box.left(), box.bottom() - sizes.px(3), box.width(), sizes.px(3))
        bar.setWidth(box.width() * cell.pair_accuracy)
        painter.fillRect(bar, QColor(tokens.accent))


class AccuracyTable(QTableView):
    """The table; its cells can be gone to by keys."""

    def __init__(self, theme: Theme, model: AccuracyModel) -> None:
        super().__init__()
        self._theme = theme
        self.setModel(model)
        self.setItemDelegate(AccuracyCell(theme, self))
        name = "Share of the joins that you found, by pieces and gap"
        set_up(self, name=name, select=By.SelectItems)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setProperty("kind", "flat")
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        model.modelReset.connect(self._fit)
        theme.changed.connect(self._dress)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Another style has other heads and bars."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current cell for the keys to go on from."""
        super().focusInEvent(event)
        model = self.model()
        if not self.currentIndex().isValid() and model.rowCount(QModelIndex()):
            self.setCurrentIndex(model.index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make all cells as wide as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        sizes, columns = self._theme.sizes, max(1, self.model().columnCount())
        width = self.viewport().width() // columns
        least, most = sizes.px(CELL_WIDTH), sizes.px(WIDEST_CELL)
        self.horizontalHeader().setDefaultSectionSize(min(most, max(least, width)))
        # No higher than its rows, so that what is told about them stands right below.
        rows = self.model().rowCount() * sizes.px(CELL_HEIGHT)
        scroll = self.horizontalScrollBar().sizeHint().height()
        self.setMaximumHeight(rows + self.horizontalHeader().sizeHint().height() + scroll)

    def _dress(self) -> None:
        sizes = self._theme.sizes
        self._fit()
        self.verticalHeader().setDefaultSectionSize(sizes.px(CELL_HEIGHT))
        self.viewport().update()
