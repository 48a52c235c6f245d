"""The map in the window: offered where the library has songs for it, and leading to puzzles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gui.play.session import Session
from gui.window import MainWindow
from musicpuzzle.explore.gather import is_explorable
from musicpuzzle.library.opening import open_library
from musicpuzzle.library.places import default_database
from musicpuzzle.settings import GAME, PIECES

PATIENCE_MS = 30_000


def button(window: MainWindow) -> Any:
    return next(b for b in window.rail.findChildren(object) if b.objectName() == "explore")


def keep_embedding(database: Path) -> None:
    with open_library(database) as library, library.writing() as connection:
        connection.execute("INSERT INTO embeddings VALUES (0, 'a song', 0)")


def test_it_is_offered_once_songs_were_listened_to(window: MainWindow, qtbot: Any) -> None:
    database = default_database()
    window._look_for_songs()
    qtbot.waitUntil(lambda: not window._context.lanes.jobs, timeout=PATIENCE_MS)
    assert not button(window).isVisible()
    window._show_explore()
    assert window.stack.currentWidget() is window.play
    keep_embedding(database)
    window._look_for_songs()
    qtbot.waitUntil(lambda: button(window).isVisible(), timeout=PATIENCE_MS)
    window._show_explore()
    assert window.stack.currentWidget() is window.explore
    qtbot.waitUntil(
        lambda: window.explore.faces.currentWidget() is window.explore.empty, timeout=PATIENCE_MS
    )
    window.explore.empty.action.click()
    assert window.stack.currentWidget() is window.library


def test_songs_of_the_map_become_puzzles(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Path, ...]] = []
    monkeypatch.setattr(Session, "open", lambda _, paths: opened.append(paths))
    settings = window._context.settings
    songs = [Path(f"{number}.ogg") for number in range(5)]
    window.explore.medley_wanted.emit(songs)
    assert (settings.get(GAME), settings.get(PIECES)) == ("medley", 4)
    window.explore.jigsaw_wanted.emit(songs[0])
    assert settings.get(GAME) == "jigsaw"
    assert opened == [tuple(songs), (songs[0],)]
    assert window.stack.currentWidget() is window.play


def test_a_library_that_is_none_is_not_opened(tmp_path: Path) -> None:
    assert not is_explorable(tmp_path / "gone.sqlite")
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"no database at all" * 100)
    assert not is_explorable(broken)
    assert [each.name for each in tmp_path.iterdir()] == ["broken.sqlite"]
