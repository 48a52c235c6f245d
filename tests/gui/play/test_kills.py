"""What a Streak or Storm came to is back after a kill, and what was closed stays closed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt

from gui.context import Context
from gui.play import turns
from gui.play.book import Book
from gui.play.session import Phase, Session
from gui.window import MainWindow
from musicpuzzle.play.log import RoundLog
from musicpuzzle.play.records import ModeName

from .runs import PATIENCE_MS, begin, begin_streak, hand_in, until


def kill_and_start(window: MainWindow) -> None:
    """As by a kill: nothing more is written, the system lets go of the file, all begins anew."""
    session = window.play.session
    session.keeping.book.close()
    session.keeping.book = session.dealer._book = Book()
    session.start()


def rows_of(window: MainWindow) -> list[tuple[str, tuple[int, ...], tuple[bool, ...], str, str]]:
    """All that stands in the rows of a result."""
    rows = window.play.result.rows.items()
    return [(key, row.order, row.joins, row.points.text(), row.note.text()) for key, row in rows]


def table_of(window: MainWindow) -> list[list[str]]:
    """What stands in the table of a run's rounds, but for the times."""
    table = window.play.over.rounds
    cells = [[table.item(row, at) for at in (0, 1, 2, 4)] for row in range(table.rowCount())]
    return [[cell.text() for cell in row if cell is not None] for row in cells]


@pytest.mark.parametrize("wrong", [False, True])
def test_the_result_of_a_streak_is_back_after_a_kill_with_all_its_rows(
    quick: MainWindow, wrong: bool, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    page, session = quick.play, quick.play.session
    begin_streak(quick, qtbot)
    hand_in(quick, qtbot, wrong=wrong)
    until(quick, Phase.DONE, qtbot)
    deal, before = session.deal, (page.title.text(), rows_of(quick), page.result.run.text())
    assert deal is not None
    assert len(before[1]) == 3
    monkeypatch.setattr(turns, "_rebuilt", lambda *args: replace(deal, job_id=args[-1].job_id))
    said: list[str] = []
    page.announced.connect(said.append)
    quick.play._context.player.stop()
    kill_and_start(quick)
    page.result.rows.clear()
    until(quick, Phase.DONE, qtbot)
    assert (page.title.text(), rows_of(quick), page.result.run.text()) == before
    assert said[0].startswith(before[0])
    assert not quick.play._context.player.state().playing
    quick.show_review()
    assert quick.stack.currentWidget() is quick.review
    quick.show_page("play")
    page.turner.new()
    until(quick, Phase.PLAYING, qtbot)
    assert session.run is not None
    assert session.run.mode.tally.played == (0 if wrong else 2)


def test_a_run_that_was_ended_shows_its_rounds_and_one_of_them_in_the_review(
    quick: MainWindow, qtbot: Any
) -> None:
    page, session = quick.play, quick.play.session
    begin_streak(quick, qtbot)
    session.end_contest()
    qtbot.waitUntil(page.over.rounds.isVisible, timeout=PATIENCE_MS)
    n = RoundLog().records[0].puzzle.n
    assert table_of(quick) == [["1", f"{n} pieces, no gap", "All right", "By Hand"]]
    kill_and_start(quick)
    qtbot.waitUntil(lambda: not page.over.rounds.isVisible(), timeout=PATIENCE_MS)
    qtbot.waitUntil(page.over.rounds.isVisible, timeout=PATIENCE_MS)
    assert quick.focusWidget() is page.over.more
    qtbot.keyClick(page.over.more, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert quick.focusWidget() is page.over.rounds
    qtbot.keyClick(page.over.rounds, Qt.Key.Key_Return)
    assert quick.stack.currentWidget() is quick.review


def test_a_streak_that_is_right_waits_for_its_next_puzzle_after_a_kill(
    quick: MainWindow, qtbot: Any
) -> None:
    page, session = quick.play, quick.play.session
    begin(quick, "streak", qtbot)
    hand_in(quick, qtbot)
    assert session.run is not None
    run_id = session.run.mode.run_id
    kill_and_start(quick)
    until(quick, Phase.OVER, qtbot)
    assert page.title.text() == "Your Streak goes on"
    assert page.over.words.text() == "1 puzzle so far. The next puzzle waits for you."
    # The song of its last round is gone, but the log knows the round.
    qtbot.waitUntil(page.over.rounds.isVisible, timeout=PATIENCE_MS)
    assert [row[2] for row in table_of(quick)] == ["All right"]
    page.over.more.click()
    until(quick, Phase.PLAYING, qtbot)
    assert session.run.mode.run_id == run_id
    assert session.run.mode.tally.exact == 1


@pytest.mark.parametrize("mode", ["streak", "storm"])
def test_how_a_run_went_is_told_again_after_a_kill_but_not_after_closing(
    quick: MainWindow, mode: ModeName, context: Context, qtbot: Any
) -> None:
    page, session = quick.play, quick.play.session
    begin(quick, mode, qtbot)
    if mode == "streak":
        hand_in(quick, qtbot, wrong=True)
        told = "0 puzzles in a row."
    else:
        assert session.round is not None
        session.round = replace(session.round, started_s=session.round.started_s - 180.0)
        until(quick, Phase.OVER, qtbot)
        told = "0 puzzles solved of 0 in three minutes."
    kill_and_start(quick)
    until(quick, Phase.OVER, qtbot)
    assert page.over.words.text() == told
    assert page.over.more.text() == "Once more"
    session.close()
    again = Session(context, page)
    again.start()
    qtbot.waitUntil(lambda: again.phase is Phase.PLAYING, timeout=PATIENCE_MS)
    again.close()


def test_a_kill_right_after_a_round_of_a_storm_was_kept_loses_nothing(
    quick: MainWindow, qtbot: Any
) -> None:
    session = quick.play.session
    begin(quick, "storm", qtbot)
    book = session.keeping.book
    book.save = lambda stored: None  # type: ignore[method-assign]
    assert session.run is not None
    run_id, first = session.run.mode.run_id, session.deal
    hand_in(quick, qtbot)
    qtbot.waitUntil(
        lambda: session.phase is Phase.PLAYING and session.deal is not first, timeout=PATIENCE_MS
    )
    kill_and_start(quick)
    until(quick, Phase.OVER, qtbot)
    assert session.run.mode.run_id == run_id
    assert session.run.mode.tally.exact == 1
    qtbot.waitUntil(quick.play.over.rounds.isVisible, timeout=PATIENCE_MS)
    assert [row[2] for row in table_of(quick)] == ["All right"]
