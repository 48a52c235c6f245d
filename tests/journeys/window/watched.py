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
from gui.play.board import Board
from gui.play.session import Phase, Session
from gui.play.tile import Tile
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


def drag(board: Board, tile: Tile, to: QPoint) -> None:
    """Drag a tile by its corner."""
    left, grip = Qt.MouseButton.LeftButton, QPoint(20, 20)
    way = to - tile.mapTo(board, grip)
    start = to - way
    QTest.mousePress(tile, left, pos=grip)
    for step in range(1, 21):
        QTest.mouseMove(tile, tile.mapFrom(board, start + way * (step / 20)))
        QTest.qWait(10)
    QTest.mouseRelease(tile, left, pos=tile.mapFrom(board, to))


def play(application: Watched, window: MainWindow, song: Path) -> None:
    """One round of twelve pieces and the deal of the next, by mouse and keys."""
    page, session, left = window.play, window.play.session, Qt.MouseButton.LeftButton
    board = page.board
    application.phase = "deal"
    window.start((song,), 5)
    wait_for_deal(session)
    application.phase = "moves"
    for piece, place in zip("lkjihgfedcba", "1234567890-=", strict=True):
        QTest.keyClicks(application.focusWidget() or page, piece + place)
        QTest.qWait(30)
    QTest.qWait(250)
    application.phase = "drag"
    drag(board, board.tiles[0], board.places[3].geometry().center())
    QTest.qWait(250)
    assert board.tiles[0].geometry() == board.places[3].geometry()
    application.phase = "sound"
    QTest.mouseClick(page.strip.play, left)
    QTest.qWait(500)
    application.phase = "size"
    window.resize(1500, 950)
    QTest.qWait(200)
    application.phase = "result"
    QTest.mouseClick(page.strip.submit, left)
    wait(lambda: session.phase is Phase.DONE)
    QTest.qWait(1200)
    application.phase = "size of the result"
    window.resize(1280, 800)
    QTest.qWait(200)
    application.phase = "next deal"
    QTest.mouseClick(page.result.new, left)
    wait(lambda: session.phase is Phase.DEALING)
    wait_for_deal(session)


def wait_for_deal(session: Session) -> None:
    """Wait until a puzzle lies there with its pictures and the opponent is ready."""
    wait(lambda: session.phase is Phase.PLAYING)
    wait(lambda: bool(session.pictures) and session.answer is not None)
    QTest.qWait(400)


def main() -> None:
    """Play and report."""
    song, limit_ms = Path(sys.argv[1]), float(sys.argv[2])
    application = Watched(limit_ms)
    make_application([])
    context = make_context(application)
    try:
        window = MainWindow(context)
        window.resize(1280, 800)
        window.show()
        QTest.qWait(200)
        play(application, window, song)
        window.close()
    finally:
        # Also when something is wrong: their threads would keep the process alive.
        context.lanes.close()
        context.player.close()
    sys.stdout.write(json.dumps(application.slow))


if __name__ == "__main__":
    main()
