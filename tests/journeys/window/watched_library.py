"""Goes through a library of many songs, and prints the events that took long.

As `watched.py` does for a round. Run as a script: watched_library.py LIMIT_MS
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from watched import Watched, wait

from gui.app import make_application, make_context
from gui.library.page import LibraryPage
from gui.window import MainWindow

SETTLE_MS = 150
FIRST, LAST = 1_000, 40_000
UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
Pick = QItemSelectionModel.SelectionFlag


def look_for_songs(application: Watched, page: LibraryPage) -> None:
    """Search, sort, filter and scroll."""
    application.phase = "search"
    for letter in "song 12":
        QTest.keyClicks(page.filters.search, letter)
        QTest.qWait(SETTLE_MS)
    page.filters.search.clear()
    QTest.qWait(SETTLE_MS)
    application.phase = "sort"
    for column in range(10):
        for order in (UP, DOWN):
            page.table.sortByColumn(column, order)
            QTest.qWait(SETTLE_MS)
    application.phase = "filter"
    filters = page.filters
    for chooser in (filters.genre, filters.tempo, filters.length, filters.standing):
        for choice in (1, 0):
            chooser.setCurrentIndex(choice)
            chooser.activated.emit(choice)
            QTest.qWait(SETTLE_MS)
    application.phase = "scroll"
    bar = page.table.verticalScrollBar()
    for step in range(20):
        bar.setValue(bar.maximum() * step // 20)
        QTest.qWait(30)


def choose_songs(application: Watched, page: LibraryPage) -> None:
    """Choose very many, and change what is shown meanwhile."""
    table, model = page.table, page.model
    application.phase = "choose"
    many = QItemSelection(model.index(FIRST, 0), model.index(LAST, 0))
    table.selectionModel().select(many, Pick.ClearAndSelect | Pick.Rows)
    QTest.qWait(SETTLE_MS)
    application.phase = "sort what is chosen"
    table.sortByColumn(1, UP)
    QTest.qWait(SETTLE_MS)
    application.phase = "correct"
    page.shelf.correct([str(model.songs.contents[0])] if model.songs else [], "genre", "Other")
    wait(lambda: model.songs is not None and model.songs.genre[0] == "Other")
    QTest.qWait(SETTLE_MS)


def main() -> None:
    """Look around and report."""
    application = Watched(float(sys.argv[1]))
    make_application([])
    window = MainWindow(make_context(application))
    window.show()
    QTest.qWait(2 * SETTLE_MS)
    page = window.library
    try:
        application.phase = "open"
        window.show_page("library")
        wait(lambda: page.model.rowCount() > LAST)
        QTest.qWait(SETTLE_MS)
        look_for_songs(application, page)
        choose_songs(application, page)
    finally:
        window.close()
    sys.stdout.write(json.dumps(application.slow))


if __name__ == "__main__":
    main()
