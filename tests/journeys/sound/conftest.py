"""A player on a sound card that can be heard by the test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from gui.sound import Player, device

from ..null_sink import NullSink


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """More buffer than a person would like: a busy machine tears no hole into a recording."""
    monkeypatch.setattr(device, "LATENCY_S", 0.2)


@pytest.fixture
def player(qtbot: Any, null_sink: NullSink) -> Iterator[Player]:
    """A player that plays to the null sink."""
    player = Player()
    player.open()
    qtbot.waitUntil(lambda: player.available, timeout=10_000)
    yield player
    player.close()
