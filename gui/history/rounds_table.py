"""The table of rounds: the widths of its columns, and keys to get around."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QTableView

from ..tables import paint_rows, set_up
from ..theme.theme import Theme
from .columns import COLUMNS, SONG
from .rounds_model import Index, RoundsModel

ROW_HEIGHT, WIDEST_SONG = 34, 420
PADDING = 12
MARK = 12
"""For the arrow beside the name of the column that the rows are sorted by."""


class RoundsTable(QTableView):
    """Rows that can be chosen one at a time; Return or a double click opens one."""

    current_changed = Signal()

    def __init__(self, theme: Theme, model: RoundsModel) -> None:
        super().__init__()
        self._theme, self._model = theme, model
        self.setModel(model)
        set_up(self, name="Rounds")
        self.setToolTip("")
        self.setWordWrap(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(*model.sorting)
        head.sortIndicatorChanged.connect(model.sort)
        model.layoutChanged.connect(self._show_sorting)
        theme.changed.connect(self._dress)
        self._dress()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell whoever shows what can be done with the round."""
        super().currentChanged(current, previous)
        self.current_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the songs room, and what is left to all, so that a row stays together."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows that are to be seen."""
        paint_rows(self, event, self._theme, COLUMNS, self._model.text)

    def _show_sorting(self) -> None:
        head = self.horizontalHeader()
        head.blockSignals(True)
        head.setSortIndicator(*self._model.sorting)
        head.blockSignals(False)
        head.viewport().update()
        self.scrollTo(self.currentIndex())

    def _dress(self) -> None:
        sizes = self._theme.sizes
        self.verticalHeader().setDefaultSectionSize(sizes.px(ROW_HEIGHT))
        self._fit()

    def _room_for(self, number: int) -> int:
        column, sizes = COLUMNS[number], self._theme.sizes
        cell = QFontMetrics(self._theme.font(sizes.body)).horizontalAdvance(column.sample)
        head = QFontMetrics(self._theme.font(sizes.note)).horizontalAdvance(column.name)
        return max(cell, head + sizes.px(MARK)) + 2 * sizes.px(PADDING)

    def _fit(self) -> None:
        widths = [self._room_for(number) for number in range(len(COLUMNS))]
        spare = max(0, self.viewport().width() - sum(widths))
        for_songs = min(spare, self._theme.sizes.px(WIDEST_SONG) - widths[SONG])
        widths[SONG] += for_songs
        each, more = divmod(spare - for_songs, len(widths))
        for number, width in enumerate(widths):
            self.setColumnWidth(number, width + each + (more if number == SONG else 0))
