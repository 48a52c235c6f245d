"""The table of songs: the widths of its columns, keys, and which columns it has."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractItemModel, QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ..tables import let_sort, paint_rows, room_for, set_up
from ..theme.theme import Theme
from .columns import ALBUM, ARTIST, COLUMNS, FILE, TITLE, WHY
from .songs_model import Index, SongsModel

ROW_HEIGHT = 34
SHARES = {TITLE: 0.5, ARTIST: 0.3, ALBUM: 0.2}
"""Who gets how much of the room that is left."""
MOST_STRETCHES = 500
"""Chosen rows that fall apart into more are given up: Qt looks through all for each cell."""


class _Correcting(QStyledItemDelegate):
    """Lets a correction take all of its cell, and hold for all songs that it is meant for."""

    def __init__(self, table: SongsTable) -> None:
        super().__init__(table)
        self._table = table

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line that says whose tag it corrects."""
        editor = super().createEditor(parent, option, index)
        name, n_songs = COLUMNS[index.column()].name, len(self._table.corrected_with(index))
        editor.setAccessibleName(name if n_songs == 1 else f"{name} of {n_songs:,} songs")
        return editor

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """See the class; what nobody typed, as where an editor is just left, corrects nothing."""
        del model
        if editor.property("modified"):
            self._table.correct(index, str(editor.property("text")))

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """See the class."""
        del index
        editor.setGeometry(option.rect)


class SongsTable(QTableView):
    """Rows, several of which can be chosen; Return or a double click plays, F2 corrects.

    What is corrected in one of several chosen rows holds for all of them, but for titles.

    Alt with Up or Down sorts by the column that the keys are in.

    Signals:
        play_wanted: the song of the current row is to be heard.
        chosen_changed: other rows are chosen.
    """

    play_wanted = Signal()
    chosen_changed = Signal()

    def __init__(self, theme: Theme, model: SongsModel) -> None:
        super().__init__()
        self._theme, self._model = theme, model
        self._of_listed = self._is_rearranging = False
        self._kept: NDArray[np.int64] = np.zeros(0, np.int64)
        self._bare: frozenset[int] = frozenset()
        self.setModel(model)
        self.setItemDelegate(_Correcting(self))
        set_up(self, name="Songs")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        # One of its own: it would ask every row whether the whole column is chosen.
        head.setSelectionModel(QItemSelectionModel(model, self))
        let_sort(self, model)
        self.doubleClicked.connect(self._play)
        model.rearranging.connect(self._remember)
        model.layoutChanged.connect(self._choose_again)
        model.replaced.connect(self._make_room)
        theme.changed.connect(self._dress)
        self._dress()
        self.show_listed(False)

    def chosen(self) -> list[int]:
        """The chosen rows, from top to bottom."""
        # By ranges: an index for each of tens of thousands of rows takes seconds.
        chosen = self.selectionModel().selection()
        is_chosen = np.zeros(self._model.rowCount(), bool)
        for each in (chosen.at(number) for number in range(chosen.count())):
            is_chosen[each.top() : each.bottom() + 1] = True
        rows: list[int] = np.flatnonzero(is_chosen).tolist()
        return rows

    def corrected_with(self, index: Index) -> list[int]:
        """The rows for which a correction in a cell is meant."""
        is_chosen = self.selectionModel().isSelected(index)
        return self.chosen() if is_chosen and index.column() != TITLE else [index.row()]

    def correct(self, index: Index, value: str) -> None:
        """Tell what a person says in a cell."""
        self._model.correct(self.corrected_with(index), index.column(), value)

    def show_listed(self, of_listed: bool) -> None:
        """Show the columns of files that are not in the library, or those of songs that are."""
        self._of_listed = of_listed
        for number, column in enumerate(COLUMNS):
            self.setColumnHidden(number, column.of_listed != of_listed)
        self._fit()

    def selectionChanged(self, chosen: QItemSelection, before: QItemSelection) -> None:
        """Tell whoever shows what can be done with the songs."""
        super().selectionChanged(chosen, before)
        if not self._is_rearranging:
            self.chosen_changed.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Keep the row of the keys in sight."""
        super().currentChanged(current, previous)
        self.chosen_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return plays, where nothing is being corrected; for Alt see the class."""
        editing = self.state() == QAbstractItemView.State.EditingState
        is_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        order = _ORDERS.get(event.key()) if is_alt else None
        if order is not None and self.currentIndex().isValid():
            self.sortByColumn(self.currentIndex().column(), order)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not editing:
            self.play_wanted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give what room there is to names, or to reasons."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows that are to be seen, and where the keys are."""
        paint_rows(self, event, self._theme, COLUMNS, self._model.text)
        current = self.currentIndex()
        if current.isValid() and self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self._theme.tokens.accent))
            painter.drawRect(self.visualRect(current).adjusted(0, 0, -1, -2))
            painter.end()

    def _remember(self) -> None:
        """Keep what is chosen by the songs, while their rows become others.

        Left to Qt, it would take seconds: an index for each cell of tens of thousands of rows.
        """
        self._kept = self._model.ids(np.array(self.chosen(), np.intp))
        self._is_rearranging = True
        self.selectionModel().clearSelection()

    def _choose_again(self) -> None:
        rows = self._model.rows_of(self._kept) if len(self._kept) else np.zeros(0, np.intp)
        stretches = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1) if len(rows) else []
        is_whole = len(rows) == len(self._kept) and len(stretches) <= MOST_STRETCHES
        chosen, last = QItemSelection(), len(COLUMNS) - 1
        for each in stretches if len(stretches) <= MOST_STRETCHES else []:
            top, bottom = int(each[0]), int(each[-1])
            chosen.select(self._model.index(top, 0), self._model.index(bottom, last))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.Select)
        self._is_rearranging = False
        if not is_whole:
            self.chosen_changed.emit()

    def _play(self) -> None:
        self.play_wanted.emit()

    def _make_room(self) -> None:
        """Else the widths stay, as a person may have drawn them."""
        bare = self._model.bare_columns()
        if bare != self._bare:
            self._bare = bare
            self._dress()

    def _dress(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.sizes.px(ROW_HEIGHT))
        for number in range(len(COLUMNS)):
            self.setColumnWidth(number, self._room_for(number))
        self._fit()

    def _room_for(self, number: int) -> int:
        """Of a column in which nothing stands, only its name is to be seen."""
        column = COLUMNS[number]
        is_bare = number in self._bare
        return room_for(column._replace(sample="") if is_bare else column, self._theme)

    def _fit(self) -> None:
        if self._of_listed:
            self.setColumnWidth(FILE, round(self.viewport().width() * 0.6))
        shares = {WHY: 1.0} if self._of_listed else SHARES
        shares = {number: each for number, each in shares.items() if number not in self._bare}
        shown = [n for n in range(len(COLUMNS)) if not self.isColumnHidden(n)]
        others = sum(self.columnWidth(number) for number in shown if number not in shares)
        least = {number: self._room_for(number) for number in shares}
        spare = max(0, self.viewport().width() - others - sum(least.values()))
        for number, share in shares.items():
            part = share / sum(shares.values())
            self.setColumnWidth(number, least[number] + int(part * spare))


_ORDERS: dict[int, Qt.SortOrder] = {
    Qt.Key.Key_Up: Qt.SortOrder.AscendingOrder,
    Qt.Key.Key_Down: Qt.SortOrder.DescendingOrder,
}
