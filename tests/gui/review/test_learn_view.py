"""What a lesson tells does not depend on the answer, and what it does moves no rating."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from gui.context import Context
from gui.play.session import Phase
from gui.review import ReviewPage, Subject
from gui.review.learn_view import LearnView
from gui.review.session import Phase as ReviewPhase
from gui.window import MainWindow
from musicpuzzle.games import round as rules

PATIENCE_MS = 30_000
ALL_WRONG = [
    truth for truth in permutations(range(4)) if not {(0, 1), (1, 2), (2, 3)} & set(pairwise(truth))
]
TEXTS = (
    QAccessible.Text.Name,
    QAccessible.Text.Description,
    QAccessible.Text.Help,
    QAccessible.Text.Value,
    QAccessible.Text.Accelerator,
)


def all_told(widget: QWidget) -> list[str]:
    """Everything that can be read, hovered over or heard of what is shown of a widget, in order."""
    told = []
    for each in [widget, *widget.findChildren(QWidget)]:
        if not each.isVisible():
            continue
        found = QAccessible.queryAccessibleInterface(each)
        spoken = [found.text(kind) for kind in TEXTS] if found is not None else []
        # Not every kind of widget has a text to see.
        seen = str(each.property("text") or "")
        told += [
            seen,
            each.accessibleName(),
            each.accessibleDescription(),
            each.toolTip(),
            each.statusTip(),
            each.whatsThis(),
            str(each.isEnabled()),
            *spoken,
        ]
    return told


def dealt_so(subject: Subject, truth: tuple[int, ...]) -> Subject:
    """The same pieces under the same letters, from a song in which they stand in another order."""
    deal = tuple(truth.index(piece) for piece in range(4))
    return replace(subject, puzzle=replace(subject.puzzle, deal=deal), order=(0, 1, 2, 3))


def told_by_a_lesson(view: LearnView, subject: Subject) -> list[list[str]]:
    """All that is told at each question, each of them given up."""
    spoken: list[str] = []
    view.said.connect(spoken.append)
    view.begin(subject)
    told = []
    while view.lesson.question is not None:
        told.append([*all_told(view), spoken[-1]])
        view.show_answer.click()
        view.next.click()
    view.said.disconnect(spoken.append)
    return told


def test_whatever_the_answer_is_the_question_is_told_in_the_same_words(
    context: Context, subject: Subject, qtbot: Any
) -> None:
    view = LearnView(context)
    qtbot.addWidget(view)
    view.show()
    lessons = []
    for truth in ALL_WRONG:
        lessons.append(told_by_a_lesson(view, dealt_so(subject, truth)))
    view.close()
    assert len(lessons) == 11
    assert [len(told) for told in lessons] == [3] * 11
    assert "What follows B?" in lessons[0][1]
    for told in lessons:
        assert told == lessons[0]


def test_nor_does_anything_around_the_question_tell(
    page: ReviewPage, subject: Subject, context: Context, qtbot: Any
) -> None:
    told = []
    for truth in (ALL_WRONG[0], ALL_WRONG[-1]):
        page.look(dealt_so(subject, truth))
        qtbot.waitUntil(lambda: page.session.phase is ReviewPhase.READY, timeout=PATIENCE_MS)
        page.start_lesson()
        # A candidate is heard, and a wrong one chosen, that is wrong in both songs.
        question = page.lesson.lesson.question
        assert question is not None
        assert question.piece == 0
        page.lesson.listen[0].click()
        sounding = context.player.state().label
        page.lesson.choose[question.choices.index(1)].click()
        told.append([*all_told(page), sounding])
        page.go_back()
    assert "Not that one. Listen again." in told[0]
    assert told[0] == told[1]


def test_a_lesson_changes_nothing_that_is_kept(
    playing: MainWindow, own_home: Path, qtbot: Any
) -> None:
    play, review = playing.play.session, playing.review
    assert play.deal is not None
    truth = play.deal.puzzle.truth
    for place, piece in enumerate(reversed(truth)):
        play.change(lambda round_, piece=piece, place=place: rules.place(round_, piece, place))
    play.submit()
    qtbot.waitUntil(lambda: play.phase is Phase.DONE, timeout=PATIENCE_MS)
    playing.show_review()
    qtbot.waitUntil(lambda: review.session.phase is ReviewPhase.READY, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not playing._context.lanes.jobs, timeout=PATIENCE_MS)
    book = play.keeping.book
    before = kept(own_home), book.open().standing("jigsaw"), play.record, play.phase
    assert any(path.name == "rounds.jsonl" for path in before[0])
    review.start_lesson()
    lesson = review.lesson
    while lesson.lesson.question is not None:
        lesson.listen[0].click()
        right = next(iter(lesson.lesson.question.right))
        lesson.choose[lesson.lesson.question.choices.index(right)].click()
        lesson.next.click()
    assert len(lesson.lesson.results) == 5
    review.go_back()
    review.go_back()
    qtbot.waitUntil(lambda: not playing._context.lanes.jobs, timeout=PATIENCE_MS)
    assert (kept(own_home), book.open().standing("jigsaw"), play.record, play.phase) == before


def kept(home: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
