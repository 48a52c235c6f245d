from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from gui import jobs_pill
from gui.context import Context
from gui.jobs_pill import JobsPopup
from gui.lanes import Job
from gui.level_meter import FLOOR_DBFS, LevelMeter
from gui.sound import PlayState
from gui.transport import Transport, clock_words
from musicpuzzle.settings import VOLUME

SECOND = np.zeros((2, 44_100), dtype=np.float32)


@pytest.fixture
def transport(context: Context, qtbot: Any) -> Iterator[Transport]:
    transport = Transport(context)
    qtbot.addWidget(transport)
    transport.resize(1200, 60)
    with qtbot.waitExposed(transport):
        transport.show()
    yield transport
    transport.close()


def test_silence_says_so(transport: Transport) -> None:
    assert transport.what.text() == "Nothing plays"
    assert not transport.play.isEnabled()
    assert not transport.seek.isEnabled()


def test_what_sounds_and_where(transport: Transport) -> None:
    transport.show_state(PlayState("piece", "Piece B", 1, 2.4, 4.0, 2.4, True))
    assert transport.what.text() == "Piece B"
    assert transport.time.text() == "0:02 / 0:04"
    assert transport.seek.value() / transport.seek.maximum() == pytest.approx(0.6)
    assert transport.play.accessibleName() == "Pause"
    transport.show_state(PlayState())
    assert transport.what.text() == "Nothing plays"
    assert transport.time.text() == ""


def test_pause_and_go_on(transport: Transport, context: Context, qtbot: Any) -> None:
    context.player.play_song(SECOND, "Song")
    transport.show_state(context.player.state())
    qtbot.mouseClick(transport.play, Qt.MouseButton.LeftButton)
    assert not context.player.state().playing
    transport.show_state(context.player.state())
    assert transport.play.accessibleName() == "Play"
    qtbot.mouseClick(transport.play, Qt.MouseButton.LeftButton)
    assert context.player.state().playing


def test_dragging_the_position_seeks(transport: Transport, context: Context) -> None:
    context.player.play_song(np.tile(SECOND, 10), "Song")
    context.player.pause()
    transport.show_state(context.player.state())
    transport.seek.setSliderPosition(250)
    assert context.player.state().position_s == pytest.approx(5.0)


def test_volume_and_silence(transport: Transport, context: Context, qtbot: Any) -> None:
    transport.volume.setValue(40)
    assert context.player.volume == pytest.approx(0.4)
    assert context.settings.get(VOLUME) == pytest.approx(0.4)
    qtbot.mouseClick(transport.mute, Qt.MouseButton.LeftButton)
    assert context.player.volume == 0
    qtbot.mouseClick(transport.mute, Qt.MouseButton.LeftButton)
    assert context.player.volume == pytest.approx(0.4)
    transport.change_volume(2)
    assert context.player.volume == pytest.approx(0.5)
    transport.change_volume(-100)
    assert context.player.volume == 0


def test_the_notice_is_there_as_long_as_there_is_one(
    transport: Transport, context: Context
) -> None:
    assert not transport.notice.isVisible()
    context.player.notice_changed.emit("No sound device was found: you will hear nothing.")
    assert transport.notice.isVisible()
    assert transport.notice.text().startswith("No sound device")
    context.player.notice_changed.emit("")
    assert not transport.notice.isVisible()


def test_the_meter_rises_at_once_and_falls_slowly(context: Context, qtbot: Any) -> None:
    meter = LevelMeter(context.theme)
    qtbot.addWidget(meter)
    meter.resize(meter.sizeHint())
    empty = meter.grab().toImage()
    meter.show_level(-6.0)
    loud = meter.grab().toImage()
    meter.show_level(FLOOR_DBFS)
    falling = meter.grab().toImage()
    for _ in range(60):
        meter.show_level(FLOOR_DBFS)
    assert len({image.cacheKey() for image in (empty, loud, falling)}) == 3
    assert empty != loud
    assert falling not in (empty, loud)
    assert meter.grab().toImage() == empty


def test_a_long_job_shows_in_the_pill_and_can_be_cancelled(
    transport: Transport, context: Context, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs_pill, "SHOWN_AFTER_S", 0.2)
    go_on = threading.Event()

    def scan(job: Job) -> None:
        job.report(0.25)
        go_on.wait(10)

    job = context.lanes.io(scan, "Scanning")
    assert not transport.pill.isVisible()
    qtbot.waitUntil(transport.pill.isVisible)
    qtbot.waitUntil(lambda: transport.pill.text().startswith("Scanning 25 % 0:0"))
    # Where it is narrow, the name is only spoken.
    transport.resize(860, 60)
    assert transport.pill.text().startswith("25 % 0:0")
    assert "Scanning 25 %" in transport.pill.accessibleName()
    qtbot.mouseClick(transport.pill, Qt.MouseButton.LeftButton)
    popup = transport.findChild(JobsPopup)
    assert popup is not None
    cancel = popup.findChild(QAbstractButton)
    assert cancel.accessibleName() == "Cancel Scanning"
    cancel.click()
    assert job.cancelled()
    transport.pill.look()
    assert not transport.pill.isVisible()
    go_on.set()
    qtbot.waitUntil(lambda: not context.lanes.jobs)
    qtbot.waitUntil(lambda: not transport.findChildren(JobsPopup))


def test_a_nameless_job_is_not_worth_a_line(
    transport: Transport, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs_pill, "SHOWN_AFTER_S", 0.0)
    go_on = threading.Event()
    context.lanes.io(lambda _: go_on.wait(5))
    transport.pill.look()
    assert transport.pill.shown_jobs() == []
    go_on.set()


def test_clock() -> None:
    assert [clock_words(s) for s in (0.0, 59.99, 61.0, 3600.0)] == ["0:00", "0:59", "1:01", "60:00"]
