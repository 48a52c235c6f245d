from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from gui.context import Context
from gui.review import ReviewPage, Subject
from gui.review import session as session_module
from gui.review.listening import JOIN_S
from gui.review.session import STOPPED, Phase
from musicpuzzle.errors import ModelError
from musicpuzzle.games.puzzle import letters
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.review.words import cell_words, join_name

PATIENCE_MS = 30_000
RATE_HZ = 44_100


def shown_words(widget: QWidget) -> str:
    """All that can be read or heard of what is shown of a widget."""
    labels = [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]
    parts = [one for one in widget.findChildren(QWidget) if one.isVisible()]
    names = [f"{one.accessibleName()} {one.accessibleDescription()}" for one in parts]
    tips = [one.toolTip() for one in parts]
    buttons = [one.text() for one in widget.findChildren(QAbstractButton) if one.isVisible()]
    return "\n".join([*labels, *names, *tips, *buttons])


def test_before_any_round_the_page_says_how_to_get_one(page: ReviewPage, qtbot: Any) -> None:
    assert page.empty.isVisible()
    with qtbot.waitSignal(page.back_wanted):
        page.empty.action.click()


def test_a_round_is_shown_from_all_sides(reviewed: ReviewPage, subject: Subject) -> None:
    review = reviewed.session.review
    assert review is not None
    assert "You found 0 of 3 joins." in reviewed.line.text()
    names = [row.accessibleName() for row in reviewed.view.rows.rows]
    order = " ".join(letters(4)[piece] for piece in subject.order)
    assert names[0].startswith(f"You: {order}; wrong: ")
    assert [name.split(":")[0] for name in names] == ["You", "Chance", "Truth"]
    assert len(reviewed.view.scores.grid.cells) == 12
    for pair, cell in reviewed.view.scores.grid.cells.items():
        assert cell.accessibleName() == cell_words(review, pair)
        assert ("frame" in cell.marks) == bool(review.right[pair])
        assert ("dot" in cell.marks) == (pair in review.you.pairs)
        assert ("triangle" in cell.marks) == (pair in review.theirs.pairs)
    # The first mistake is looked at, and why there is nothing to see behind it.
    assert reviewed.session.pair == review.you.wrong[0]
    assert reviewed.view.scores.grid.cells[review.you.wrong[0]].chosen
    assert list(reviewed.view.words.mistakes) == list(review.you.wrong)
    assert "Chance guesses" in shown_words(reviewed.view.words)


def test_every_cell_can_be_reached_and_heard_by_keyboard(
    reviewed: ReviewPage, context: Context, qtbot: Any
) -> None:
    grid, session = reviewed.view.scores.grid, reviewed.session
    grid.cells[0, 1].setFocus()
    seen = set()
    for row in range(4):
        grid.cells[row, 0 if row else 1].setFocus()
        for _ in range(4):
            assert session.pair is not None
            seen.add(session.pair)
            qtbot.keyClick(grid.focusWidget(), Qt.Key.Key_Right)
    assert seen == set(grid.cells)
    # Over the diagonal, and not beyond the edge.
    grid.cells[1, 2].setFocus()
    qtbot.keyClick(grid.focusWidget(), Qt.Key.Key_Down)
    assert session.pair == (3, 2)
    qtbot.keyClick(grid.focusWidget(), Qt.Key.Key_Down)
    assert session.pair == (3, 2)
    qtbot.keyClick(grid.focusWidget(), Qt.Key.Key_Space)
    assert context.player.state().label == "D then C"


def test_a_click_plays_the_end_of_one_piece_and_the_start_of_the_other(
    reviewed: ReviewPage, subject: Subject, context: Context, qtbot: Any
) -> None:
    heard: list[Any] = []
    context.player.play_row = lambda items, at, name: heard.append((items, name))  # type: ignore[method-assign]
    cell = reviewed.view.scores.grid.cells[0, 2]
    qtbot.mouseClick(cell, Qt.MouseButton.LeftButton)
    ((items, name),) = heard
    assert name == "A then C"
    length = round(JOIN_S * RATE_HZ)
    (_, end), (_, start) = items
    assert np.array_equal(end, subject.pieces[0].samples[:, -length:])
    assert np.array_equal(start, subject.pieces[2].samples[:, :length])
    assert reviewed.session.pair == (0, 2)
    assert reviewed.view.pair.title.text() == "A then C"


def test_joins_in_the_rows_and_mistakes_in_the_words_are_looked_at(
    reviewed: ReviewPage, qtbot: Any
) -> None:
    review = reviewed.session.review
    assert review is not None
    row = reviewed.view.rows.rows[2]
    chips = row.chips()
    between = QPoint((chips[1].center().x() + chips[2].center().x()) // 2, 10)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=between)
    assert review.truth is not None
    assert reviewed.session.pair == review.truth.pairs[1]
    pair = review.you.wrong[1]
    reviewed.view.words.mistakes[pair].click()
    assert reviewed.session.pair == pair


def test_a_review_that_fails_says_why_and_can_be_tried_again(
    page: ReviewPage, subject: Subject, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(name: str) -> None:
        raise ModelError(f"{name}: the weights are damaged.")

    with monkeypatch.context() as patch:
        patch.setattr(session_module, "opponent", fail)
        page.look(subject)
        assert page.busy.isVisible()
        qtbot.waitUntil(page.failed.isVisible, timeout=PATIENCE_MS)
    assert page.failed.words.text() == "chance: the weights are damaged."
    page.failed.action.click()
    qtbot.waitUntil(lambda: page.session.phase is Phase.READY, timeout=PATIENCE_MS)


def test_a_review_can_be_given_up_on_the_page_and_in_the_list_of_jobs(
    page: ReviewPage, subject: Subject, context: Context
) -> None:
    page.look(subject)
    page.busy.cancel.click()
    assert page.failed.words.text() == STOPPED
    page.failed.action.click()
    assert page.busy.isVisible()
    context.lanes.jobs[-1].cancel()
    assert page.failed.isVisible()


def test_evidence_that_cannot_be_had_is_told_beside_the_rest(
    reviewed: ReviewPage, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ModelError("sen: there is no such file.")

    monkeypatch.setattr(session_module.Explainer, "explain", fail)
    reviewed.view.scores.grid.cells[3, 0].setFocus()
    qtbot.waitUntil(lambda: bool(reviewed.session.explanation_failure), timeout=PATIENCE_MS)
    assert "sen: there is no such file." in shown_words(reviewed.view.words)
    assert reviewed.view.pair.map.message == "sen: there is no such file."


def right_number(page: ReviewPage) -> int:
    question = page.lesson.lesson.question
    assert question is not None
    return next(k for k, choice in enumerate(question.choices) if choice in question.right)


def test_a_lesson_by_keyboard(reviewed: ReviewPage, context: Context, qtbot: Any) -> None:
    lesson = reviewed.lesson
    reviewed.learn.click()
    assert lesson.isVisible()
    before = dict(vars(context.settings))
    for _ in range(3):
        qtbot.keyClick(lesson, "2")
        assert context.player.state().label.endswith(", then 2")
        lesson.choose[right_number(reviewed)].setFocus()
        qtbot.keyClick(lesson.focusWidget(), Qt.Key.Key_Return)
        assert lesson.feedback.text().startswith("Right: ")
        qtbot.keyClick(lesson.focusWidget(), Qt.Key.Key_Return)
    assert lesson.lesson.results == ("first", "first", "first")
    assert lesson.count.text() == "You found 3 of 3 at once. Your rating stays as it is."
    assert dict(vars(context.settings)) == before
    lesson.leave.click()
    assert reviewed.view.scores.grid.isVisible()


def test_until_it_is_answered_a_lesson_tells_nothing(reviewed: ReviewPage, qtbot: Any) -> None:
    """No letter but the one that is asked about can be read or heard, before and after a try."""
    reviewed.learn.click()
    lesson = reviewed.lesson
    question = lesson.lesson.question
    assert question is not None
    review = reviewed.session.review
    assert review is not None
    told: list[str] = []
    lesson.said.connect(told.append)
    qtbot.waitUntil(lesson.choose[-1].isVisible)
    assert "Candidate 3 follows" in shown_words(reviewed)
    wrong = next(k for k in range(3) if k != right_number(reviewed))
    for tried in (False, True):
        if tried:
            lesson.choose[wrong].click()
        words = [shown_words(reviewed), *told]
        for choice in question.choices[:-1]:
            assert choice is not None
            letter = letters(4)[choice]
            for line in "\n".join(words).splitlines():
                assert letter not in line.replace("Alt", "").replace("Chance", "").split()
            assert not any(join_name(review, (question.piece, choice)) in text for text in words)
    # Where candidates stand, and what can be pressed, tells nothing either.
    enabled = [choose.isEnabled() for choose in lesson.choose]
    assert enabled == [number != wrong for number in range(4)]
    assert {choose.text() for choose in lesson.choose} == {"This one", "Not this one"}


def test_an_answer_can_be_shown(reviewed: ReviewPage) -> None:
    reviewed.start_lesson()
    lesson = reviewed.lesson
    place = right_number(reviewed)
    lesson.show_answer.click()
    assert lesson.choose[place].text().startswith("The answer: ")
    assert not any(choose.isEnabled() for choose in lesson.choose)
    assert lesson.lesson.answered == "shown"
    reviewed.go_back()
    assert reviewed.learn.isVisible()


def test_where_nothing_was_wrong_there_is_nothing_to_learn(
    page: ReviewPage, subject: Subject, qtbot: Any
) -> None:
    page.look(replace(subject, order=subject.puzzle.truth))
    qtbot.waitUntil(lambda: page.session.phase is Phase.READY, timeout=PATIENCE_MS)
    assert not page.learn.isEnabled()
    page.start_lesson()
    assert page.view.scores.grid.isVisible()
    assert "Every join is right." in shown_words(page.view.words)


def test_a_round_that_was_given_up_is_shown_too(
    page: ReviewPage, subject: Subject, qtbot: Any
) -> None:
    page.look(replace(subject, order=()))
    qtbot.waitUntil(lambda: page.session.phase is Phase.READY, timeout=PATIENCE_MS)
    assert page.line.text() == "You gave up."
    assert not page.learn.isVisible()
    assert page.view.rows.rows[0].accessibleName() == "You: gave up"


def test_without_a_right_order_nothing_is_right_wrong_or_counted(
    page: ReviewPage, subject: Subject, qtbot: Any
) -> None:
    parts = tuple(
        replace(part, recording_id=f"song {number}")
        for number, part in enumerate(subject.puzzle.fragments)
    )
    settings = PuzzleSettings(4, game="medley")
    puzzle = replace(subject.puzzle, recording_id="", settings=settings, fragments=parts)
    page.look(replace(subject, puzzle=puzzle))
    qtbot.waitUntil(lambda: page.session.phase is Phase.READY, timeout=PATIENCE_MS)
    assert page.view.rows.rows[0].accessibleName() == "You: D B C A"
    assert {row._note() for row in page.view.rows.rows} == {""}
    assert "wrong" not in shown_words(page)
    assert not page.learn.isVisible()


def test_icons_and_marks_of_a_lesson_follow_the_theme(
    reviewed: ReviewPage, context: Context
) -> None:
    reviewed.start_lesson()
    lesson = reviewed.lesson
    lesson.choose[next(k for k in range(3) if k != right_number(reviewed))].click()
    before = [each.icon().cacheKey() for each in (*lesson.listen, *lesson.choose)]
    assert sum(not each.icon().isNull() for each in lesson.choose) == 1
    context.theme.choose("dark")
    after = [each.icon().cacheKey() for each in (*lesson.listen, *lesson.choose)]
    marked = [not each.icon().isNull() for each in (*lesson.listen, *lesson.choose)]
    assert [a != b for a, b in zip(before, after, strict=True)] == marked


def test_what_moves_in_the_page_is_announced(reviewed: ReviewPage) -> None:
    told: list[str] = []
    reviewed.announced.connect(told.append)
    reviewed.view.scores.grid.cells[2, 0].setFocus()
    review = reviewed.session.review
    assert review is not None
    assert told == [cell_words(review, (2, 0))]
