from __future__ import annotations

from itertools import permutations

import pytest

from musicpuzzle.errors import PuzzleError
from musicpuzzle.games.puzzle import Fragment, Puzzle
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.review.learn import Lesson, begin, choose, go_on, show
from musicpuzzle.review.rows import row_of

from .material import make_puzzle


def number_of(lesson: Lesson, choice: int | None) -> int:
    assert lesson.question
    return lesson.question.choices.index(choice)


def test_a_lesson_from_beginning_to_end() -> None:
    # The truth is A B C D.
    lesson = begin(make_puzzle((0, 1, 2, 3)), (0, 1, 3, 2))
    assert [question.piece for question in lesson.questions] == [1, 3]
    lesson = choose(lesson, number_of(lesson, 3))
    assert (lesson.answered, len(lesson.tried)) == (None, 1)
    lesson = choose(lesson, number_of(lesson, 2))
    assert lesson.answered == "later"
    with pytest.raises(PuzzleError):
        choose(lesson, 0)
    lesson = go_on(lesson)
    assert lesson.tried == frozenset()
    lesson = go_on(choose(lesson, number_of(lesson, None)))
    assert lesson.is_over
    assert lesson.results == ("later", "first")
    with pytest.raises(PuzzleError):
        show(lesson)


def test_a_question_can_be_given_up() -> None:
    lesson = begin(make_puzzle((0, 1, 2, 3)), (1, 0, 2, 3))
    with pytest.raises(PuzzleError):
        go_on(lesson)
    assert go_on(show(lesson)).results == ("shown",)


@pytest.mark.parametrize("n", [3, 4])
def test_each_wrong_join_is_asked_and_its_answer_is_among_the_choices(n: int) -> None:
    puzzle = make_puzzle(tuple(reversed(range(n))))
    truth = puzzle.truth
    for order in permutations(range(n)):
        lesson = begin(puzzle, order)
        wrong = row_of(puzzle, order).wrong
        assert [question.piece for question in lesson.questions] == [i for i, _ in wrong]
        for question, (piece, given) in zip(lesson.questions, wrong, strict=True):
            at = truth.index(piece) + 1
            assert question.right == {truth[at] if at < n else None}
            assert given not in question.right
            # Everything else that was dealt, and last of all that nothing follows.
            assert set(question.choices[:-1]) == set(range(n)) - {piece}
            assert question.choices[-1] is None


def test_the_order_of_the_choices_tells_nothing() -> None:
    """Over many puzzles the right one stands at each number about equally often."""
    counts = [0] * 3
    for seed in range(300):
        base = make_puzzle((0, 1, 2, 3))
        puzzle = Puzzle("song", 22_050, base.settings, seed, base.fragments, base.deal)
        question = begin(puzzle, (0, 2, 1, 3)).questions[0]
        (right,) = question.right
        counts[question.choices.index(right)] += 1
    assert min(counts) > 70


def test_pieces_that_sound_the_same_are_both_right_but_not_the_answer_that_was_given() -> None:
    # In true order 0 1 2 3; 1 and 3 sound the same, so after 2 either may follow.
    puzzle = make_puzzle((0, 1, 2, 3), [{1, 3}])
    questions = {q.piece: q for q in begin(puzzle, (2, 0, 1, 3)).questions}
    assert questions[2].right == {1, 3}
    # 1 may be followed by 2, or stand last as 3 does.
    assert questions[1].right == {2, None}


def test_there_is_nothing_to_learn_where_nothing_was_wrong() -> None:
    puzzle = make_puzzle((2, 0, 1))
    assert begin(puzzle, puzzle.truth).is_over
    assert begin(puzzle, ()).is_over
    fragments = tuple(Fragment(f"song {k}", 0, 1000) for k in range(3))
    medley = Puzzle("", 44_100, PuzzleSettings(3, game="medley"), 1, fragments, (2, 0, 1))
    assert begin(medley, (0, 1, 2)).is_over
    with pytest.raises(PuzzleError):
        begin(puzzle, (0, 1))
    with pytest.raises(PuzzleError):
        choose(begin(puzzle, (0, 1, 2)), 7)
