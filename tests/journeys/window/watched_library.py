"""Goes through a library of many songs, and prints the events that took long.

Run as a script: watched_library.py FRAMES
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from watching import Watched, watch

from gui.library.page import LibraryPage
from gui.window import MainWindow
from tests.journeys.waiting import pause, wait

SETTLE_MS = 150
FIRST, LAST = 1_000, 40_000
UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
Pick = QItemSelectionModel.SelectionFlag


def look_for_songs(application: Watched, page: LibraryPage) -> None:
    """Search, sort, filter and scroll."""
    application.phase = "search"
    for letter in "song 12":
        QTest.keyClicks(page.filters.search, letter)
        pause(SETTLE_MS)
    page.filters.search.clear()
    pause(SETTLE_MS)
    application.phase = "sort"
    for column in range(10):
        for order in (UP, DOWN):
            page.table.sortByColumn(column, order)
            pause(SETTLE_MS)
    application.phase = "filter"
    filters = page.filters
    for chooser in (filters.genre, filters.tempo, filters.length, filters.standing):
        for choice in (1, 0):
            chooser.setCurrentIndex(choice)
            chooser.activated.emit(choice)
            pause(SETTLE_MS)
    application.phase = "scroll"
    bar = page.table.verticalScrollBar()
    for step in range(20):
        bar.setValue(bar.maximum() * step // 20)
        pause(30)


def choose_songs(application: Watched, page: LibraryPage) -> None:
    """Choose very many, and change what is shown meanwhile."""
    table, model = page.table, page.model
    application.phase = "choose"
    many = QItemSelection(model.index(FIRST, 0), model.index(LAST, 0))
    table.selectionModel().select(many, Pick.ClearAndSelect | Pick.Rows)
    pause(SETTLE_MS)
    application.phase = "sort what is chosen"
    table.sortByColumn(1, UP)
    pause(SETTLE_MS)
    application.phase = "correct"
    page.shelf.correct([str(model.songs.contents[0])] if model.songs else [], "genre", "Other")
    wait(lambda: model.songs is not None and model.songs.genre[0] == "Other")
    pause(SETTLE_MS)


def remove_songs(application: Watched, page: LibraryPage) -> None:
    """Take all songs out and in again."""
    standing = page.filters.standing
    for listed in (0, 1):
        standing.setCurrentIndex(listed)
        standing.activated.emit(listed)
        wait(lambda: page.model.rowCount() > LAST)
        application.phase = f"choose all to be {('removed', 'put back')[listed]}"
        QTest.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        pause(SETTLE_MS)
        application.phase = ("remove", "put back")[listed]
        QTest.mouseClick(page.remove, Qt.MouseButton.LeftButton)
        wait(lambda: not page.model.rowCount())
        pause(SETTLE_MS)


def look_around(application: Watched, window: MainWindow) -> None:
    """Everything that a person does with a library."""
    page = window.library
    application.phase = "open"
    window.show_page("library")
    wait(lambda: page.model.rowCount() > LAST)
    pause(SETTLE_MS)
    look_for_songs(application, page)
    choose_songs(application, page)
    remove_songs(application, page)


if __name__ == "__main__":
    watch(float(sys.argv[1]), look_around)
