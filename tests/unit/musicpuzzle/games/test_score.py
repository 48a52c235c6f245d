from __future__ import annotations

from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicpuzzle.errors import PuzzleError
from musicpuzzle.games.puzzle import Fragment, Puzzle
from musicpuzzle.games.score import Result, judge, winner
from musicpuzzle.games.settings import PuzzleSettings


def puzzle(*deal: int, same: tuple[frozenset[int], ...] = ()) -> Puzzle:
    fragments = tuple(Fragment("song", 1000 * index, 900) for index in range(len(deal)))
    return Puzzle("song", 100, PuzzleSettings(pieces=len(deal)), 1, fragments, deal, same)


def test_the_truth_is_worth_most() -> None:
    verdict = judge(puzzle(2, 0, 3, 1), [1, 3, 0, 2])
    assert verdict.joins == (True, True, True)
    assert (verdict.pair_accuracy, verdict.exact, verdict.points) == (1.0, True, 1500)


def test_right_joins_count_wherever_they_stand() -> None:
    verdict = judge(puzzle(0, 1, 2, 3), [2, 3, 0, 1])
    assert verdict.joins == (True, False, True)
    assert verdict.pair_accuracy == pytest.approx(2 / 3)
    assert (verdict.exact, verdict.points) == (False, 667)


def test_the_right_pieces_backwards_are_worth_nothing() -> None:
    verdict = judge(puzzle(0, 1, 2), [2, 1, 0])
    assert (verdict.joins, verdict.points) == ((False, False), 0)


def test_pieces_that_sound_the_same_may_be_exchanged() -> None:
    loop = puzzle(0, 1, 2, 3, same=(frozenset({1, 3}),))
    assert judge(loop, [0, 3, 2, 1]).exact
    assert not judge(puzzle(0, 1, 2, 3), [0, 3, 2, 1]).exact
    assert judge(loop, [2, 1, 0, 3]).joins == (True, False, True)


def test_a_true_join_is_found_only_as_often_as_it_is_there() -> None:
    # Truth X B Y C with X like Y: X-B and Y-C are there, each once.
    loop = puzzle(0, 1, 2, 3, same=(frozenset({0, 2}),))
    assert judge(loop, [2, 1, 0, 3]).exact
    # Truth of sounds a a b: the join a-a is there once, b-a never.
    twins = puzzle(0, 1, 2, same=(frozenset({0, 1}),))
    assert judge(twins, [1, 2, 0]).joins == (True, False)
    # Truth of sounds a b a a: a-a is there once, and here it is given twice.
    triplets = puzzle(0, 1, 2, 3, same=(frozenset({0, 2, 3}),))
    assert judge(triplets, [0, 2, 3, 1]).joins == (True, False, True)


def test_when_all_sound_the_same_every_order_is_right() -> None:
    loop = puzzle(1, 2, 0, same=(frozenset({0, 1, 2}),))
    assert all(judge(loop, order).points == 1500 for order in permutations(range(3)))


@given(deal=st.permutations(range(6)), order=st.permutations(range(6)))
def test_joins_are_counted_as_the_definition_says(deal: list[int], order: list[int]) -> None:
    verdict = judge(puzzle(*deal), order)
    places = [deal[piece] for piece in order]
    expected = [b == a + 1 for a, b in pairwise(places)]
    assert list(verdict.joins) == expected
    assert verdict.exact == (places == sorted(places))
    assert verdict.exact == all(verdict.joins)


@pytest.mark.parametrize("order", [[0, 1], [0, 1, 1], [0, 1, 3], [0, 1, 2, 2]])
def test_an_order_that_is_none_is_refused(order: list[int]) -> None:
    with pytest.raises(PuzzleError, match="each piece once"):
        judge(puzzle(0, 1, 2), order)


def test_points_win_and_time_breaks_ties() -> None:
    assert winner(Result(667, 90.0), Result(333, 1.0)) == "person"
    assert winner(Result(667, 90.0), Result(667, 1.0)) == "opponent"
    assert winner(Result(667, 0.9), Result(667, 1.0)) == "person"
    assert winner(Result(667, 1.0), Result(667, 1.0)) == "draw"


def test_what_has_no_right_order_is_not_judged() -> None:
    fragments = tuple(Fragment(song, 0, 10) for song in "abc")
    settings = PuzzleSettings(pieces=3, game="medley")
    with pytest.raises(PuzzleError, match="no right order"):
        judge(Puzzle("", 100, settings, 1, fragments, (1, 0, 2)), (0, 1, 2))
