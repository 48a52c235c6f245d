"""Modes and games on the page, by what a person does: choose, play, leave."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from gui.lanes import Job
from gui.play.deal import Request, make_deal
from gui.play.session import Phase
from gui.play.songs import Song, Source
from gui.window import MainWindow
from musicpuzzle.errors import DataError
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.play.log import RoundLog
from musicpuzzle.settings import GAME

from .runs import PATIENCE_MS, begin, begin_streak, hand_in, until


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
    begin_streak(quick, qtbot)
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
