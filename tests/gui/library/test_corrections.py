"""What a person corrects holds, for all songs that are meant, until it is taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QMenu

from gui.context import Context
from gui.library.page import LibraryPage
from musicpuzzle.library.songs import read_songs

from .conftest import NAMES, PATIENCE_MS, Show, bars, kept, settle, texts


def correct(page: LibraryPage, row: int, column: str, words: str, qtbot: Any) -> None:
    """As a person does it by keys."""
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(row, NAMES.index(column)))
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    [editor] = page.table.findChildren(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, words)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_what_is_corrected_is_kept(
    shown: Show, scanned: Path, qtbot: Any, context: Context
) -> None:
    page = shown()
    correct(page, 1, "Genre", "Polka", qtbot)
    qtbot.waitUntil(lambda: texts(page, "Genre") == ["", "Polka", ""], timeout=PATIENCE_MS)
    assert page.filters.genre.findData("Polka") > 0
    assert page.table.currentIndex().row() == 1
    with kept() as library:
        assert read_songs(library).genre[1] == "Polka"
    correct(page, 0, "Tempo", "fast", qtbot)
    qtbot.waitUntil(lambda: bool(bars(page)), timeout=PATIENCE_MS)
    assert bars(page) == ["A tempo is 20 to 400 beats a minute, not 'fast'."]


def test_a_correction_holds_for_all_chosen_songs_but_their_titles(
    shown: Show, scanned: Path, qtbot: Any, context: Context
) -> None:
    page = shown()
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(0, NAMES.index("Genre")))
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.table.chosen() == [0, 1]
    assert page.details.text() == "2 chosen"
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    [editor] = page.table.findChildren(QLineEdit)
    assert editor.accessibleName() == "Genre of 2 songs"
    qtbot.keyClicks(editor, "Polka")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    settle(context, qtbot)
    qtbot.waitUntil(lambda: texts(page, "Genre") == ["Polka", "Polka", ""], timeout=PATIENCE_MS)
    assert page.table.chosen() == [0, 1]
    # What is typed counts, also where the row of the keys has it already.
    correct(page, 2, "Genre", "Ska", qtbot)
    qtbot.waitUntil(lambda: texts(page, "Genre")[2] == "Ska", timeout=PATIENCE_MS)
    qtbot.keyClick(page.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.table.edit(page.table.currentIndex())
    [editor] = page.table.findChildren(QLineEdit)
    assert editor.text() == "Ska"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.table.findChildren(QLineEdit), timeout=PATIENCE_MS)
    settle(context, qtbot)
    assert texts(page, "Genre") == ["Polka", "Polka", "Ska"]
    page.table.edit(page.table.currentIndex())
    [editor] = page.table.findChildren(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "Ska")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: texts(page, "Genre") == ["Ska"] * 3, timeout=PATIENCE_MS)
    page.table.selectAll()
    index = page.model.index(1, NAMES.index("Title"))
    assert page.table.corrected_with(index) == [1]


def choose_in_menu(page: LibraryPage, words: str) -> None:
    page.table.customContextMenuRequested.emit(QPoint())
    [menu] = page.table.findChildren(QMenu)
    [action] = [action for action in menu.actions() if action.text() == words]
    action.trigger()
    menu.close()


def test_songs_say_again_what_their_files_say_as_they_would_be_corrected(
    shown: Show, scanned: Path, qtbot: Any, context: Context
) -> None:
    page = shown()
    genre, title = NAMES.index("Genre"), NAMES.index("Title")
    files_say = texts(page, "Title")
    page.shelf.correct(page.model.contents([0, 1, 2]), "genre", "Ska")
    for row in (0, 1):
        page.shelf.correct(page.model.contents([row]), "title", f"{row}")
    settle(context, qtbot)
    qtbot.waitUntil(lambda: texts(page, "Genre") == ["Ska"] * 3, timeout=PATIENCE_MS)
    assert texts(page, "Title") == ["0", "1", files_say[2]]
    page.table.selectAll()
    page.table.selectionModel().setCurrentIndex(
        page.model.index(1, title), QItemSelectionModel.SelectionFlag.NoUpdate
    )
    choose_in_menu(page, "As the file says")
    settle(context, qtbot)
    assert texts(page, "Title") == ["0", files_say[1], files_say[2]]
    # The keys are in a song that is not chosen.
    page.table.selectRow(0)
    page.table.selectionModel().setCurrentIndex(
        page.model.index(2, genre), QItemSelectionModel.SelectionFlag.NoUpdate
    )
    choose_in_menu(page, "As the file says")
    settle(context, qtbot)
    assert texts(page, "Genre") == ["Ska", "Ska", ""]
    page.table.selectAll()
    page.table.selectionModel().setCurrentIndex(
        page.model.index(0, genre), QItemSelectionModel.SelectionFlag.NoUpdate
    )
    choose_in_menu(page, "As the files say, in 3 songs")
    settle(context, qtbot)
    assert texts(page, "Genre") == ["", "", ""]
