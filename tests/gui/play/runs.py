"""Playing runs through, as a person does but faster."""

from __future__ import annotations

from typing import Any

from gui.play.session import Phase
from gui.window import MainWindow
from musicpuzzle.games import round as rules
from musicpuzzle.play.log import RoundLog

PATIENCE_MS = 30_000


def until(window: MainWindow, phase: Phase, qtbot: Any) -> None:
    session = window.play.session
    qtbot.waitUntil(lambda: session.phase is phase, timeout=PATIENCE_MS)


def begin(window: MainWindow, mode: str, qtbot: Any) -> None:
    window.play.turner.choose_mode(mode)
    until(window, Phase.PLAYING, qtbot)


def hand_in(window: MainWindow, qtbot: Any, *, wrong: bool = False) -> None:
    """Solve the puzzle, or nearly, and wait until it is kept."""
    session = window.play.session
    assert session.round is not None
    order = list(session.round.puzzle.truth)
    if wrong:
        order[0], order[1] = order[1], order[0]
    for place, piece in enumerate(order):
        session.change(lambda r, p=piece, at=place: rules.place(r, p, at))  # type: ignore[misc]
    qtbot.waitUntil(lambda: session.answer is not None or session.plays_alone, timeout=PATIENCE_MS)
    before = len(RoundLog().records)
    session.submit()
    qtbot.waitUntil(lambda: not session.keeping.is_busy, timeout=PATIENCE_MS)
    assert len(RoundLog().records) == before + 1


def begin_streak(window: MainWindow, qtbot: Any) -> None:
    """Begin a Streak and solve its first puzzle; the second one is there."""
    begin(window, "streak", qtbot)
    hand_in(window, qtbot)
    window.play.turner.new()
    until(window, Phase.PLAYING, qtbot)
