from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEventLoop, QObject
from PySide6.QtWidgets import QApplication

from gui.cascade import Cascade


def test_each_step_has_a_turn_of_the_event_loop_of_its_own(qapp: QApplication) -> None:
    parent = QObject()
    cascade, done = Cascade(parent), list[int]()
    cascade.start([partial(done.append, step) for step in range(3)])
    assert not done
    turns = []
    while len(done) < 3:
        qapp.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        turns.append(tuple(done))
    assert set(turns) >= {(0,), (0, 1), (0, 1, 2)}


def test_new_steps_take_the_place_of_what_is_left(qtbot: Any) -> None:
    parent = QObject()
    cascade, done = Cascade(parent), list[str]()
    cascade.start([partial(done.append, "old")] * 5)
    cascade.start([partial(done.append, "new")] * 2)
    qtbot.waitUntil(lambda: len(done) == 2)
    qtbot.wait(20)
    assert done == ["new", "new"]


def test_nothing_follows_a_stop(qtbot: Any) -> None:
    parent = QObject()
    cascade, done = Cascade(parent), list[str]()
    cascade.start([partial(done.append, "step")] * 3)
    cascade.stop()
    qtbot.wait(20)
    assert not done
