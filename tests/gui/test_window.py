from __future__ import annotations

import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLabel,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from gui.context import Context
from gui.lanes import Job
from gui.play import deal, turns
from gui.play.session import Phase
from gui.play.songs import Song, Source
from gui.shortcuts import ALL, BY_NAME, ShortcutSheet
from gui.widgets import Bar
from gui.window import ENTRIES, MainWindow
from musicpuzzle.settings import WINDOW_HEIGHT, WINDOW_WIDTH, Settings

PATIENCE_MS = 30_000


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPoint(400, 300), copy, data, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    event = QDropEvent(QPointF(400, 300), copy, data, left, none)
    QApplication.sendEvent(window, event)


def bars(window: MainWindow) -> list[str]:
    return [bar.text.text() for bar in window.play.findChildren(Bar) if bar.isVisible()]


def controls(widget: QWidget) -> list[QWidget]:
    kinds = (QAbstractButton, QAbstractSlider, QComboBox)
    return [
        child
        for kind in kinds
        for child in widget.findChildren(kind)
        if not isinstance(child, QScrollBar) and not child.objectName().startswith("qt_")
    ]


def test_every_control_has_a_name_and_a_tooltip(playing: MainWindow) -> None:
    for page in playing.pages:
        playing.show_page(page)
    found = controls(playing)
    assert len(found) > 30
    assert not [control for control in found if not control.accessibleName()]
    assert not [control.accessibleName() for control in found if not control.toolTip()]


def least_and_most(window: MainWindow) -> list[tuple[str, int, int, int, int]]:
    """What every widget of ours, and every area that scrolls, is bound to."""
    return [
        (
            type(each).__name__, each.minimumWidth(), each.minimumHeight(),
            each.maximumWidth(), each.maximumHeight(),
        )
        for each in window.findChildren(QWidget)
        if type(each).__module__.startswith("gui.") or type(each) is QScrollArea
    ]  # fmt: skip


def test_a_window_that_is_dressed_at_its_end_has_the_sizes_of_one_built_dressed(
    context: Context, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    late = MainWindow(context)
    qtbot.addWidget(late)
    monkeypatch.setattr(context.theme, "undressed", nullcontext)
    early = MainWindow(context)
    qtbot.addWidget(early)
    assert least_and_most(late) == least_and_most(early)


def test_every_action_has_a_key_and_no_key_means_two_things(playing: MainWindow) -> None:
    sequences = [
        shortcut.toString()
        for owner in (playing, playing.play)
        for action in owner.actions()
        for shortcut in action.shortcuts()
    ]
    assert len(sequences) > 12
    assert len(set(sequences)) == len(sequences)


def test_the_rail_turns_the_pages(window: MainWindow, qtbot: Any) -> None:
    for name, title in (("settings", "Settings"), ("about", "About"), ("play", "Jigsaw")):
        button = window.rail.findChild(QAbstractButton, name)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert window.stack.currentWidget() is window.pages[name]
        assert window.pages[name].title.text() == title
        assert button.isChecked()


def test_keys_turn_the_pages(window: MainWindow, qtbot: Any) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert window.stack.currentWidget() is window.pages["settings"]
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.stack.currentWidget() is window.pages["play"]


def test_the_keys_of_the_pages_go_down_the_rail() -> None:
    numbered = [BY_NAME[f"page_{entry.name}"].sequences[0] for entry in ENTRIES[:-1]]
    assert numbered == [f"Ctrl+{number}" for number in range(1, len(ENTRIES))]


def test_f1_opens_a_sheet_with_every_key(window: MainWindow, qtbot: Any) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    sheet = window.findChild(ShortcutSheet)
    assert sheet is not None
    words = {label.text() for label in sheet.findChildren(QLabel)}
    assert {keys.words for keys in ALL} <= words
    assert {keys.text for keys in ALL} <= words
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.findChildren(ShortcutSheet))


def test_a_dropped_song_becomes_a_puzzle(window: MainWindow, song: Path, qtbot: Any) -> None:
    window.show_page("settings")
    drop(window, song)
    assert window.stack.currentWidget() is window.play
    qtbot.waitUntil(lambda: window.play.session.phase is Phase.PLAYING, timeout=PATIENCE_MS)
    assert window.play.difficulty.source.text() == " Tune of Tests.wav"
    assert window.windowTitle() == "Jigsaw – Music Puzzle"


def test_broken_files_get_one_sentence_each_and_the_good_one_is_played(
    window: MainWindow, song: Path, tmp_path: Path, qtbot: Any
) -> None:
    empty, text = tmp_path / "empty.mp3", tmp_path / "notes.wav"
    empty.write_bytes(b"")
    text.write_text("no music here")
    drop(window, empty, text, song)
    session = window.play.session
    qtbot.waitUntil(lambda: session.phase is Phase.PLAYING, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: bool(bars(window)))
    told = bars(window)[0].splitlines()
    assert "empty.mp3" in told[0]
    assert "notes.wav" in told[1]
    assert told[2:] == ["The puzzle is made of another song."]
    assert session.deal is not None
    assert session.deal.song.path == song


def test_only_broken_files_leave_the_program_as_it_was(
    playing: MainWindow, tmp_path: Path, qtbot: Any
) -> None:
    before = playing.play.session.deal
    gone = tmp_path / "gone.flac"
    drop(playing, gone)
    qtbot.waitUntil(lambda: bool(bars(playing)), timeout=PATIENCE_MS)
    assert "gone.flac" in bars(playing)[0]
    assert playing.play.session.deal is before
    assert playing.play.session.phase is Phase.PLAYING
    playing.play.board.pick(0)
    qtbot.keyClick(playing.play.board.tiles[0], Qt.Key.Key_1)
    assert playing.play.session.round is not None
    assert playing.play.session.round.row[0] == 0


def test_a_folder_without_songs_says_so(window: MainWindow, tmp_path: Path, qtbot: Any) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    drop(window, folder)
    qtbot.waitUntil(lambda: bool(bars(window)), timeout=PATIENCE_MS)
    assert "pictures" in bars(window)[0]
    assert window.play.session.phase is Phase.EMPTY
    assert window.play.empty.open.isVisible()


def test_escape_gives_up_a_puzzle_that_is_made(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    def wait(request: object, job: Job) -> None:
        while not job.cancelled():
            time.sleep(0.001)

    monkeypatch.setattr(turns, "make_deal", wait)
    window.play.session.new_puzzle()
    assert window.play.busy.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.play.empty.isVisible()
    assert QApplication.focusWidget() is window.play.empty.open


def test_where_nothing_else_works_there_are_the_starter_songs(
    window: MainWindow, tmp_path: Path, song: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    bundled = Source("Starter songs", (Song(song, "Bundled"),))
    monkeypatch.setattr(deal, "starter_songs", lambda: bundled)
    drop(window, tmp_path / "gone.flac")
    qtbot.waitUntil(lambda: bool(bars(window)), timeout=PATIENCE_MS)
    qtbot.mouseClick(window.play.empty.starters, Qt.MouseButton.LeftButton)
    assert bars(window) == []
    qtbot.waitUntil(lambda: window.play.session.phase is Phase.PLAYING, timeout=PATIENCE_MS)
    assert window.play.session.deal is not None
    assert window.play.session.deal.song.title == "Bundled"


def test_a_folder_names_how_many_songs_it_has(window: MainWindow, song: Path, qtbot: Any) -> None:
    drop(window, song.parent)
    qtbot.waitUntil(lambda: window.play.session.phase is Phase.PLAYING, timeout=PATIENCE_MS)
    assert window.play.session.source is not None
    assert len(window.play.session.source.songs) == 1


def test_a_bar_can_be_closed(window: MainWindow, qtbot: Any) -> None:
    bar = window.play.show_bar("a.mp3: is empty", window.windowIcon())
    close = bar.findChild(QAbstractButton)
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert bars(window) == []


def test_the_size_is_kept(window: MainWindow, context: Context) -> None:
    window.resize(1111, 777)
    window.close()
    settings = Settings()
    assert (settings.get(WINDOW_WIDTH), settings.get(WINDOW_HEIGHT)) == (1111, 777)
    assert settings.get(WINDOW_WIDTH) == context.settings.get(WINDOW_WIDTH)


def test_damaged_settings_are_told_in_a_bar(
    context: Context, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(context.settings, "problems", ["settings.json: cannot be read."])
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.show()
    assert bars(window) == ["settings.json: cannot be read."]
    window.close()


@pytest.mark.parametrize("size", [(860, 560), (1280, 800), (2560, 1440)])
def test_nothing_is_cut_off(playing: MainWindow, size: tuple[int, int], qtbot: Any) -> None:
    playing.resize(*size)
    qtbot.wait(20)
    assert (playing.width(), playing.height()) == size
    for control in controls(playing.play):
        if not control.isVisible():
            continue
        corner = control.mapTo(playing, QPoint(control.width() - 1, 0))
        assert corner.x() < playing.width(), control.accessibleName()
        assert control.width() >= min(control.minimumSizeHint().width(), 60)


def test_closing_while_a_puzzle_is_made_ends_quietly(
    window: MainWindow, song: Path, context: Context
) -> None:
    window.play.session.open((song,))
    window.close()
    assert not window.isVisible()
    assert all(job.cancelled() or job.must_end for job in context.lanes.jobs)
