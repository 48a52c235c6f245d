"""The list of rounds as a model: texts of just the rows that are looked at, sorted by ranks."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from musicpuzzle.games.settings import GAMES, Game
from musicpuzzle.play.log import Records
from musicpuzzle.play.records import MODES, ModeName, RoundRecord

from ..tables import LEFT, RIGHT, head_data
from .archive import Reading
from .columns import COLUMNS, DATE, Ranks

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
Role = Qt.ItemDataRole


class RoundsModel(QAbstractTableModel):
    """Rounds, of all or of one game or mode, in any order; of equals the newest first.

    Sorting and choosing are a few milliseconds for tens of thousands of rounds.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._records: Records = ()
        self._ranks: Ranks = np.zeros((len(COLUMNS), 0), np.int32)
        self._kinds: NDArray[np.int8] = np.zeros((2, 0), np.int8)
        self._game: Game | None = None
        self._mode: ModeName | None = None
        self._column, self._order = DATE, Qt.SortOrder.DescendingOrder
        self._rows: NDArray[np.intp] = np.zeros(0, np.intp)

    @property
    def total(self) -> int:
        """How many rounds there are, shown or not."""
        return len(self._records)

    @property
    def sorting(self) -> tuple[int, Qt.SortOrder]:
        """The column that the rows are sorted by, and how."""
        return self._column, self._order

    def show_reading(self, reading: Reading) -> None:
        """Take other rounds, sorted and chosen as before."""
        self.beginResetModel()
        self._records, self._ranks = reading.records, reading.ranks
        self._kinds = reading.kinds
        self._arrange()
        self.endResetModel()

    def choose(self, game: Game | None, mode: ModeName | None) -> None:
        """Show only rounds of a game and of a mode; None is any."""
        if (game, mode) == (self._game, self._mode):
            return
        self.beginResetModel()
        self._game, self._mode = game, mode
        self._arrange()
        self.endResetModel()

    def record(self, row: int) -> RoundRecord:
        """The round of a row."""
        return self._records[int(self._rows[row])]

    def text(self, row: int, column: int) -> str:
        """What a column shows of the round of a row."""
        return COLUMNS[column].text(self.record(row))

    def row_of(self, round_id: str) -> int:
        """The row of a round; -1 where it is not shown."""
        rows = enumerate(self._rows.tolist())
        return next((row for row, at in rows if self._records[at].round_id == round_id), -1)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """What the column shows of the round."""
        if not index.isValid():
            return None
        column = COLUMNS[index.column()]
        if role == Role.DisplayRole:
            return self.text(index.row(), index.column())
        if role == Role.ToolTipRole:
            return self.text(index.row(), index.column()) or None
        if role == Role.AccessibleTextRole:
            return f"{column.name}: {self.text(index.row(), index.column()) or 'nothing'}"
        if role == Role.TextAlignmentRole:
            return RIGHT if column.at_right else LEFT
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        return head_data(COLUMNS, section, orientation, role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; what is chosen or current in a view stays with its round."""
        if column < 0 or (column, order) == self.sorting:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        at = [int(self._rows[index.row()]) for index in before]
        self._column, self._order = column, order
        self._arrange()
        row_of = np.full(len(self._records), -1, np.intp)
        row_of[self._rows] = np.arange(len(self._rows))
        after = [
            self.index(int(row_of[place]), index.column())
            for place, index in zip(at, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        wanted = np.ones(len(self._records), bool)
        if self._game is not None:
            wanted &= self._kinds[0] == GAMES.index(self._game)
        if self._mode is not None:
            wanted &= self._kinds[1] == MODES.index(self._mode)
        newest_first = np.flatnonzero(wanted)[::-1]
        ranks = self._ranks[self._column][newest_first]
        if self._order is Qt.SortOrder.DescendingOrder:
            ranks = -ranks
        self._rows = newest_first[np.argsort(ranks, kind="stable")]
