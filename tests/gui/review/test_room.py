"""In a window of ordinary size nothing of the page is cut; in a small one all can be reached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget

from gui.play.deal import Deal
from gui.review import ReviewPage, Subject
from gui.review.sentences import WIDEST_LINE
from gui.review.session import STOPPED, Phase

PATIENCE_MS = 30_000
# What is left for a page of windows of 1280 x 800 and 860 x 560.
ORDINARY, SMALL = (1192, 740), (772, 500)


def is_whole(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect() == widget.rect()


def show_at(page: ReviewPage, size: tuple[int, int], qtbot: Any) -> None:
    def is_there() -> bool:
        # Again and again: the platform without a screen may take a size back.
        page.resize(*size)
        QApplication.sendPostedEvents()
        return (page.width(), page.height()) == size

    qtbot.waitUntil(is_there)


@pytest.fixture
def twelve(make_hand_deal: Callable[..., Deal]) -> Subject:
    """Twelve pieces, all joins wrong, against chance."""
    deal = make_hand_deal(12, piece_s=1.0)
    order = deal.puzzle.truth[::-1]
    return Subject(deal.puzzle, deal.pieces, order, "chance", "Chance")


def look(page: ReviewPage, subject: Subject, qtbot: Any) -> None:
    page.look(subject)
    qtbot.waitUntil(lambda: page.session.phase is Phase.READY, timeout=PATIENCE_MS)
    told = len(page.session.mistakes)
    qtbot.waitUntil(lambda: len(page.view.words.mistakes) == told, timeout=PATIENCE_MS)


def test_a_review_of_twelve_pieces_needs_no_scrolling_of_the_page(
    page: ReviewPage, twelve: Subject, qtbot: Any
) -> None:
    look(page, replace(twelve, opponent="continuity"), qtbot)
    qtbot.waitUntil(lambda: page.session.explanation is not None, timeout=PATIENCE_MS)
    show_at(page, ORDINARY, qtbot)
    view = page.view
    parts = [view.rows, *view.scores.grid.cells.values(), view.pair.map, view.pair.listen]
    assert all(is_whole(part) for part in parts)
    # Words scroll, each text by itself and by keyboard too.
    texts = [area for area in view.words.findChildren(QScrollArea) if area.isVisible()]
    assert len(texts) == 2
    mistakes = texts[0]
    assert mistakes.verticalScrollBar().maximum() > 0
    mistakes.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(mistakes, Qt.Key.Key_Down)
    assert mistakes.verticalScrollBar().value() > 0
    show_at(page, SMALL, qtbot)
    assert view.horizontalScrollBar().maximum() == 0
    assert view.verticalScrollBar().maximum() > 0


@pytest.mark.parametrize("width", [1500, 2472])
def test_no_line_of_words_is_cut_where_lines_stay_short_in_a_wide_window(
    page: ReviewPage, twelve: Subject, width: int, qtbot: Any
) -> None:
    show_at(page, (width, 1380), qtbot)
    look(page, replace(twelve, opponent="continuity"), qtbot)
    qtbot.waitUntil(lambda: page.session.explanation is not None, timeout=PATIENCE_MS)
    QApplication.sendPostedEvents()
    labels = [each for each in page.view.words.findChildren(QLabel) if each.isVisible()]
    assert len(labels) > 20
    assert all(each.width() <= WIDEST_LINE for each in labels)
    for each in labels:
        needed = each.heightForWidth(each.width()) if each.wordWrap() else 0
        assert each.height() >= needed, each.text()


def test_few_words_take_no_more_room_than_they_need_and_are_whole(
    page: ReviewPage, subject: Subject, qtbot: Any
) -> None:
    show_at(page, ORDINARY, qtbot)
    look(page, replace(subject, order=subject.puzzle.truth), qtbot)
    qtbot.waitUntil(lambda: page.session.explanation is not None, timeout=PATIENCE_MS)
    QApplication.sendPostedEvents()
    labels = [each for each in page.view.words.findChildren(QLabel) if each.isVisible()]
    assert {"Every join is right.", "Where Chance listened"} <= {each.text() for each in labels}
    assert all(is_whole(each) for each in labels)


def test_a_question_with_twelve_answers_is_whole_or_scrolls(
    page: ReviewPage, twelve: Subject, qtbot: Any
) -> None:
    look(page, twelve, qtbot)
    page.start_lesson()
    lesson = page.lesson
    buttons = [*lesson.listen, *lesson.choose]
    assert len(buttons) == 23
    show_at(page, ORDINARY, qtbot)
    assert all(is_whole(each) for each in (*buttons, lesson.leave, lesson.show_answer))
    show_at(page, SMALL, qtbot)
    assert {each.height() for each in lesson.listen} == {lesson.listen[0].sizeHint().height()}
    assert is_whole(lesson.leave)
    assert not is_whole(lesson.listen[10])
    qtbot.keyClick(lesson, "-")
    assert is_whole(lesson.listen[10])
    lesson.choose[11].setFocus()
    qtbot.keyClick(lesson.focusWidget(), Qt.Key.Key_Down)
    assert lesson.focusWidget() is lesson.choose[0]
    assert is_whole(lesson.choose[0])
    lesson.show_answer.click()
    assert is_whole(next(each for each in lesson.choose if "answer" in each.text()))


def test_marks_of_the_table_are_named_from_its_edge_on(
    page: ReviewPage, subject: Subject, qtbot: Any
) -> None:
    lefts = []
    for shown in (subject, replace(subject, order=())):
        look(page, shown, qtbot)
        entry = page.view.scores.legend.findChildren(QLabel)[0]
        lefts.append(entry.mapTo(page.view.scores, QPoint(0, 0)).x())
    assert lefts[0] == lefts[1]


def test_a_page_that_failed_says_what_to_do(page: ReviewPage, subject: Subject, qtbot: Any) -> None:
    page.look(subject)
    page.busy.cancel.click()
    assert page.failed.words.text() == STOPPED
    assert page.line.text() == "Try again, or go back to the result."


def test_how_far_a_review_is_crosses_no_gap_between_cards(page: ReviewPage, qtbot: Any) -> None:
    for size in (SMALL, ORDINARY, (2472, 1380)):
        show_at(page, size, qtbot)
        busy = page.busy
        busy.resize(page.view.size())
        details = busy.details_box()
        boxes = [box.toRect() for box in busy._boxes(busy.size(), page._context.theme.sizes)]
        middle = QRect(details.left(), details.center().y(), details.width(), 1)
        assert any(box.contains(middle) for box in boxes)
