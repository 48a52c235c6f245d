"""Learn from your mistakes: each wrong join asked again, by ear alone.

Pure: every transition returns a new lesson. No answer shows before it is given: candidates have
numbers instead of their letters, in an order that is drawn, and "nothing, it is the last piece" is
among them every time. What is learned changes no rating: nothing here knows of any.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from musicpuzzle.draw import permutation
from musicpuzzle.errors import PuzzleError
from musicpuzzle.games.puzzle import Puzzle
from musicpuzzle.review.rows import can_be_last, right_joins, row_of

Result = Literal["first", "later", "shown"]
"""Found at once, found after another try, or shown."""


@dataclass(frozen=True, slots=True)
class Question:
    """What follows a piece?

    Attributes:
        piece: the piece.
        choices: candidates as they are numbered, None at the end: nothing follows.
        right: those of them that are right.
    """

    piece: int
    choices: tuple[int | None, ...]
    right: frozenset[int | None]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Questions, and how far one is.

    Attributes:
        questions: in the order of the person's joins.
        results: of those that are over.
        tried: numbers of the choices that were wrong, for the question at hand.
        answered: how the question at hand ended; None while it is asked.
    """

    questions: tuple[Question, ...]
    results: tuple[Result, ...] = ()
    tried: frozenset[int] = frozenset()
    answered: Result | None = None

    @property
    def question(self) -> Question | None:
        """The one at hand; None once all are over."""
        at = len(self.results)
        return self.questions[at] if at < len(self.questions) else None

    @property
    def is_over(self) -> bool:
        """All questions are answered."""
        return self.question is None


def begin(puzzle: Puzzle, order: Sequence[int]) -> Lesson:
    """A question for each wrong join of an order.

    There is none where the order is right or empty, or the puzzle has no right order. The answer
    that was given is no right answer, even where it would be right elsewhere in the row.

    Raises:
        PuzzleError: the order leaves a piece out or names one twice.
    """
    if not order or not puzzle.has_truth:
        return Lesson(())
    questions = (_question(puzzle, pair) for pair in row_of(puzzle, order).wrong)
    return Lesson(tuple(question for question in questions if question.right))


def choose(lesson: Lesson, number: int) -> Lesson:
    """Answer with the choice of that number, from 0. A wrong one may be tried but once.

    Raises:
        PuzzleError: there is no such choice, or the question is answered.
    """
    question = _asked(lesson)
    if not 0 <= number < len(question.choices):
        raise PuzzleError(f"There is no choice {number + 1}.")
    if question.choices[number] in question.right:
        return replace(lesson, answered="later" if lesson.tried else "first")
    return replace(lesson, tried=lesson.tried | {number})


def show(lesson: Lesson) -> Lesson:
    """Give the question up and see its answer.

    Raises:
        PuzzleError: the question is answered.
    """
    _asked(lesson)
    return replace(lesson, answered="shown")


def go_on(lesson: Lesson) -> Lesson:
    """The next question.

    Raises:
        PuzzleError: the question at hand is not answered yet.
    """
    if lesson.answered is None:
        raise PuzzleError("This question is not answered yet.")
    return Lesson(lesson.questions, (*lesson.results, lesson.answered))


def _asked(lesson: Lesson) -> Question:
    if lesson.question is None or lesson.answered is not None:
        raise PuzzleError("No question waits for an answer.")
    return lesson.question


def _question(puzzle: Puzzle, pair: tuple[int, int]) -> Question:
    piece, given = pair
    others = [other for other in range(puzzle.n) if other != piece]
    drawn = permutation(len(others), "a lesson", puzzle.seed, piece)
    sounds, right = puzzle.sounds, right_joins(puzzle)
    fitting: set[int | None] = {
        other for other in others if right[piece, other] and sounds[other] != sounds[given]
    }
    if can_be_last(puzzle, piece):
        fitting.add(None)
    choices = (*(others[place] for place in drawn), None)
    return Question(piece, choices, frozenset(fitting))
