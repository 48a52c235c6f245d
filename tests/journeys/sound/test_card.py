"""A sound card that answers at once, that goes away, and that was never there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gui.sound import SAMPLE_RATE_HZ, Player
from gui.sound.device import NO_DEVICE

from ..null_sink import NullSink, running_null_sink

NOISE = np.random.default_rng(0).uniform(-0.5, 0.5, (2, 60 * SAMPLE_RATE_HZ)).astype(np.float32)


def n_tasks() -> int:
    """Threads of this process, those of C libraries too."""
    return len(list(Path("/proc/self/task").iterdir()))


def test_a_piece_sounds_within_50_ms(qtbot: Any, player: Player, null_sink: NullSink) -> None:
    """From the call to the first frame that the server hands to its (imagined) card.

    The recording lags behind the server, so what it counts is an upper bound. The best of several,
    because another program may have the processor at that moment.
    """
    delays_s = []
    for key in range(5):
        with null_sink.recording() as recording:
            player.play_piece(key, NOISE[:, :2205], "A")
            qtbot.waitUntil(lambda: player.state().ended, timeout=10_000)
        first = int(np.argmax(recording.samples().any(axis=0)))
        assert first > 0
        delays_s.append(first / SAMPLE_RATE_HZ)
    assert min(delays_s) < 0.05, delays_s
    assert 0 < player.latency_s < 0.04


def test_closing_leaves_no_thread(qtbot: Any, null_sink: NullSink) -> None:
    player = Player()
    for _ in range(2):
        before = n_tasks()
        player.open()
        qtbot.waitUntil(lambda: player.available, timeout=10_000)
        assert n_tasks() > before
        player.close()
        qtbot.waitUntil(lambda before=before: n_tasks() <= before, timeout=5000)


def test_a_card_that_goes_away_is_told_and_play_goes_on(
    qtbot: Any, null_sink: NullSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    player, before = Player(), n_tasks()
    with running_null_sink() as other:
        for name, value in other.env.items():
            monkeypatch.setenv(name, value)
        player.open()
        qtbot.waitUntil(lambda: player.available, timeout=10_000)
        player.play_song(NOISE, "a long song")
        qtbot.waitUntil(lambda: player.state().position_s > 0.1, timeout=10_000)
        other.close()
        qtbot.waitUntil(lambda: not player.state().playing or not player.available, timeout=10_000)
        position_s = player.state().position_s
        qtbot.waitUntil(lambda: player.notice == NO_DEVICE, timeout=10_000)
        qtbot.waitUntil(lambda: player.state().position_s > position_s + 0.2, timeout=10_000)
    for name, value in null_sink.env.items():
        monkeypatch.setenv(name, value)
    with null_sink.recording() as recording:
        player.open()
        qtbot.waitUntil(lambda: player.available, timeout=10_000)
        assert player.notice == ""
        qtbot.waitUntil(lambda: bool(recording.samples().any()), timeout=10_000)
    player.close()
    qtbot.waitUntil(lambda: n_tasks() <= before, timeout=5000)


@pytest.mark.parametrize(
    "alsa_config",
    [
        pytest.param("pcm.!default { type hw card 99 }", id="a device that is not there"),
        pytest.param("", id="no device at all, at which PortAudio ends its process"),
    ],
)
def test_a_machine_without_sound_plays_silently(
    qtbot: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    alsa_config: str,
) -> None:
    config = tmp_path / "alsa.conf"
    config.write_text(alsa_config)
    monkeypatch.setenv("ALSA_CONFIG_PATH", os.fspath(config))
    player = Player()
    with qtbot.waitSignal(player.notice_changed, timeout=10_000):
        player.open()
    assert player.notice == NO_DEVICE
    assert player.devices() == ()
    player.play_piece("A", NOISE[:, :8820], "A")
    assert player.state().playing
    qtbot.waitUntil(lambda: player.state().ended, timeout=5000)
    player.close()
    assert capfd.readouterr() == ("", "")
