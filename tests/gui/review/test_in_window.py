from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import Qt

from gui.history.page import ROUNDS
from gui.play.deal import Deal
from gui.play.session import Phase
from gui.review.session import STOPPED
from gui.review.session import Phase as ReviewPhase
from gui.window import MainWindow
from musicpuzzle.games import round as rules
from musicpuzzle.play.history import History
from musicpuzzle.play.ladder import Ladder
from musicpuzzle.play.log import RoundLog
from musicpuzzle.play.records import RoundRecord, SongRef, attempt_of, utc_now

PATIENCE_MS = 30_000


def test_from_the_result_to_the_review_and_back_by_keyboard(
    playing: MainWindow, qtbot: Any
) -> None:
    play, review = playing.play.session, playing.review
    assert play.deal is not None
    truth = play.deal.puzzle.truth
    order = (truth[1], truth[0], *truth[2:])
    for place, piece in enumerate(order):
        play.change(lambda round_, piece=piece, place=place: rules.place(round_, piece, place))
    play.submit()
    qtbot.waitUntil(lambda: play.phase is Phase.DONE, timeout=PATIENCE_MS)
    qtbot.waitUntil(playing.play.result.review.isVisible)
    before = play.round
    qtbot.keyClick(playing.focusWidget(), Qt.Key.Key_V)
    assert playing.stack.currentWidget() is review
    qtbot.waitUntil(lambda: review.session.phase is ReviewPhase.READY, timeout=PATIENCE_MS)
    assert review.session.review is not None
    assert review.session.review.you.order == order
    # The platform without a screen takes the activation away when a window's least size changes.
    playing.activateWindow()
    qtbot.waitUntil(playing.isActiveWindow)
    # The keyboard is in the table at once.
    focused = playing.focusWidget()
    assert focused is review.view.scores.grid.cells[order[0], order[1]]
    qtbot.keyClick(focused, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert review.lesson.isVisible()
    review.lesson.show_answer.click()
    for _ in range(2):
        qtbot.keyClick(playing.focusWidget(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert playing.stack.currentWidget() is playing.play
    # Nothing of the round has changed, and with it nothing that a rating is made of.
    assert play.round is before
    assert play.phase is Phase.DONE


def test_a_round_that_is_not_over_is_not_looked_back_on(playing: MainWindow) -> None:
    playing.show_review()
    assert playing.stack.currentWidget() is playing.play


def kept_round(deal: Deal, number: int, path: str) -> RoundRecord:
    """A round of a real puzzle with its first two pieces the wrong way round, played alone."""
    truth = deal.puzzle.truth
    order = (truth[1], truth[0], *truth[2:])
    person = attempt_of(rules.play_order(rules.start(deal.puzzle), order, 30.0))
    song = SongRef(deal.puzzle.recording_id, path, deal.song.title)
    return RoundRecord(
        f"round {number}", utc_now(), "casual", "run", deal.puzzle, (song,), None, person, None
    )


def test_a_round_of_the_history_is_looked_back_on_and_stays_chosen(
    window: MainWindow, dealt: tuple[Deal, object], qtbot: Any
) -> None:
    deal, log = dealt[0], RoundLog()
    records = [kept_round(deal, number, str(deal.song.path)) for number in range(3)]
    records[1] = replace(records[1], songs=(SongRef("other", str(deal.song.path), "Harbour"),))
    kept = History(log, Ladder())
    for record in records:
        kept.finish(record, rated=False)
    history, review = window.history, window.review
    window.show_page("history")
    history.tabs.setCurrentIndex(ROUNDS)
    qtbot.waitUntil(history.rounds.table.isVisible, timeout=PATIENCE_MS)
    qtbot.keyClick(history.rounds.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(history.rounds.table, Qt.Key.Key_Return)
    assert window.stack.currentWidget() is review
    assert review.busy.isVisible()
    assert "your rounds" in review.back.toolTip()
    qtbot.waitUntil(lambda: review.session.phase is ReviewPhase.READY, timeout=PATIENCE_MS)
    subject = review.session.subject
    assert subject is not None
    assert subject.opponent == "chance"
    assert subject.order == records[0].person.order
    for ours, dealt_piece in zip(subject.pieces, deal.pieces, strict=True):
        assert np.array_equal(ours.samples, dealt_piece.samples)
    review.back.click()
    assert window.stack.currentWidget() is history
    assert history.rounds.current() == records[0]
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.focusWidget() is history.rounds.table
    # Its song is another one now.
    qtbot.keyClick(history.rounds.table, Qt.Key.Key_Up)
    history.rounds.review.click()
    qtbot.waitUntil(review.failed.isVisible, timeout=PATIENCE_MS)
    assert review.failed.words.text().startswith("“Harbour” cannot be heard again: ")
    review.failed.action.click()
    review.busy.cancel.click()
    assert review.failed.words.text() == STOPPED
