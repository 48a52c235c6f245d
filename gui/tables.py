"""What all tables have in common."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QTableView

By = QAbstractItemView.SelectionBehavior


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
