"""What all tables have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QTableView

from .theme.theme import Theme

By = QAbstractItemView.SelectionBehavior
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
CELL_PADDING, COLUMN_PADDING = 11, 12
MARK = 12
"""For the arrow beside the name of the column that the rows are sorted by."""


class Head(Protocol):
    """A column: its name, a long text for which there is room, and whether text is at the right."""

    @property
    def name(self) -> str:
        """See above."""

    @property
    def sample(self) -> str:
        """See above."""

    @property
    def at_right(self) -> bool:
        """See above."""


def set_up(table: QTableView, *, name: str, select: By = By.SelectRows) -> None:
    """Let a table be calm to look at, and one stop of the Tab key.

    Args:
        table: with its headers.
        name: what a screen reader says.
        select: what is chosen at a time.
    """
    table.setAccessibleName(name)
    table.setSelectionBehavior(select)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setCornerButtonEnabled(False)
    # Also the button that Qt puts into a table's corner needs a name.
    for found in table.findChildren(QAbstractButton):
        found.setAccessibleName("Choose all")
        found.setToolTip("Choose all")
    # All rows are of one height, so that none has to be measured.
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    for head in (table.horizontalHeader(), table.verticalHeader()):
        head.setHighlightSections(False)
        head.setSectionsClickable(False)


class Sorted(Protocol):
    """A model whose rows can be sorted."""

    @property
    def sorting(self) -> tuple[int, Qt.SortOrder]:
        """The column that they are sorted by, and which way."""

    def sort(self, column: int, order: Qt.SortOrder = ...) -> None:
        """Sort them otherwise."""


def let_sort(table: QTableView, model: Sorted) -> None:
    """Show by which column the rows are sorted; a click on a head sorts them by another."""
    head = table.horizontalHeader()
    head.setSectionsClickable(True)
    head.setSortIndicatorShown(True)
    head.setSortIndicator(*model.sorting)
    head.sortIndicatorChanged.connect(model.sort)


def room_for(column: Head, theme: Theme) -> int:
    """The width of a column that holds its sample, or its name and the arrow, in pixels."""
    sizes = theme.sizes
    cell = QFontMetrics(theme.font(sizes.body)).horizontalAdvance(column.sample)
    head = QFontMetrics(theme.font(sizes.note)).horizontalAdvance(column.name)
    return max(cell, head + sizes.px(MARK)) + 2 * sizes.px(COLUMN_PADDING)


def head_data(columns: Sequence[Head], section: int, orientation: Qt.Orientation, role: int) -> Any:
    """What a model of these columns, by each of which it can be sorted, says of their heads."""
    if orientation is not Qt.Orientation.Horizontal:
        return None
    if role == Qt.ItemDataRole.DisplayRole:
        return columns[section].name
    if role == Qt.ItemDataRole.ToolTipRole:
        return f"Sort by: {columns[section].name}"
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return RIGHT if columns[section].at_right else LEFT
    return None


def paint_rows(
    table: QTableView,
    event: QPaintEvent,
    theme: Theme,
    columns: Sequence[Head],
    text: Callable[[int, int], str],
) -> None:
    """Paint the rows that are to be seen, all of one height.

    Qt would ask the style sheet about each cell, for a frame's time and more in all, as a large
    window shows hundreds.

    Args:
        event: of the table's viewport.
        columns: of the model, hidden ones too.
        text: what stands in a row and column.
    """
    first, last = (table.rowAt(y) for y in (event.rect().top(), event.rect().bottom()))
    if first < 0:
        return
    rows = range(first, (last if last >= 0 else table.model().rowCount() - 1) + 1)
    width, height = table.viewport().width(), table.rowHeight(first)
    tops = [table.rowViewportPosition(first) + height * number for number in range(len(rows))]
    tokens, padding = theme.tokens, theme.sizes.px(CELL_PADDING)
    painter = QPainter(table.viewport())
    for row in _chosen(table, rows):
        painter.fillRect(0, tops[row - first], width, height, QColor(tokens.accent_soft))
    for top in tops:
        painter.fillRect(0, top + height - 1, width, 1, QColor(tokens.line))
    painter.setPen(QColor(tokens.text))
    metrics = painter.fontMetrics()
    for number, column in enumerate(columns):
        left, room = table.columnViewportPosition(number), table.columnWidth(number)
        if table.isColumnHidden(number) or left > width or left + room < 0:
            continue
        align = RIGHT if column.at_right else LEFT
        left, room = left + padding, room - 2 * padding
        for row, top in zip(rows, tops, strict=True):
            words = text(row, number)
            if len(words) > len(column.sample):
                words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            if words:
                painter.drawText(left, top, room, height, align, words)
    painter.end()


def _chosen(table: QTableView, rows: range) -> set[int]:
    """Those of the rows that are chosen."""
    # By ranges: to ask for each row takes a call of the model for each of its columns.
    chosen = table.selectionModel().selection()
    ranges = (chosen.at(number) for number in range(chosen.count()))
    return {
        row
        for each in ranges
        for row in range(max(each.top(), rows.start), min(each.bottom() + 1, rows.stop))
    }
