"""What all tables have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QTableView

By = QAbstractItemView.SelectionBehavior
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class Head(Protocol):
    """A column: its name, and whether its text stands at the right."""

    @property
    def name(self) -> str:
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
