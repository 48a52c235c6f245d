"""Who was right, and how much it counts: the same for both players."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from musicpuzzle.errors import PuzzleError
from musicpuzzle.games.puzzle import Puzzle

PAIR_POINTS = 1000
EXACT_POINTS = 500


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an order is worth.

    Attributes:
        joins: for each of the n-1 joins of the order, whether it is right.
        pair_accuracy: share of the n-1 true joins that were found.
        exact: the whole order is right.
        points: 1000 x pair accuracy, and 500 more if exact.
    """

    joins: tuple[bool, ...]
    pair_accuracy: float
    exact: bool
    points: int


Outcome = Literal["person", "opponent", "draw"]


@dataclass(frozen=True, slots=True)
class Result:
    """A player's points and the seconds from the start to the submitted order."""

    points: int
    seconds: float


def judge(puzzle: Puzzle, order: Sequence[int]) -> Verdict:
    """Hold `order`, all dealt pieces from first to last, against the truth, in every game alike.

    Pieces that sound the same stand for each other: a join is right when pieces that sound like
    its two stand so in the truth. Each true join counts once, so a join given more often than
    the truth has it is right only that often, from the left.

    Raises:
        PuzzleError: the order leaves a piece out or names one twice, or the puzzle has no right
            order; `musicpuzzle.games.transitions` judges that one.
    """
    if not puzzle.has_truth:
        raise PuzzleError("A medley of your own songs has no right order.")
    if sorted(order) != list(range(puzzle.n)):
        raise PuzzleError("An order names each piece once.")
    sounds = puzzle.sounds
    given = [sounds[piece] for piece in order]
    truth = [sounds[piece] for piece in puzzle.truth]
    left = Counter(pairwise(truth))
    joins = []
    for join in pairwise(given):
        joins.append(left[join] > 0)
        left[join] -= 1
    pair_accuracy = sum(joins) / max(1, len(joins))
    exact = given == truth
    points = round(PAIR_POINTS * pair_accuracy) + EXACT_POINTS * exact
    return Verdict(tuple(joins), pair_accuracy, exact, points)


def winner(person: Result, opponent: Result) -> Outcome:
    """More points win; of equal points the quicker player."""
    ahead = (person.points, -person.seconds)
    behind = (opponent.points, -opponent.seconds)
    if ahead == behind:
        return "draw"
    return "person" if ahead > behind else "opponent"
