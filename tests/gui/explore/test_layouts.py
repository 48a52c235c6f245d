"""The process that lays out the map, and what it leaves behind: nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QObject

from gui.context import Context
from gui.explore import layouts as layouts_module
from gui.explore.layouts import ENDED, Layouts
from musicpuzzle.paths import user_cache_dir

from .conftest import PATIENCE_MS, made_up

EMBEDDINGS = made_up(30).embeddings


@pytest.fixture
def layouts(context: Context, own_home: Path) -> Iterator[Layouts]:
    """Nothing is laid out yet."""
    owner = QObject()
    layouts = Layouts(context, owner)
    yield layouts
    layouts.stop()


def left() -> list[Path]:
    return list(user_cache_dir().glob("map-*"))


def test_what_is_stopped_before_the_process_has_read_leaves_no_file(
    layouts: Layouts, qtbot: Any
) -> None:
    layouts.start(EMBEDDINGS, ["all"])
    qtbot.waitUntil(lambda: layouts._process is not None, timeout=PATIENCE_MS)
    assert len(left()) == 1
    layouts.stop()
    assert left() == []


def test_what_is_stopped_while_it_is_written_leaves_no_file(
    layouts: Layouts, context: Context, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    has_begun, may_go_on, save = threading.Event(), threading.Event(), np.save

    def save_late(path: Path, array: Any) -> None:
        has_begun.set()
        assert may_go_on.wait(20)
        save(path, array)

    monkeypatch.setattr(np, "save", save_late)
    layouts.start(EMBEDDINGS, ["all"])
    assert has_begun.wait(20)
    layouts.stop()
    may_go_on.set()
    qtbot.waitUntil(lambda: context.lanes.jobs == [], timeout=PATIENCE_MS)
    assert left() == []


def test_a_process_that_breaks_leaves_no_file(
    layouts: Layouts, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    monkeypatch.setattr(layouts_module, "MODULE", "musicpuzzle.explore.views")
    with qtbot.waitSignal(layouts.failed, timeout=PATIENCE_MS) as told:
        layouts.start(EMBEDDINGS, ["all"])
    assert told.args == [ENDED]
    assert left() == []


def test_what_cannot_be_written_is_one_sentence(layouts: Layouts, qtbot: Any) -> None:
    folder = user_cache_dir()
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file in its place")
    with qtbot.waitSignal(layouts.failed, timeout=PATIENCE_MS) as told:
        layouts.start(EMBEDDINGS, ["all"])
    assert told.args[0].startswith(f"{folder}/map-")
    assert "it cannot be written, " in told.args[0]
    assert not layouts.is_busy
