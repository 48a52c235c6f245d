"""A program whose every event is timed.

What counts is the GUI thread's own processor time, so that a busy machine is not blamed. Nor is a
slow one: a frame's 16 ms are what a plain form takes to open on a usual desktop, and where the form
takes longer in the same run, so may an event.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)

sys.path.insert(0, str(Path(__file__).parents[3]))

from gui.app import make_application, make_context
from gui.window import MainWindow
from tests.journeys.waiting import pause

FRAME_MS = 16.0
PLAIN_KINDS = (QLabel, QPushButton, QCheckBox, QRadioButton, QToolButton, QLineEdit)
PLAIN_ROWS = 10
OPENED_MS = 300


class Watched(QApplication):
    """An application that times every event it delivers."""

    def __init__(self) -> None:
        super().__init__(["watched"])
        self.limit_ms = FRAME_MS
        self.phase = "start"
        self.slow: list[tuple[str, float, str, str]] = []
        self._inside = False

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Deliver an event; those that it causes meanwhile count as part of it."""
        if self._inside:
            return super().notify(receiver, event)
        self._inside = True
        kind, name = event.type().name, type(receiver).__name__
        began_s = time.thread_time()
        try:
            return super().notify(receiver, event)
        finally:
            self._inside = False
            took_ms = 1000 * (time.thread_time() - began_s)
            if took_ms > self.limit_ms:
                self.slow.append((self.phase, round(took_ms, 1), name, kind))


def plain_form_ms() -> float:
    """What it takes, the first time, to open sixty of Qt's own widgets in a window of our size."""
    began_s = time.thread_time()
    form = QWidget()
    form.resize(1280, 800)
    grid = QGridLayout(form)
    for row in range(PLAIN_ROWS):
        for column, kind in enumerate(PLAIN_KINDS):
            widget = kind(form)
            widget.setText(f"{row} {column}")
            grid.addWidget(widget, row, column)
    form.show()
    QApplication.processEvents()
    took_ms = 1000 * (time.thread_time() - began_s)
    form.close()
    form.deleteLater()
    return took_ms


def watch(frames: float, act: Callable[[Watched, MainWindow], None]) -> None:
    """Open the window, do something in it and print, as JSON, the events of so many frames."""
    application = Watched()
    application.limit_ms = frames * max(FRAME_MS, plain_form_ms())
    make_application([])
    context = make_context(application)
    try:
        window = MainWindow(context)
        window.resize(1280, 800)
        window.show()
        pause(OPENED_MS)
        act(application, window)
        window.close()
    finally:
        # Also when something is wrong: their threads would keep the process alive.
        context.lanes.close()
        context.player.close()
    sys.stdout.write(json.dumps(application.slow))
