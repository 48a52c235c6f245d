"""Rounds that are kept: finished ones in the log, a half-played one through the program's end."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from gui.context import Context
from gui.play.session import Phase, Session
from gui.window import MainWindow
from musicpuzzle.games import round as rules
from musicpuzzle.games.round import Round
from musicpuzzle.play.log import RoundLog

PATIENCE_MS = 30_000


def place(piece: int, position: int) -> Callable[[Round], Round]:
    return lambda round_: rules.place(round_, piece, position)


def playing_session(context: Context, owner: QObject, qtbot: Any) -> Session:
    session = Session(context, owner)
    session.start()
    qtbot.waitUntil(lambda: session.phase is Phase.PLAYING, timeout=PATIENCE_MS)
    return session


def test_a_finished_round_is_in_the_log_and_in_the_history(playing: MainWindow, qtbot: Any) -> None:
    session = playing.play.session
    assert session.deal is not None
    for position, piece in enumerate(session.deal.puzzle.truth):
        session.change(place(piece, position))
    session.submit()
    qtbot.waitUntil(lambda: session.record is not None, timeout=PATIENCE_MS)
    (record,) = RoundLog().records
    assert record == session.record
    assert (record.mode, record.points, record.opponent) == ("casual", 1500, "chance")
    assert record.rival is not None
    assert record.change is None
    assert [song.title for song in record.songs] == ["Tune of Tests"]
    playing.show_page("history")
    qtbot.waitUntil(lambda: playing.history._reading is not None, timeout=PATIENCE_MS)
    assert playing.history._reading is not None
    assert playing.history._reading.records == (record,)


def test_a_half_played_round_comes_back_as_it_was(
    context: Context, song: Path, tmp_path: Path, qtbot: Any
) -> None:
    owner, path = QObject(), tmp_path / "Mine.wav"
    shutil.copy(song, path)
    session = Session(context, owner)
    session.start((path,), 7)
    qtbot.waitUntil(lambda: session.phase is Phase.PLAYING, timeout=PATIENCE_MS)
    for move in (place(3, 0), place(1, 4), rules.undo, place(2, 5)):
        session.change(move)
    before, puzzle = session.round, session.deal
    assert before is not None
    assert puzzle is not None
    session.close()
    session = playing_session(context, owner, qtbot)
    assert session.round is not None
    assert session.round.layout == before.layout
    assert session.round.past == before.past
    assert session.deal is not None
    assert session.deal.puzzle == puzzle.puzzle
    session.close()
    path.unlink()
    session = Session(context, owner)
    told: list[str] = []
    session.warned.connect(told.append)
    session.start()
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE_MS)
    assert "Mine.wav" in told[0]
    assert told[0].count("\n") == 0
    session.close()
