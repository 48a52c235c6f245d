"""What leaves the sound card is, to the sample, what should sound."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from gui.sound import SAMPLE_RATE_HZ, Player

from ..null_sink import NullSink, Recording, position_in

Sound = NDArray[np.float32]

FADE = 132
# Nothing on the way rounds more coarsely than float32.
EXACT = 1e-6
STEP = 1 / FADE


def piece(name: str, seconds: float = 0.25) -> tuple[str, Sound]:
    """Noise of its own for every name."""
    frames = round(seconds * SAMPLE_RATE_HZ)
    sound = np.random.default_rng(ord(name)).uniform(-0.5, 0.5, (2, frames))
    return name, sound.astype(np.float32)


def constant(value: float, seconds: float) -> Sound:
    """A sound whose every step is a click."""
    return np.full((2, round(seconds * SAMPLE_RATE_HZ)), value, dtype=np.float32)


def concatenated(*items: tuple[str, Sound]) -> Sound:
    return np.concatenate([sound for _, sound in items], axis=1)


@contextlib.contextmanager
def listening(player: Player, null_sink: NullSink) -> Iterator[Recording]:
    """Record; give the test up if the machine stood still for longer than the buffer lasts."""
    holes = player.holes
    with null_sink.recording() as recording:
        yield recording
    if player.holes > holes:
        pytest.skip(f"the machine was held up for more than {player.latency_s:.1f} s")


def wait_for_end(qtbot: Any, patient_player: Player) -> None:
    qtbot.waitUntil(lambda: patient_player.state().ended, timeout=20_000)
    qtbot.wait(round(1000 * patient_player.latency_s) + 100)


def assert_heard(recording: Recording, expected: Sound) -> None:
    """The expected sound from after its first to before its last 3 ms, with silence around."""
    recorded = recording.samples()
    at = position_in(recorded, expected)
    end = at + expected.shape[1]
    inside = slice(FADE, -FADE)
    np.testing.assert_allclose(recorded[:, at:end][:, inside], expected[:, inside], atol=EXACT)
    assert not recorded[:, :at].any()
    assert not recorded[:, end:].any()


def test_a_row_is_heard_as_its_pieces_end_to_end(
    qtbot: Any, patient_player: Player, null_sink: NullSink
) -> None:
    items = [piece(name) for name in "ABCD"]
    with listening(patient_player, null_sink) as recording:
        patient_player.play_row(items, 1)
        wait_for_end(qtbot, patient_player)
    assert_heard(recording, concatenated(*items[1:]))


def test_an_edit_is_heard_behind_the_piece_that_sounds(
    qtbot: Any, patient_player: Player, null_sink: NullSink
) -> None:
    a, b, c, d = piece("A", 1.2), piece("B"), piece("C"), piece("D")
    with listening(patient_player, null_sink) as recording:
        patient_player.play_row([a, b, c])
        qtbot.waitUntil(lambda: patient_player.state().position_s > 0.05)
        patient_player.update_row([d, a, c, b])
        assert patient_player.state().key == "A"
        wait_for_end(qtbot, patient_player)
    assert_heard(recording, concatenated(a, c, b))


def test_a_piece_taken_away_crosses_over_to_the_one_in_its_place(
    qtbot: Any, patient_player: Player, null_sink: NullSink
) -> None:
    a, b, c = piece("A", 1.2), piece("B"), piece("C")
    with listening(patient_player, null_sink) as recording:
        patient_player.play_row([a, b, c])
        qtbot.waitUntil(lambda: patient_player.state().position_s > 0.05)
        patient_player.update_row([b, c])
        wait_for_end(qtbot, patient_player)
    recorded = recording.samples()
    at = position_in(recorded, concatenated(b, c))
    start = int(np.argmax(recorded.any(axis=0)))
    left = at - start
    expected = np.concatenate([a[1][:, :left], b[1], c[1]], axis=1)
    heard = recorded[:, start : start + expected.shape[1]]
    apart = np.abs(heard - expected).max(axis=0) > EXACT
    assert 0.05 * SAMPLE_RATE_HZ < left < 1.2 * SAMPLE_RATE_HZ
    assert not apart[FADE:left].any()
    assert apart[left : left + FADE].any()
    assert not apart[left + FADE : -FADE].any()


def test_a_lone_piece_fades_in_and_out_in_3_ms(
    qtbot: Any, patient_player: Player, null_sink: NullSink
) -> None:
    with listening(patient_player, null_sink) as recording:
        patient_player.play_piece("A", constant(0.5, 0.3), "A")
        wait_for_end(qtbot, patient_player)
    recorded = recording.samples()[0]
    sounding = np.flatnonzero(recorded)
    heard = recorded[sounding[0] : sounding[-1] + 1]
    assert len(heard) == round(0.3 * SAMPLE_RATE_HZ)
    rise = 0.5 * (np.arange(FADE) + 0.5) / FADE
    np.testing.assert_allclose(heard[:FADE], rise, atol=EXACT)
    np.testing.assert_allclose(heard[-FADE:], rise[::-1], atol=EXACT)
    np.testing.assert_allclose(heard[FADE:-FADE], 0.5, atol=EXACT)


def assert_no_click(heard: Sound, loudest: float) -> None:
    assert heard.max() == pytest.approx(loudest, abs=EXACT)
    assert np.abs(np.diff(heard)).max() <= STEP * 1.01


@pytest.mark.parametrize(
    "interrupt",
    [
        pytest.param(lambda player: player.play_piece("B", constant(-0.5, 5), "B"), id="other"),
        pytest.param(lambda player: player.pause(), id="pause"),
        pytest.param(lambda player: player.stop(), id="stop"),
    ],
)
def test_an_interrupted_piece_does_not_click(
    qtbot: Any, patient_player: Player, null_sink: NullSink, interrupt: Callable[[Player], None]
) -> None:
    with listening(patient_player, null_sink) as recording:
        patient_player.play_piece("A", constant(0.5, 5), "A")
        qtbot.waitUntil(lambda: patient_player.state().position_s > 0.05)
        interrupt(patient_player)
        qtbot.wait(round(1000 * patient_player.latency_s) + 200)
    assert_no_click(recording.samples(), 0.5)


def test_a_player_that_is_closed_does_not_click(
    qtbot: Any, player: Player, null_sink: NullSink
) -> None:
    with listening(player, null_sink) as recording:
        player.play_piece("A", constant(0.5, 5), "A")
        qtbot.waitUntil(lambda: bool(recording.samples().any()))
        player.close()
    assert_no_click(recording.samples(), 0.5)
    assert not recording.samples()[:, -1].any()


def test_a_pause_loses_nothing(qtbot: Any, patient_player: Player, null_sink: NullSink) -> None:
    _, sound = piece("A", 0.8)
    with listening(patient_player, null_sink) as recording:
        patient_player.play_song(sound, "song")
        qtbot.waitUntil(lambda: patient_player.state().position_s > 0.3)
        patient_player.pause()
        qtbot.wait(250)
        held = round(patient_player.state().position_s * SAMPLE_RATE_HZ)
        patient_player.resume()
        wait_for_end(qtbot, patient_player)
    recorded = recording.samples()
    before, after = sound[:, FADE:held], sound[:, held + FADE : -FADE]
    for part in (before, after):
        at = position_in(recorded, part)
        np.testing.assert_allclose(recorded[:, at : at + part.shape[1]], part, atol=EXACT)
    assert position_in(recorded, before) < position_in(recorded, after)


def test_the_volume_is_heard(qtbot: Any, patient_player: Player, null_sink: NullSink) -> None:
    _, sound = piece("A")
    patient_player.volume = 0.5
    qtbot.wait(100)
    with listening(patient_player, null_sink) as recording:
        patient_player.play_piece("A", sound, "A")
        wait_for_end(qtbot, patient_player)
    assert_heard(recording, sound / 8)
