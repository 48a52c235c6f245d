"""Players on a sound card that can be heard by the test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from gui.sound import Player, device

from ..null_sink import NullSink
from ..waiting import pause, wait

PATIENT_LATENCY_S = 0.4


@pytest.fixture
def player(qtbot: Any, null_sink: NullSink) -> Iterator[Player]:
    """A player as it is, on the null sink."""
    player = Player()
    player.open()
    qtbot.waitUntil(lambda: player.available, timeout=10_000)
    yield player
    player.close()


@pytest.fixture(scope="module")
def lasting_player(qapp: Any, null_sink_server: NullSink) -> Iterator[Player]:
    """The player behind `patient_player`, opened once."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in null_sink_server.env.items():
            patch.setenv(name, value)
        patch.setattr(device, "LATENCY_S", PATIENT_LATENCY_S)
        player = Player()
        player.open()
        wait(lambda: player.available)
        yield player
        player.close()


@pytest.fixture
def patient_player(lasting_player: Player) -> Iterator[Player]:
    """With more buffer than a person would like: a busy machine tears no hole into a recording."""
    yield lasting_player
    lasting_player.volume = 1
    if lasting_player.state().kind != "silent":
        lasting_player.stop()
        pause(round(1000 * lasting_player.latency_s) + 100)
