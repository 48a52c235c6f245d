"""Modes and games on the page, by what a person does: choose, play, leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gui.lanes import Job
from gui.play import turns
from gui.play.deal import Deal, Request, make_deal
from gui.play.session import Phase
from gui.play.songs import Song, Source
from gui.window import MainWindow
from musicpuzzle.errors import DataError
from musicpuzzle.games import round as rules
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.play.log import RoundLog
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
    page.turner.choose_mode("streak")
    until(quick, Phase.PLAYING, qtbot)
    assert not page.difficulty.pieces.isVisible()
    hand_in(quick, qtbot)
    assert page.title.text() == "Right!"
    assert page.result.run.text() == "1 puzzle so far."
    page.turner.new()
    until(quick, Phase.PLAYING, qtbot)
    assert page.head.run.text() == "Streak: 1 puzzle so far."
    hand_in(quick, qtbot, wrong=True)
    assert page.title.text() == "The streak ends here."
    assert {record.run_id for record in RoundLog().records} == {RoundLog().records[0].run_id}
    page.turner.choose_mode("replay")
    # The song of what was failed is gone, so there is nothing to hear again.
    until(quick, Phase.OVER, qtbot)
    assert page.title.text() == "Nothing to put right"


def test_a_rated_round_moves_the_rating_and_is_left_only_after_a_question(
    quick: MainWindow, qtbot: Any
) -> None:
    page = quick.play
    page.turner.choose_mode("rated")
    until(quick, Phase.PLAYING, qtbot)
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
    page.turner.choose_mode("storm")
    until(quick, Phase.PLAYING, qtbot)
    first = session.deal
    hand_in(quick, qtbot)
    qtbot.waitUntil(
        lambda: session.phase is Phase.PLAYING and session.deal is not first, timeout=PATIENCE_MS
    )
    assert session.left_s is not None
    assert page.head.run.text() == "1 solved"
    qtbot.waitUntil(page.panel.clock.isVisible, timeout=PATIENCE_MS)
    assert session.round is not None
    session.round = replace(session.round, started_s=session.round.started_s - 180.0)
    until(quick, Phase.OVER, qtbot)
    assert page.over.words.text() == "1 puzzle solved of 1 in three minutes."


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
