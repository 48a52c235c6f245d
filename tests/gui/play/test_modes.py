"""Modes and games on the page, by what a person does: choose, play, leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from gui.context import Context
from gui.lanes import Job
from gui.play import turns
from gui.play.book import Book
from gui.play.deal import Deal, Request, make_deal
from gui.play.session import Phase, Session
from gui.play.songs import Song, Source
from gui.window import MainWindow
from musicpuzzle.errors import DataError
from musicpuzzle.games import round as rules
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.play.log import RoundLog
from musicpuzzle.play.records import ModeName
from musicpuzzle.settings import GAME

PATIENCE_MS = 30_000


@pytest.fixture
def quick(
    playing: MainWindow, make_hand_deal: Callable[..., Deal], monkeypatch: pytest.MonkeyPatch
) -> MainWindow:
    """The window, in which puzzles are made by hand as a mode asks for them."""

    def make(request: Request, job: Job) -> Deal:
        settings = request.settings
        deal = make_hand_deal(settings.pieces, settings.piece_s, settings.gap_s)
        puzzle = replace(deal.puzzle, seed=request.seed)
        return replace(deal, puzzle=puzzle, job_id=job.job_id)

    monkeypatch.setattr(turns, "make_deal", make)
    return playing


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


def test_a_streak_gets_harder_and_ends_with_the_first_mistake(
    quick: MainWindow, qtbot: Any
) -> None:
    page = quick.play
    begin(quick, "streak", qtbot)
    assert not page.difficulty.pieces.isVisible()
    hand_in(quick, qtbot)
    assert page.title.text() == "Right!"
    assert page.result.run.text() == "1 puzzle so far."
    assert page.result.new.text() == page.result.new.accessibleName() == "Next puzzle"
    page.turner.new()
    until(quick, Phase.PLAYING, qtbot)
    assert page.head.run.text() == "Streak: 1 puzzle so far"
    hand_in(quick, qtbot, wrong=True)
    assert page.title.text() == "The streak ends here."
    qtbot.waitUntil(lambda: page.result.new.text() == "New Streak", timeout=PATIENCE_MS)
    assert {record.run_id for record in RoundLog().records} == {RoundLog().records[0].run_id}
    page.turner.choose_mode("replay")
    # The song of what was failed is gone, so there is nothing to hear again.
    until(quick, Phase.OVER, qtbot)
    assert page.title.text() == "Nothing to put right"
    assert not page.over.figure.isVisible()


def test_a_rated_round_moves_the_rating_and_is_left_only_after_a_question(
    quick: MainWindow, qtbot: Any
) -> None:
    page = quick.play
    begin(quick, "rated", qtbot)
    hand_in(quick, qtbot)
    assert page.result.run.text().startswith("Your rating: ")
    page.turner.new()
    until(quick, Phase.PLAYING, qtbot)
    deal = page.session.deal
    page.turner.new()
    assert page.session.deal is deal
    assert page.turner.bar is not None
    page.turner.bar.no.click()
    assert page.session.phase is Phase.PLAYING
    page.turner.choose_mode("casual")
    page.turner.bar.yes.click()
    qtbot.waitUntil(
        lambda: page.session.phase is Phase.PLAYING and page.session.deal is not deal,
        timeout=PATIENCE_MS,
    )
    first, second = RoundLog().records
    assert first.change is not None
    assert second.change is not None
    assert second.gave_up
    assert second.change.after.value < first.change.after.value
    assert page.session.mode_name == "casual"


def test_a_storm_deals_on_until_its_time_is_up(quick: MainWindow, qtbot: Any) -> None:
    page, session = quick.play, quick.play.session
    begin(quick, "storm", qtbot)
    first = session.deal
    hand_in(quick, qtbot)
    qtbot.waitUntil(
        lambda: session.phase is Phase.PLAYING and session.deal is not first, timeout=PATIENCE_MS
    )
    assert session.left_s is not None
    assert page.head.run.text() == "1 solved"
    said: list[str] = []
    page.announced.connect(said.append)
    assert session.round is not None
    qtbot.waitUntil(lambda: page._left_s is not None, timeout=PATIENCE_MS)
    session.round = replace(session.round, started_s=session.round.started_s - 130.0)
    qtbot.waitUntil(lambda: said == ["1 minute left"], timeout=PATIENCE_MS)
    qtbot.waitUntil(page.panel.clock.isVisible, timeout=PATIENCE_MS)
    assert session.round is not None
    session.round = replace(session.round, started_s=session.round.started_s - 180.0)
    until(quick, Phase.OVER, qtbot)
    assert page.over.words.text() == "1 puzzle solved of 1 in three minutes."
    assert page.over.figure.isVisible()
    assert page.over.figure.text() == "1"


def kill_and_start(window: MainWindow) -> None:
    """As by a kill: nothing more is written, the system lets go of the file, all begins anew."""
    session = window.play.session
    session.keeping.book.close()
    session.keeping.book = session.dealer._book = Book()
    session.start()


def leave(window: MainWindow, how: str, song: Path) -> None:
    page = window.play
    {
        "new": page.turner.new,
        "game": page.difficulty.games.segments["sequencing"].click,
        "mode": lambda: page.turner.choose_mode("casual"),
        "song": lambda: page.open_paths((song,)),
    }[how]()


@pytest.mark.parametrize("how", ["new", "game", "mode", "song"])
def test_a_running_streak_is_left_only_after_a_question(
    quick: MainWindow, how: str, song: Path, qtbot: Any
) -> None:
    page, session = quick.play, quick.play.session
    said: list[str] = []
    page.announced.connect(said.append)
    begin(quick, "streak", qtbot)
    hand_in(quick, qtbot)
    page.turner.new()
    until(quick, Phase.PLAYING, qtbot)
    deal = session.deal
    leave(quick, how, song)
    assert said[-1].startswith("Your Streak still runs: 1 puzzle so far.")
    assert page.turner.bar is not None
    assert quick.focusWidget() is page.turner.bar.no
    quick.activateWindow()
    qtbot.waitUntil(quick.isActiveWindow)
    qtbot.keyClick(quick, Qt.Key.Key_Escape)
    assert not page.turner.bar
    assert (session.phase, session.deal) == (Phase.PLAYING, deal)
    leave(quick, how, song)
    assert page.turner.bar is not None
    qtbot.keyClick(page.turner.bar.no, Qt.Key.Key_Left)
    assert quick.focusWidget() is page.turner.bar.yes
    before = session.run
    assert before is not None
    qtbot.keyClick(page.turner.bar.yes, Qt.Key.Key_Space)
    assert "Streak over. 1 puzzle in a row." in said
    qtbot.waitUntil(
        lambda: session.phase is Phase.PLAYING and session.deal is not deal, timeout=PATIENCE_MS
    )
    assert session.run is not None
    assert session.run.mode.run_id != before.mode.run_id
    assert session.run.mode.tally.played == 0


def test_closing_asks_while_a_storm_runs_and_a_second_time_closes(
    quick: MainWindow, qtbot: Any
) -> None:
    page = quick.play
    begin(quick, "storm", qtbot)
    quick.show_page("settings")
    assert not quick.close()
    assert page.isVisible()
    assert page.turner.bar is not None
    assert "0 puzzles solved of 0 so far" in page.turner.bar.text.text()
    page.turner.bar.no.click()
    assert not quick.close()
    assert quick.close()
    assert not quick.isVisible()


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
    begin(quick, "streak", qtbot)
    hand_in(quick, qtbot)
    page.turner.new()
    until(quick, Phase.PLAYING, qtbot)
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
    begin(quick, "streak", qtbot)
    hand_in(quick, qtbot)
    page.turner.new()
    until(quick, Phase.PLAYING, qtbot)
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


def test_another_game_is_kept_and_named(quick: MainWindow, qtbot: Any) -> None:
    page = quick.play
    page.difficulty.games.segments["sequencing"].click()
    until(quick, Phase.DEALING, qtbot)
    assert page.title.text() == "Sequencing"
    assert quick.play._context.settings.get(GAME) == "sequencing"
    assert [page.difficulty.pieces.itemData(at) for at in range(3)] == [3, 4, 6]
    assert not page.difficulty.gap.isVisible()
    until(quick, Phase.PLAYING, qtbot)


def test_a_medley_of_own_songs_has_a_judge_and_no_truth(
    song: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import soundfile

    samples, rate_hz = soundfile.read(song)
    songs = []
    for number in range(3):
        path = tmp_path / f"{number}.wav"
        soundfile.write(path, samples[number * rate_hz :], rate_hz)
        songs.append(Song(path, f"Song {number}"))
    source, job = Source("Mine", tuple(songs)), Job(lambda _: None)
    deal = make_deal(Request(PuzzleSettings(3, game="medley"), 1, source), job)
    assert deal is not None
    assert deal.judge is not None
    assert not deal.puzzle.has_truth
    assert {ref.title for ref in deal.songs} == {"Song 0", "Song 1", "Song 2"}
    with pytest.raises(DataError, match="None of 3 songs has 6 parts"):
        make_deal(Request(PuzzleSettings(6, game="sequencing"), 1, source), job)
