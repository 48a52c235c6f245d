"""The songs of a library as a model: texts of just the rows that are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from musicpuzzle.library.query import Query, answer
from musicpuzzle.library.songs import Songs

from ..tables import LEFT, RIGHT, head_data
from .columns import COLUMNS, TITLE

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
Role = Qt.ItemDataRole


class SongsModel(QAbstractTableModel):
    """The songs that a query asks for, in its order; a few milliseconds for tens of thousands.

    Signals:
        rearranging: other rows are about to be shown, or in another order.
        replaced: it has other songs.
        corrected: identities of the contents, the tag, and what the person says it is.
    """

    rearranging = Signal()
    replaced = Signal()
    corrected = Signal(object, str, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._songs: Songs | None = None
        self._query = Query(sort=COLUMNS[TITLE].sort)
        self._rows: NDArray[np.intp] = np.zeros(0, np.intp)

    @property
    def songs(self) -> Songs | None:
        """All of them, shown or not."""
        return self._songs

    @property
    def query(self) -> Query:
        """What is asked for."""
        return self._query

    @property
    def sorting(self) -> tuple[int, Qt.SortOrder]:
        """The column that the rows are sorted by, and how."""
        sorts = [column.sort for column in COLUMNS]
        order = Qt.SortOrder.DescendingOrder if self._query.descending else _UP
        return sorts.index(self._query.sort), order

    def show_songs(self, songs: Songs, query: Query) -> None:
        """Take other songs, sorted as before; what is current in a view stays with its song."""
        self._songs_to(songs, self._sorted_as_before(query))
        self.replaced.emit()

    def bare_columns(self) -> frozenset[int]:
        """The columns of tags that no song has."""
        songs = self._songs
        if songs is None or not len(songs):
            return frozenset()
        tags = {"album": songs.album, "genre": songs.genre, "mood": songs.mood}
        bare = {name for name, values in tags.items() if not any(values)}
        if np.isnan(songs.year).all():
            bare.add("year")
        return frozenset(n for n, column in enumerate(COLUMNS) if column.sort in bare)

    def ask(self, query: Query) -> None:
        """Show what is asked for, sorted as before."""
        kept = self._sorted_as_before(query)
        if self._songs is None:
            self._query = kept
        elif kept != self._query:
            self._songs_to(self._songs, kept)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        if column < 0 or (column, order) == self.sorting:
            return
        down = order is Qt.SortOrder.DescendingOrder
        query = replace(self._query, sort=COLUMNS[column].sort, descending=down)
        if self._songs is None:
            self._query = query
        else:
            self._songs_to(self._songs, query)

    def place(self, row: int) -> int:
        """The row of `songs` that a row of the table shows."""
        return int(self._rows[row])

    def field(self, column: int) -> str:
        """The tag that a column corrects, or empty."""
        return COLUMNS[column].field

    def contents(self, rows: Sequence[int]) -> list[str]:
        """Identities of what is in the files of some rows."""
        if self._songs is None:
            return []
        places = self._rows[np.array(rows, np.intp)].tolist()
        found = map(self._songs.contents.__getitem__, places)
        return [content for content in found if content is not None]

    def ids(self, rows: NDArray[np.intp]) -> NDArray[np.int64]:
        """By what the files of some rows are known, int64 (rows,)."""
        none = np.zeros(0, np.int64)
        return none if self._songs is None else self._songs.ids[self._rows[rows]]

    def rows_of(self, ids: NDArray[np.int64]) -> NDArray[np.intp]:
        """The rows that show these files, from top to bottom."""
        return np.flatnonzero(np.isin(self.ids(np.arange(len(self._rows))), ids))

    def text(self, row: int, column: int) -> str:
        """What a column shows of the song of a row."""
        return "" if self._songs is None else COLUMNS[column].text(self._songs, self.place(row))

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Tags of songs that are known can be corrected."""
        found = super().flags(index)
        if index.isValid() and COLUMNS[index.column()].field and self.contents([index.row()]):
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """What the column shows of the song."""
        if not index.isValid() or self._songs is None:
            return None
        column = COLUMNS[index.column()]
        if role == Role.TextAlignmentRole:
            return RIGHT if column.at_right else LEFT
        if role not in (Role.DisplayRole, Role.EditRole, Role.ToolTipRole, Role.AccessibleTextRole):
            return None
        words = self.text(index.row(), index.column())
        if role == Role.EditRole:
            return words.removeprefix("≈ ")
        if role == Role.AccessibleTextRole:
            return f"{column.name}: {words or 'nothing'}"
        return words if role == Role.DisplayRole else words or None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Tell what a person corrected; the model shows it when it is kept."""
        if role != Role.EditRole or not index.isValid():
            return False
        self.correct([index.row()], index.column(), str(value))
        return True

    def correct(self, rows: Sequence[int], column: int, value: str) -> None:
        """Tell what a person says of the songs of some rows, unless it stands in the only one."""
        # Tens of thousands of rows are not looked through one by one.
        is_same = len(rows) == 1 and (
            self.data(self.index(rows[0], column), Role.EditRole) == value.strip()
        )
        if not is_same:
            self.corrected.emit(self.contents(rows), self.field(column), value)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        return head_data(COLUMNS, section, orientation, role)

    def _sorted_as_before(self, query: Query) -> Query:
        return replace(query, sort=self._query.sort, descending=self._query.descending)

    def _songs_to(self, songs: Songs, query: Query) -> None:
        self.rearranging.emit()
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        old = self._songs
        ids = [] if old is None else [int(old.ids[self.place(index.row())]) for index in before]
        self._songs, self._query = songs, query
        self._rows = answer(songs, query)
        wanted = set(ids)
        found = songs.ids[self._rows] if len(self._rows) else np.zeros(0, np.int64)
        row_of = {
            int(each): row for row, each in enumerate(found.tolist()) if wanted and each in wanted
        }
        after = [
            self.index(row_of[each], index.column()) if each in row_of else QModelIndex()
            for each, index in zip(ids, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()


_UP = Qt.SortOrder.AscendingOrder
