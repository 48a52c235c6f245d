"""What the page shows where there are no rows, and where its keys begin."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from gui import faces
from gui.context import Context
from gui.library.faces import GIVEN_UP, READING
from gui.library.filters import GONE, IN_LIBRARY
from gui.library.none_face import NONE, NONE_FIT, WHY_NOT
from gui.library.page import LibraryPage

from .conftest import NAMES, PATIENCE_MS, Show, settle, texts


def test_where_there_is_nothing_it_says_why_and_leads_on(
    shown: Show, scanned: Path, qtbot: Any, context: Context
) -> None:
    page = shown()
    page.filters.standing.setCurrentIndex(GONE)
    page.filters.standing.activated.emit(GONE)
    assert page.none.words.text() == NONE[GONE]
    page.filters.search.setText("Alpha")
    qtbot.waitUntil(lambda: page.none.words.text() == NONE_FIT, timeout=PATIENCE_MS)
    page.none.action.click()
    assert page.table.isVisible()
    assert (page.model.rowCount(), page.filters.search.text()) == (3, "")
    page.table.selectAll()
    page.remove.click()
    settle(context, qtbot)
    assert page.none.words.text() == NONE[IN_LIBRARY]
    assert page.none.action.text() == WHY_NOT
    page.none.action.click()
    assert page.filters.of_listed
    assert page.table.isVisible()


def test_the_keys_begin_in_the_songs_and_sort_them(shown: Show, scanned: Path, qtbot: Any) -> None:
    page = shown()
    assert page.table.hasFocus()
    page.table.setCurrentIndex(page.model.index(0, NAMES.index("Length")))
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert texts(page, "Length") == ["0:03", "0:02", "0:01"]
    qtbot.keyClick(page.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert texts(page, "Length") == ["0:01", "0:02", "0:03"]


def test_a_column_without_a_word_leaves_its_room_to_others(
    shown: Show, scanned: Path, qtbot: Any, context: Context
) -> None:
    page = shown()
    album, title = NAMES.index("Album"), NAMES.index("Title")
    bare, before = page.table.columnWidth(album), page.table.columnWidth(title)
    page.shelf.correct(page.model.contents([0]), "album", "Hits")
    settle(context, qtbot)
    assert page.table.columnWidth(album) > bare
    assert page.table.columnWidth(title) < before
    # A width that a person has drawn stays, as long as no column gets its first word.
    drawn = page.table.columnWidth(title) - 20
    page.table.setColumnWidth(title, drawn)
    page.shelf.correct(page.model.contents([0]), "album", "More hits")
    settle(context, qtbot)
    assert page.model.data(page.model.index(0, album)) == "More hits"
    assert page.table.columnWidth(title) == drawn


def test_reading_that_takes_long_can_be_given_up(
    context: Context, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faces, "SHOWN_AFTER_S", 0.0)
    go_on = threading.Event()
    context.lanes.io(lambda _: go_on.wait(20))
    page = LibraryPage(context)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.busy.cancel.isVisible, timeout=PATIENCE_MS)
    assert page.busy.words.text().startswith(READING)
    page.busy.cancel.click()
    assert page.faces.currentWidget() is page.failed
    assert page.failed.words.text() == GIVEN_UP
    assert page.failed.action.hasFocus()
    go_on.set()
    page.failed.action.click()
    settle(context, qtbot)
    assert page.faces.currentWidget() is page.empty
    assert page.empty.action.hasFocus()
    assert not page.folders.isVisible()
    page.close_page()
    page.close()


def test_reading_given_up_in_the_list_of_jobs_is_told_as_such(context: Context, qtbot: Any) -> None:
    go_on = threading.Event()
    context.lanes.io(lambda _: go_on.wait(20))
    page = LibraryPage(context)
    qtbot.addWidget(page)
    page.show()
    [job] = [job for job in context.lanes.jobs if job.name == READING]
    job.cancel()
    assert page.faces.currentWidget() is page.failed
    assert page.failed.words.text() == GIVEN_UP
    go_on.set()
    page.failed.action.click()
    settle(context, qtbot)
    assert page.faces.currentWidget() is page.empty
    page.close_page()
    page.close()
