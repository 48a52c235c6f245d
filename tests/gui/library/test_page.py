from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from gui.context import Context
from gui.library import songs_table
from gui.library.filters import GONE
from gui.library.none_face import NONE_FIT
from gui.library.page import LibraryPage
from gui.library.scanner import NAME
from musicpuzzle.library.folders import add_folders
from musicpuzzle.library.places import default_database, journal_of
from musicpuzzle.library.scan import scan

from .conftest import (
    NAMES,
    PATIENCE_MS,
    Show,
    bars,
    kept,
    settle,
    texts,
)


def test_an_empty_library_says_what_to_do(shown: Show, qtbot: Any) -> None:
    page = shown()
    assert page.faces.currentWidget() is page.empty
    qtbot.mouseClick(page.empty.action, Qt.MouseButton.LeftButton)
    [dialog] = page.findChildren(QFileDialog)
    assert dialog.fileMode() is QFileDialog.FileMode.Directory
    dialog.reject()


def drop(page: LibraryPage, *paths: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(page, enter)
    if enter.isAccepted():
        event = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, buttons, keys)
        QApplication.sendEvent(page, event)
    return enter.isAccepted()


def test_a_dropped_folder_is_scanned_beside_the_window(
    shown: Show, music: Path, qtbot: Any, context: Context
) -> None:
    page = shown()
    assert not drop(page, music / "Alpha.wav")
    with qtbot.waitSignal(page.scanner.finished, timeout=PATIENCE_MS) as found:
        assert drop(page, music)
        qtbot.waitUntil(lambda: page.scanner.is_running, timeout=PATIENCE_MS)
        assert page.scan_bar.isVisible()
        assert page.none.words.text().startswith("Your songs appear here")
        assert not page.none.action.isVisible()
        # Not before the page has read that there is a folder.
        qtbot.waitUntil(page.filters.search.hasFocus, timeout=PATIENCE_MS)
        assert not page.again.isEnabled()
    assert (found.args[0].found, found.args[0].indexed) == (4, 3)
    settle(context, qtbot)
    assert not page.scan_bar.isVisible()
    assert page.line.text() == "3 of 4 files are in the library; 4 new."
    assert texts(page, "Title") == ["Alpha", "Beta", "Gamma"]
    page.filters.standing.setCurrentIndex(1)
    page.filters.standing.activated.emit(1)
    assert texts(page, "Why") == ["is empty"]
    assert not page.filters.genre.isVisible()
    assert not page.table.isColumnHidden(NAMES.index("Why"))
    assert page.table.isColumnHidden(NAMES.index("Title"))


def test_a_folder_that_comes_during_a_scan_is_scanned_after_it(
    shown: Show, scanned: Path, qtbot: Any, context: Context
) -> None:
    later = scanned.with_name("later")
    later.mkdir()
    (scanned / "Alpha.wav").rename(later / "Delta.wav")
    page = shown()
    # Then the scan has read which folders there are.
    with qtbot.waitSignal(page.scanner.progressed, timeout=PATIENCE_MS):
        page.again.click()
    page.scanner.hold(True)
    with qtbot.waitSignal(page.shelf.added, timeout=PATIENCE_MS):
        assert drop(page, later)
    page.scanner.hold(False)
    qtbot.waitUntil(lambda: not page.scanner.is_running, timeout=PATIENCE_MS)
    settle(context, qtbot)
    assert texts(page, "Title") == ["Beta", "Delta", "Gamma"]


def test_a_scan_is_held_and_given_up(
    shown: Show, scanned: Path, qtbot: Any, context: Context
) -> None:
    page = shown()
    qtbot.mouseClick(page.again, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.scan_bar.hold, Qt.MouseButton.LeftButton)
    assert page.scanner.is_held
    assert (page.scan_bar.hold.text(), page.scan_bar.words.text()) == ("Go on", "Held")
    qtbot.mouseClick(page.scan_bar.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.scanner.is_running, timeout=PATIENCE_MS)
    settle(context, qtbot)
    assert bars(page) == []
    assert page.model.rowCount() == 3


def test_a_scan_is_seen_and_given_up_among_the_jobs(
    shown: Show, scanned: Path, qtbot: Any, context: Context
) -> None:
    page = shown()
    page.again.click()
    [job] = context.lanes.jobs
    assert job.name == NAME
    job.cancel()
    qtbot.waitUntil(lambda: not page.scanner.is_running, timeout=PATIENCE_MS)
    settle(context, qtbot)
    assert context.lanes.jobs == []
    assert bars(page) == []


def test_a_scan_that_was_killed_goes_on(shown: Show, scanned: Path, qtbot: Any) -> None:
    with kept() as library, library.writing() as connection:
        connection.execute("UPDATE files SET status = 'waiting' WHERE reason = ''")
    page = shown()
    assert page.scanner.is_running
    assert page.line.text() == "The last scan was not finished; it goes on from there."
    with qtbot.waitSignal(page.scanner.finished, timeout=PATIENCE_MS) as found:
        pass
    assert found.args[0].indexed == 3


def test_words_narrow_the_table_and_heads_sort_it(shown: Show, scanned: Path, qtbot: Any) -> None:
    page = shown()
    assert page.count.text() == "3 songs"
    length = NAMES.index("Length")
    page.table.horizontalHeader().setSortIndicator(length, Qt.SortOrder.DescendingOrder)
    assert texts(page, "Length") == ["0:03", "0:02", "0:01"]
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.filters.search.hasFocus()
    qtbot.keyClicks(page.filters.search, "ÀLPHA")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=PATIENCE_MS)
    assert texts(page, "Title") == ["Alpha"]
    qtbot.keyClicks(page.filters.search, "x")
    qtbot.waitUntil(page.none.isVisible, timeout=PATIENCE_MS)
    assert page.none.words.text() == NONE_FIT
    qtbot.keyClick(page.filters.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3, timeout=PATIENCE_MS)


def test_a_song_is_removed_and_put_back(
    shown: Show, scanned: Path, qtbot: Any, context: Context
) -> None:
    page = shown()
    page.table.setFocus()
    page.table.selectRow(2)
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    settle(context, qtbot)
    assert texts(page, "Title") == ["Alpha", "Beta"]
    assert (scanned / "Gamma.wav").exists()
    page.filters.standing.setCurrentIndex(1)
    page.filters.standing.activated.emit(1)
    assert page.remove.text() == "Put back"
    [row] = [r for r, words in enumerate(texts(page, "Why")) if words.startswith("was removed")]
    page.table.selectRow(row)
    qtbot.mouseClick(page.remove, Qt.MouseButton.LeftButton)
    settle(context, qtbot)
    assert texts(page, "Why") == ["is empty"]


def test_a_song_that_is_gone_cannot_be_removed(
    shown: Show, scanned: Path, qtbot: Any, context: Context
) -> None:
    (scanned / "Beta.wav").unlink()
    with kept() as library:
        scan(library)
    page = shown()
    page.table.selectRow(0)
    assert page.remove.isEnabled()
    page.filters.show_all_of(GONE)
    qtbot.waitUntil(lambda: texts(page, "Title") == ["Beta"], timeout=PATIENCE_MS)
    page.table.selectRow(0)
    assert not page.remove.isEnabled()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    settle(context, qtbot)
    assert "remove song" not in journal_of(default_database()).read_text(encoding="utf-8")


def test_return_plays_the_song(shown: Show, scanned: Path, qtbot: Any, context: Context) -> None:
    page = shown()
    page.table.setFocus()
    page.table.selectRow(1)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: context.player.state().kind == "song", timeout=PATIENCE_MS)
    state = context.player.state()
    assert state.label == "Beta"
    assert state.duration_s == pytest.approx(2.0, abs=0.01)
    (scanned / "Alpha.wav").unlink()
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    settle(context, qtbot)
    qtbot.waitUntil(lambda: bool(bars(page)), timeout=PATIENCE_MS)
    assert bars(page) == [f"{scanned / 'Alpha.wav'}: there is no such file"]


def chosen(page: LibraryPage) -> list[str]:
    return [texts(page, "Title")[row] for row in page.table.chosen()]


def test_what_is_chosen_stays_chosen_however_it_is_sorted(
    shown: Show, scanned: Path, qtbot: Any, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown()
    page.table.setFocus()
    page.table.selectRow(1)
    # A key with Shift would be held down for Qt in all tests that follow.
    pick = QItemSelectionModel.SelectionFlag
    page.table.selectionModel().select(page.model.index(2, 0), pick.Select | pick.Rows)
    assert chosen(page) == ["Beta", "Gamma"]
    page.table.sortByColumn(NAMES.index("Length"), Qt.SortOrder.DescendingOrder)
    assert chosen(page) == ["Gamma", "Beta"]
    assert page.table.currentIndex().row() == 1
    page.shelf.read_again()
    settle(context, qtbot)
    assert chosen(page) == ["Gamma", "Beta"]
    page.filters.search.setText("Beta")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1, timeout=PATIENCE_MS)
    assert chosen(page) == ["Beta"]
    assert page.play.isEnabled()
    monkeypatch.setattr(songs_table, "MOST_STRETCHES", 0)
    page.filters.search.clear()
    qtbot.waitUntil(lambda: page.model.rowCount() == 3, timeout=PATIENCE_MS)
    assert chosen(page) == []
    assert not page.play.isEnabled()


def test_chosen_rows_and_the_cell_of_the_keys_can_be_seen(
    shown: Show, scanned: Path, context: Context
) -> None:
    page = shown()
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(1, 1))
    tokens = context.theme.tokens
    picture = page.table.viewport().grab().toImage()

    def colour(row: int, column: int) -> str:
        cell = page.table.visualRect(page.model.index(row, column))
        return picture.pixelColor(cell.left() + 3, cell.top() + 3).name()

    def edge(row: int, column: int) -> str:
        cell = page.table.visualRect(page.model.index(row, column))
        return picture.pixelColor(cell.left(), cell.center().y()).name()

    assert [colour(row, 0) for row in (0, 1)] == [
        each.lower() for each in (tokens.surface, tokens.accent_soft)
    ]
    assert (edge(1, 1), edge(1, 2)) == (tokens.accent.lower(), tokens.accent_soft.lower())


def test_the_folder_of_a_song_is_shown(
    shown: Show, scanned: Path, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    class Desktop:
        """Opens the first folder, and no other."""

        @staticmethod
        def openUrl(url: QUrl) -> bool:
            asked.append(url.toLocalFile())
            return len(asked) == 1

    monkeypatch.setattr("gui.library.page.QDesktopServices", Desktop)
    page = shown()
    page.table.selectRow(0)
    page.show_file.click()
    assert (asked, bars(page)) == ([str(scanned)], [])
    page.show_file.click()
    qtbot.waitUntil(lambda: len(bars(page)) == 1, timeout=PATIENCE_MS)
    assert bars(page) == [f"{scanned}: no program of this computer opens folders."]
    scanned.rename(scanned.with_name("away"))
    page.show_file.click()
    qtbot.waitUntil(lambda: len(bars(page)) == 2, timeout=PATIENCE_MS)
    assert f"{scanned}: there is no such folder any more." in bars(page)
    assert len(asked) == 2


def test_a_folder_is_taken_out(
    shown: Show, scanned: Path, tmp_path: Path, qtbot: Any, context: Context
) -> None:
    other = tmp_path / "R&B"
    other.mkdir()
    with kept() as library:
        add_folders(library, [other])
    page = shown()
    page.folders.click()
    [menu] = page.folders.findChildren(QMenu)
    words = [action.text() for action in menu.actions()]
    assert [each.removeprefix("Take out of the library: ") for each in words] == [
        str(other).replace("&", "&&"),
        str(scanned),
    ]
    menu.actions()[1].trigger()
    menu.actions()[0].trigger()
    menu.close()
    settle(context, qtbot)
    assert page.faces.currentWidget() is page.empty


def test_a_library_that_cannot_be_read_says_so(shown: Show, qtbot: Any, context: Context) -> None:
    default_database().parent.mkdir(parents=True)
    default_database().write_bytes(b"something else")
    page = shown()
    assert page.faces.currentWidget() is page.failed
    qtbot.waitUntil(lambda: bool(bars(page)), timeout=PATIENCE_MS)
    assert bars(page) == [f"{default_database()}: is not a library of Music Puzzle."]
    default_database().unlink()
    qtbot.mouseClick(page.failed.action, Qt.MouseButton.LeftButton)
    settle(context, qtbot)
    assert page.faces.currentWidget() is page.empty


def test_loudness_has_a_minus_sign(shown: Show, scanned: Path) -> None:
    assert all(each[0] == "\N{MINUS SIGN}" for each in texts(shown(), "Loudness"))


def test_the_sections_of_the_chosen_song_are_told(
    shown: Show, scanned: Path, qtbot: Any, context: Context
) -> None:
    with kept() as library, library.writing() as connection:
        connection.execute("UPDATE songs SET sections = '[[0, 17.5, 0], [17.5, 61, 1]]'")
    page = shown()
    page.table.selectRow(1)
    qtbot.waitUntil(lambda: bool(page.details.text()), timeout=PATIENCE_MS)
    assert page.details.text() == "Sections: A 0:00, B 0:17"
    page.table.selectAll()
    settle(context, qtbot)
    assert page.details.text() == "3 chosen"
    assert page.table.chosen() == [0, 1, 2]
