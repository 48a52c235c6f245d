"""A song of the library is decoded beside the window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject

from gui import libraries
from gui.context import Context
from gui.library.listening import Listening
from musicpuzzle.audio import decode

from .conftest import PATIENCE_MS


def test_the_libraries_are_whole_before_a_song_is_decoded(
    context: Context, music: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    done: list[str] = []
    load, read_clip = libraries.load, decode.read_clip

    def loading() -> None:
        load()
        done.append("loaded")

    def reading(*given: Any, **named: Any) -> Any:
        done.append("decoded")
        return read_clip(*given, **named)

    monkeypatch.setattr(libraries, "load", loading)
    monkeypatch.setattr(decode, "read_clip", reading)
    owner = QObject()
    Listening(context, owner).play(music / "Alpha.wav", "Alpha")
    qtbot.waitUntil(lambda: context.player.state().kind == "song", timeout=PATIENCE_MS)
    assert done == ["loaded", "decoded"]
