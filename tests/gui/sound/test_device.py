"""Finding, changing, losing and missing sound devices, on cards of paper."""

from __future__ import annotations

import ctypes.util
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from gui.sound import SAMPLE_RATE_HZ, SILENCE_DBFS, Player, PlayState
from gui.sound.device import LATENCY_S, LOST, NO_DEVICE, NO_LIBRARY

from .conftest import Clock, FakeSoundDevice
from .material import FADE, noise

Open = Callable[[str | None], None]
SECOND = SAMPLE_RATE_HZ


def test_the_default_device_plays_what_it_is_given(
    player: Player, cards: FakeSoundDevice, opened: Open
) -> None:
    opened(None)
    assert player.available
    assert player.notice == ""
    assert player.devices() == ("built-in", "headphones")
    (stream,) = cards.streams
    assert stream.state == "started"
    assert stream.options["samplerate"] == 44_100
    assert stream.options["channels"] == 2
    assert stream.options["dtype"] == "float32"
    assert stream.options["latency"] == LATENCY_S
    assert LATENCY_S < 0.05
    sound = noise(SECOND, 1)
    assert not stream.turn(300).any()
    player.play_piece("A", sound, "A")
    assert player.state().position_s == 0
    heard = stream.turn(1000)
    np.testing.assert_array_equal(heard[:, FADE:], sound[:, FADE:1000])
    assert player.state().position_s == pytest.approx(1000 / SECOND)
    peak = np.abs(heard).max()
    assert player.level() == pytest.approx(20 * np.log10(peak), abs=1e-3)
    assert player.level() == SILENCE_DBFS


def test_the_volume_is_heard(player: Player, cards: FakeSoundDevice, opened: Open) -> None:
    player.volume = 0.5
    opened(None)
    sound = noise(SECOND, 1)
    player.play_piece("A", sound, "A")
    (stream,) = cards.streams
    heard = stream.turn(1000)
    np.testing.assert_allclose(heard[:, FADE:], sound[:, FADE:1000] / 8, atol=1e-6)


def test_blocks_that_come_too_late_are_counted(
    player: Player, cards: FakeSoundDevice, opened: Open
) -> None:
    opened(None)
    cards.streams[0].turn(100)
    assert player.holes == 0
    cards.streams[0].turn(100, status="output underflow")
    cards.streams[0].turn(100)
    assert player.holes == 1


def test_another_device_goes_on_where_the_first_was(
    player: Player, cards: FakeSoundDevice, opened: Open
) -> None:
    opened(None)
    sound = noise(SECOND, 1)
    player.play_song(sound, "song")
    cards.streams[0].turn(1000)
    opened("headphones")
    first, second = cards.streams
    assert first.state == "closed"
    assert (second.name, second.state) == ("headphones", "started")
    frame = round(player.state().position_s * SECOND)
    assert frame == 1000
    heard = second.turn(500)
    np.testing.assert_array_equal(heard[:, FADE:], sound[:, frame + FADE : frame + 500])
    before = player.state()
    first.turn(500)
    assert player.state() == before


def test_a_device_that_is_gone_is_named_and_the_default_plays(
    player: Player, cards: FakeSoundDevice, opened: Open
) -> None:
    opened("an old one")
    assert player.available
    assert player.notice == (
        "The sound device “an old one” cannot be used: the system's default plays instead."
    )
    cards.broken.add("headphones")
    opened("headphones")
    assert cards.streams[-1].name == "built-in"
    assert "“headphones”" in player.notice
    opened("built-in")
    assert player.notice == ""


def test_without_a_device_a_sentence_says_so_and_all_goes_on(
    qtbot: Any, player: Player, clock: Clock, cards: FakeSoundDevice
) -> None:
    cards.cards.clear()
    player.play_piece("A", noise(2 * SECOND, 1), "A")
    with qtbot.waitSignal(player.notice_changed, timeout=5000) as told:
        player.open()
    assert told.args == [NO_DEVICE] == [player.notice]
    assert not player.available
    clock.now_s += 1
    assert player.state().position_s == pytest.approx(1, abs=1e-3)
    clock.now_s += 1.1
    assert player.state() == PlayState(ended=True)
    assert player.level() == SILENCE_DBFS


def test_a_device_that_fails_to_open_is_no_device(
    player: Player, cards: FakeSoundDevice, opened: Open
) -> None:
    cards.broken.update(cards.cards)
    opened(None)
    assert not player.available
    assert player.notice == NO_DEVICE
    assert player.devices() == ("built-in", "headphones")


def test_a_driver_that_fails_in_its_own_way_is_no_device(
    player: Player,
    cards: FakeSoundDevice,
    opened: Open,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(index: int) -> None:
        raise RuntimeError("the driver has another opinion")

    monkeypatch.setattr(cards, "query_hostapis", fail)
    opened(None)
    assert player.notice == NO_DEVICE


def test_without_portaudio_a_sentence_says_so(
    player: Player, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real sounddevice, on a machine where it finds no library."""
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: None)
    monkeypatch.setattr("platform.system", lambda: "Linux")
    opened(None)
    assert not player.available
    assert player.notice == NO_LIBRARY
    assert "sounddevice" not in sys.modules


def test_a_card_that_stops_asking_is_given_up_and_found_again(
    qtbot: Any, player: Player, clock: Clock, cards: FakeSoundDevice, opened: Open
) -> None:
    opened("headphones")
    player.play_song(noise(20 * SECOND, 1), "song")
    cards.streams[0].turn(SECOND)
    clock.now_s += 1
    assert player.state().position_s == pytest.approx(1)
    told: list[str] = []
    player.notice_changed.connect(told.append)
    cards.cards.remove("headphones")
    clock.now_s += 2
    with qtbot.waitSignal(player.devices_changed, timeout=5000):
        assert player.state().playing
    assert told[0] == LOST
    assert cards.streams[0].state == "closed"
    assert "“headphones”" in told[1]
    assert player.available
    assert player.state().position_s == pytest.approx(1, abs=1e-3)
    cards.streams[1].turn(SECOND)
    assert player.state().position_s == pytest.approx(2, abs=1e-3)


def test_a_window_that_was_busy_does_not_take_its_card_for_lost(
    player: Player, clock: Clock, cards: FakeSoundDevice, opened: Open
) -> None:
    opened(None)
    clock.now_s += 60
    cards.streams[0].turn(100)
    player.state()
    clock.now_s += 1
    player.state()
    assert player.available


def test_a_device_plugged_in_later_is_found_at_a_later_play(
    qtbot: Any, player: Player, clock: Clock, cards: FakeSoundDevice, opened: Open
) -> None:
    names, cards.cards = cards.cards, []
    opened(None)
    cards.cards = names
    player.play_piece("A", noise(SECOND, 1), "A")
    assert not cards.streams
    clock.now_s += 6
    with qtbot.waitSignal(player.devices_changed, timeout=5000):
        player.play_piece("A", noise(SECOND, 1), "A")
    assert player.available
    assert player.notice == ""
    assert cards.streams[0].turn(500).any()


def test_only_the_last_of_many_wishes_counts(
    qtbot: Any, player: Player, cards: FakeSoundDevice
) -> None:
    with qtbot.waitSignal(player.devices_changed, timeout=5000):
        for name in ("headphones", "built-in", "headphones"):
            player.open(name)
    qtbot.wait(50)
    assert [stream.name for stream in cards.streams if stream.state == "started"] == ["headphones"]


def test_closing_gives_the_device_back(
    player: Player, cards: FakeSoundDevice, opened: Open
) -> None:
    interval_s = sys.getswitchinterval()
    opened(None)
    assert sys.getswitchinterval() <= interval_s
    player.close()
    assert cards.streams[0].state == "closed"
    assert sys.getswitchinterval() == interval_s
    assert not player.available
    player.close()
    opened(None)
    assert player.available


def test_a_second_player_leaves_the_first_its_card(
    qtbot: Any, player: Player, cards: FakeSoundDevice, opened: Open
) -> None:
    opened(None)
    cards.n_starts = 0
    other = Player()
    with qtbot.waitSignal(other.devices_changed, timeout=5000):
        other.open("headphones")
    assert other.available
    assert cards.n_starts == 0
    other.close()
    assert [stream.state for stream in cards.streams] == ["started", "closed"]
    player.close()
    opened(None)
    assert cards.n_starts == 1


def test_importing_the_player_loads_no_sound_library() -> None:
    program = "import sys, gui.sound; print('sounddevice' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.split() == [b"False"]
