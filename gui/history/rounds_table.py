"""The table of rounds: the widths of its columns, and keys to get around."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QTableView

from ..tables import LEFT, RIGHT, set_up
from ..theme.theme import Theme
from .columns import COLUMNS, SONG
from .rounds_model import Index, RoundsModel

ROW_HEIGHT, WIDEST_SONG = 34, 420
PADDING, CELL_PADDING = 12, 11
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
        """The rows that are to be seen.

        Qt would ask the style sheet about each cell, for a frame's time and more in all, as a large
        window shows hundreds.
        """
        first, last = (self.rowAt(y) for y in (event.rect().top(), event.rect().bottom()))
        if first < 0:
            return
        tokens, sizes = self._theme.tokens, self._theme.sizes
        chosen, line, text = (QColor(c) for c in (tokens.accent_soft, tokens.line, tokens.text))
        rows = range(first, (last if last >= 0 else self.model().rowCount() - 1) + 1)
        current, width = self.currentIndex().row(), self.viewport().width()
        painter = QPainter(self.viewport())
        metrics, padding = painter.fontMetrics(), sizes.px(CELL_PADDING)
        for row in rows:
            top, height = self.rowViewportPosition(row), self.rowHeight(row)
            if row == current:
                painter.fillRect(0, top, width, height, chosen)
            painter.fillRect(0, top + height - 1, width, 1, line)
        painter.setPen(text)
        for number, column in enumerate(COLUMNS):
            left, room = self.columnViewportPosition(number), self.columnWidth(number)
            align = RIGHT if column.at_right else LEFT
            for row in rows:
                box = QRect(left, self.rowViewportPosition(row), room, self.rowHeight(row))
                inner = box.adjusted(padding, 0, -padding, 0)
                words = self._model.text(row, number)
                if len(words) > len(column.sample) or number == SONG:
                    words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
                painter.drawText(inner, align, words)
        painter.end()

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
