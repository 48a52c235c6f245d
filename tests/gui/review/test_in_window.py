from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from gui.play.session import Phase
from gui.review.session import Phase as ReviewPhase
from gui.window import MainWindow
from musicpuzzle.games import round as rules

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
    assert focused is review.grid.cells[order[0], order[1]]
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
