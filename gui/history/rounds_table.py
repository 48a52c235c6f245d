"""The table of rounds: the widths of its columns, and keys to get around."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QTableView

from ..tables import let_sort, paint_rows, room_for, set_up
from ..theme.theme import Theme
from .columns import COLUMNS, SONG
from .rounds_model import Index, RoundsModel

ROW_HEIGHT, WIDEST_SONG = 34, 420


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
        let_sort(self, model)
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

    def _fit(self) -> None:
        widths = [room_for(column, self._theme) for column in COLUMNS]
        spare = max(0, self.viewport().width() - sum(widths))
        for_songs = min(spare, self._theme.sizes.px(WIDEST_SONG) - widths[SONG])
        widths[SONG] += for_songs
        each, more = divmod(spare - for_songs, len(widths))
        for number, width in enumerate(widths):
            self.setColumnWidth(number, width + each + (more if number == SONG else 0))
