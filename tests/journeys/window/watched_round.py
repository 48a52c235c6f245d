"""Plays a round, and prints the events that took long.

Run as a script: watched_round.py FRAMES SONG
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from watching import Watched, watch

from gui.play.board import Board
from gui.play.session import Phase, Session
from gui.play.tile import Tile
from gui.window import MainWindow
from tests.journeys.waiting import pause, wait


def drag(board: Board, tile: Tile, to: QPoint) -> None:
    """Drag a tile by its corner."""
    left, grip = Qt.MouseButton.LeftButton, QPoint(20, 20)
    way = to - tile.mapTo(board, grip)
    start = to - way
    QTest.mousePress(tile, left, pos=grip)
    for step in range(1, 21):
        QTest.mouseMove(tile, tile.mapFrom(board, start + way * (step / 20)))
        pause(10)
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
        pause(30)
    pause(250)
    application.phase = "drag"
    drag(board, board.tiles[0], board.places[3].geometry().center())
    pause(250)
    assert board.tiles[0].geometry() == board.places[3].geometry()
    application.phase = "sound"
    QTest.mouseClick(page.strip.play, left)
    pause(500)
    application.phase = "size"
    window.resize(1500, 950)
    pause(200)
    application.phase = "result"
    QTest.mouseClick(page.strip.submit, left)
    wait(lambda: session.phase is Phase.DONE)
    pause(1200)
    application.phase = "size of the result"
    window.resize(1280, 800)
    pause(200)
    application.phase = "next deal"
    QTest.mouseClick(page.result.new, left)
    wait(lambda: session.phase is Phase.DEALING)
    wait_for_deal(session)


def wait_for_deal(session: Session) -> None:
    """Wait until a puzzle lies there with its pictures and the opponent is ready."""
    wait(lambda: session.phase is Phase.PLAYING)
    wait(lambda: bool(session.pictures) and session.answer is not None)
    pause(400)


if __name__ == "__main__":
    watch(
        float(sys.argv[1]), lambda application, window: play(application, window, Path(sys.argv[2]))
    )
