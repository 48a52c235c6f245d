"""Players that need no sound card."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from gui.sound import Player, device

from .material import Sound


class FakeSoundDevice(ModuleType):
    """sounddevice with cards made of paper: the test turns the callback itself.

    Attributes:
        cards: names of the stereo devices; the first is the default.
        broken: names of devices that cannot be opened.
        streams: every stream that was opened, the last one last.
        n_starts: how often the library looked for devices anew.
    """

    class PortAudioError(Exception):
        """What sounddevice raises."""

    def __init__(self) -> None:
        super().__init__("sounddevice")
        self.cards = ["built-in", "headphones"]
        self.broken: set[str] = set()
        self.streams: list[FakeStream] = []
        self.default = self
        self.hostapi = 0
        self._initialized = 1
        self.n_starts = 0

    def _terminate(self) -> None:
        self._initialized -= 1

    def _initialize(self) -> None:
        self._initialized += 1
        self.n_starts += 1

    def query_hostapis(self, index: int) -> dict[str, Any]:
        assert index == 0
        return {"devices": list(range(len(self.cards) + 1))}

    def query_devices(self, index: int) -> dict[str, Any]:
        if index == len(self.cards):
            return {"name": "microphone", "max_output_channels": 0}
        return {"name": self.cards[index], "max_output_channels": 2}

    def OutputStream(self, **options: Any) -> FakeStream:
        name = self.cards[options["device"] or 0]
        if name in self.broken:
            raise self.PortAudioError(f"cannot open {name}")
        assert self._initialized == 1
        self.streams.append(FakeStream(name, options))
        return self.streams[-1]


class FakeStream:
    """An output stream that plays when it is told to."""

    latency = 0.02

    def __init__(self, name: str, options: dict[str, Any]) -> None:
        self.name = name
        self.options = options
        self.state = "open"

    def start(self) -> None:
        self.state = "started"

    def abort(self, *, ignore_errors: bool) -> None:
        self.state = "aborted"

    def close(self, *, ignore_errors: bool) -> None:
        assert self.state == "aborted"
        self.state = "closed"

    def turn(self, frames: int, status: object = None) -> Sound:
        """Ask for a block as the card would; float32 (2, frames)."""
        out = np.full((frames, 2), np.nan, dtype=np.float32)
        self.options["callback"](out, frames, None, status)
        return out.T


class Clock:
    """Seconds that pass only when told."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    """The wall clock of `player`."""
    return Clock()


@pytest.fixture
def player(qtbot: Any, clock: Clock) -> Iterator[Player]:
    """A player that has not looked for a sound device yet."""
    player = Player(clock=clock)
    yield player
    player.close()


@pytest.fixture
def cards(monkeypatch: pytest.MonkeyPatch) -> FakeSoundDevice:
    """Sound cards of paper, found by whoever imports sounddevice."""
    fake = FakeSoundDevice()
    monkeypatch.setitem(sys.modules, "sounddevice", fake)
    monkeypatch.setattr(device, "_library_survives_its_start", lambda: True)
    monkeypatch.setattr(device, "PLAY_OUT_TIMEOUT_S", 0)
    return fake


@pytest.fixture
def opened(qtbot: Any, player: Player) -> Callable[[str | None], None]:
    """Open a device and wait until the player knows how it went."""

    def open_and_wait(device: str | None = None) -> None:
        with qtbot.waitSignal(player.devices_changed, timeout=5000):
            player.open(device)

    return open_and_wait
