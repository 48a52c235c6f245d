"""Both orders and the truth, aligned: which joins of each are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.games.puzzle import Puzzle
from musicpuzzle.games.score import judge


@dataclass(frozen=True, slots=True)
class Row:
    """An order of the dealt pieces.

    Attributes:
        order: from first to last.
        joins: for each of the n-1 joins whether it is right, as the rules count (`score.judge`);
            empty where there is no right order.
    """

    order: tuple[int, ...]
    joins: tuple[bool, ...]

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """The joins as pairs of pieces."""
        return tuple(pairwise(self.order))

    @property
    def wrong(self) -> tuple[tuple[int, int], ...]:
        """The joins that are not right."""
        return tuple(pair for pair, right in zip(self.pairs, self.joins, strict=False) if not right)


def row_of(puzzle: Puzzle, order: Sequence[int]) -> Row:
    """An order held against the truth.

    Raises:
        PuzzleError: the order leaves a piece out or names one twice.
    """
    joins = judge(puzzle, order).joins if puzzle.has_truth else ()
    return Row(tuple(order), joins)


def right_joins(puzzle: Puzzle) -> NDArray[np.bool_]:
    """Which ordered pairs are right.

    Returns:
        bool (n, n): [i, j] says that pieces which sound like i and j follow each other in the
        truth. All False where there is no right order; the diagonal is False.
    """
    sounds = puzzle.sounds
    true = {(sounds[a], sounds[b]) for a, b in pairwise(puzzle.truth)}
    n = puzzle.n
    right = [[i != j and (sounds[i], sounds[j]) in true for j in range(n)] for i in range(n)]
    return np.array(right, dtype=np.bool_)


def can_be_last(puzzle: Puzzle, piece: int) -> bool:
    """Whether a right order may end with this piece."""
    return puzzle.has_truth and puzzle.sounds[piece] == puzzle.sounds[puzzle.truth[-1]]
