from __future__ import annotations

from itertools import pairwise, permutations

import numpy as np
import pytest

from musicpuzzle.errors import PuzzleError
from musicpuzzle.games.puzzle import Fragment, Puzzle
from musicpuzzle.games.score import judge
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.review.rows import can_be_last, right_joins, row_of

from .material import make_puzzle


def test_the_matrix_of_right_joins_says_what_the_rules_say() -> None:
    puzzle = make_puzzle((2, 0, 3, 1))
    right = right_joins(puzzle)
    assert {tuple(pair) for pair in np.argwhere(right)} == set(pairwise(puzzle.truth))
    for order in permutations(range(4)):
        row = row_of(puzzle, order)
        assert row.joins == judge(puzzle, order).joins
        assert row.joins == tuple(right[pair] for pair in row.pairs)
        assert row.wrong == tuple(pair for pair in row.pairs if not right[pair])


def test_pieces_that_sound_the_same_stand_for_each_other() -> None:
    # In true order the pieces are 0 1 2 3, of which 1 and 3 sound the same.
    puzzle = make_puzzle((0, 1, 2, 3), [{1, 3}])
    right = right_joins(puzzle)
    assert {(int(i), int(j)) for i, j in np.argwhere(right)} == {
        (0, 1), (0, 3), (1, 2), (3, 2), (2, 1), (2, 3),
    }  # fmt: skip
    assert row_of(puzzle, (0, 3, 2, 1)).wrong == ()
    assert [can_be_last(puzzle, piece) for piece in range(4)] == [False, True, False, True]


def test_a_medley_of_own_songs_has_no_right_joins() -> None:
    fragments = tuple(Fragment(f"song {k}", 0, 1000) for k in range(3))
    puzzle = Puzzle("", 44_100, PuzzleSettings(3, game="medley"), 1, fragments, (2, 0, 1))
    assert not right_joins(puzzle).any()
    row = row_of(puzzle, (0, 1, 2))
    assert (row.joins, row.wrong, row.pairs) == ((), (), ((0, 1), (1, 2)))
    assert not any(can_be_last(puzzle, piece) for piece in range(3))


def test_an_order_without_a_piece_is_refused() -> None:
    with pytest.raises(PuzzleError):
        row_of(make_puzzle((2, 0, 1)), (0, 1))
