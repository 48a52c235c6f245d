"""Plays a round and prints, as JSON, the events that kept the GUI thread busy for long.

What counts is the thread's own processor time, so that a busy machine is not blamed on the program.
Run as a script: watched.py SONG LIMIT_MS
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).parents[3]))

from gui.app import make_application, make_context
from gui.play.session import Phase
from gui.window import MainWindow

PATIENCE_S = 60.0


class Watched(QApplication):
    """An application that times every event it delivers."""

    def __init__(self, limit_ms: float) -> None:
        super().__init__(["watched"])
        self.limit_ms = limit_ms
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


def wait(condition: Callable[[], bool]) -> None:
    """Let events come until a condition holds."""
    deadline_s = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > deadline_s:
            raise TimeoutError
        QTest.qWait(10)


def play(application: Watched, window: MainWindow, song: Path) -> None:
    """One round of twelve pieces."""
    page, session = window.play, window.play.session
    application.phase = "deal"
    window.start((song,), 5)
    wait(lambda: session.phase is Phase.PLAYING)
    wait(lambda: bool(session.pictures) and session.answer is not None)
    QTest.qWait(300)
    application.phase = "moves"
    for place in range(12):
        page.commands.place(place, 11 - place)
        QTest.qWait(30)
    application.phase = "drag"
    tile = page.board.tiles[0]
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(tile, left, pos=QPoint(20, 20))
    for step in range(20):
        QTest.mouseMove(tile, QPoint(20 + 4 * step, 20 + 2 * step))
        QTest.qWait(10)
    QTest.mouseRelease(tile, left, pos=QPoint(100, 60))
    QTest.qWait(250)
    application.phase = "sound"
    session.play_row()
    QTest.qWait(500)
    application.phase = "result"
    session.submit()
    QTest.qWait(1200)
    application.phase = "size"
    window.resize(1500, 950)
    QTest.qWait(200)


def main() -> None:
    """Play and report."""
    song, limit_ms = Path(sys.argv[1]), float(sys.argv[2])
    application = Watched(limit_ms)
    make_application([])
    window = MainWindow(make_context(application))
    window.show()
    QTest.qWait(200)
    try:
        play(application, window, song)
    finally:
        window.close()
    sys.stdout.write(json.dumps(application.slow))


if __name__ == "__main__":
    main()
