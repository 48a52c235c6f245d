from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicpuzzle.errors import PuzzleError
from musicpuzzle.games import round as rules
from musicpuzzle.games.puzzle import Fragment, Puzzle
from musicpuzzle.games.round import Layout, Round, start, undo
from musicpuzzle.games.score import judge
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.play.hints import (
    KINDS,
    Hint,
    HintKind,
    cost_of,
    hint_from_json,
    offer,
    points_after,
    take,
)

from .conftest import make_medley

RATE_HZ = 100


def puzzle(n: int, seed: int = 1, same: tuple[frozenset[int], ...] = ()) -> Puzzle:
    """Pieces of 9 s with 1 s between them, dealt in reverse."""
    fragments = tuple(Fragment("song", 1000 * index, 900) for index in range(n))
    deal = tuple(reversed(range(n)))
    return Puzzle("song", RATE_HZ, PuzzleSettings(pieces=n), seed, fragments, deal, same)


@st.composite
def rounds(draw: st.DrawFn) -> Round:
    """Anything that may lie in the row, some of it held, some pieces sounding the same."""
    n = draw(st.integers(3, 7))
    same = draw(st.sampled_from([(), (frozenset({0, 1}),), (frozenset({0, 2}), frozenset({1, 3}))]))
    if any(piece >= n for group in same for piece in group):
        same = ()
    pieces = draw(st.permutations([*range(n), *[None] * n]))[:n]
    filled = [place for place, piece in enumerate(pieces) if piece is not None]
    locked = draw(st.frozensets(st.sampled_from(filled))) if filled else frozenset()
    dealt = puzzle(n, draw(st.integers(0, 99)), same)
    return replace(start(dealt), layout=Layout(tuple(pieces), locked))


def ask(round_: Round, hints: tuple[Hint, ...], kind: HintKind, piece: int | None = None) -> Hint:
    return offer(round_, hints, kind, piece)[0]


@given(rounds())
def test_locked_one_by_one_every_piece_ends_in_its_place(round_: Round) -> None:
    hints: tuple[Hint, ...] = ()
    for number in range(round_.puzzle.n):
        before = round_
        told = take(round_, hints, ask(round_, hints, "lock"))
        round_, hints = told.round, told.hints
        assert told.position in round_.layout.locked
        assert len(hints) == number + 1
        assert round_ == before or undo(round_).layout == before.layout
    assert judge(round_.puzzle, round_.order).exact
    assert points_after(1500, hints[:-1]) == 0
    with pytest.raises(PuzzleError, match="Every piece"):
        offer(round_, hints, "lock")


@given(rounds())
def test_which_place_is_locked_says_nothing_about_the_row(round_: Round) -> None:
    empty = start(round_.puzzle)
    hint = ask(empty, (), "lock")
    assert take(round_, (), hint).position == take(empty, (), hint).position


def test_what_was_undone_and_laid_elsewhere_is_put_right_all_the_same() -> None:
    round_ = start(puzzle(4))
    told = take(round_, (), ask(round_, (), "lock"))
    assert told.position is not None
    # The locked piece is let go, and the one that is locked next is laid into its place.
    second = take(told.round, told.hints, ask(told.round, told.hints, "lock"))
    assert second.position is not None
    needed = second.round.row[second.position]
    assert needed is not None
    messed = rules.place(rules.lock(told.round, told.position), needed, told.position)
    again = take(messed, told.hints, ask(messed, told.hints, "lock"))
    assert again.round.row[second.position] == needed


def test_a_join_is_the_end_of_a_piece_and_the_beginning_of_the_next() -> None:
    round_ = start(puzzle(4))
    # Dealt in reverse: piece 3 is the first of the song, piece 0 the last.
    told = take(round_, (), ask(round_, (), "join", 2))
    assert told.stretches == (Fragment("song", 1700, 200), Fragment("song", 2000, 200))
    assert told.round is round_
    last = take(round_, (), ask(round_, (), "join", 0))
    assert last.stretches == (Fragment("song", 3700, 200),)


def test_neighbours_are_heard_around_the_whole_piece() -> None:
    round_ = start(puzzle(4))
    middle = take(round_, (), ask(round_, (), "neighbours", 1)).stretches
    assert middle == (
        Fragment("song", 1700, 200),
        Fragment("song", 2000, 900),
        Fragment("song", 3000, 200),
    )
    first = take(round_, (), ask(round_, (), "neighbours", 3)).stretches
    assert first == (Fragment("song", 0, 900), Fragment("song", 1000, 200))


def test_costs_are_stated_and_paid_once() -> None:
    round_ = start(puzzle(6))
    hint, words = offer(round_, (), "neighbours", 2)
    assert words == (
        "Hear C with what comes before and after it, or that it is the first or last:"
        " 240 points less."
    )
    hints = take(round_, (), hint).hints
    for kind in ("neighbours", "join"):
        again, words = offer(round_, hints, kind, 2)
        assert again.cost == 0
        assert words.endswith("already paid.")
        assert take(round_, hints, again).hints == hints
    other, words = offer(round_, hints, "join", 3)
    assert words == "Hear how the end of D goes on, or that nothing follows it: 150 points less."
    assert points_after(1500, (*hints, other)) == 1500 - 240 - 150
    assert (
        offer(round_, hints, "lock")[1]
        == "A piece goes to its right place and stays: 300 points less."
    )


def test_words_about_every_piece_are_the_same_but_for_its_letter() -> None:
    round_ = start(puzzle(5))
    for kind in ("join", "neighbours"):
        words = {
            offer(round_, (), kind, piece)[1].replace(f" {letter} ", " x ")
            for piece, letter in enumerate("ABCDE")
        }
        assert len(words) == 1


@pytest.mark.parametrize("n", range(3, 13))
def test_the_more_is_told_the_more_it_costs(n: int) -> None:
    join, neighbours, lock = (cost_of(kind, n) for kind in KINDS)
    assert 0 < join < neighbours < lock
    assert neighbours < 2 * join
    assert (n - 1) * lock >= 1500
    assert points_after(1000, [Hint("lock", None, lock)] * n) == 0


def test_what_was_not_offered_is_not_given() -> None:
    round_ = start(puzzle(4))
    with pytest.raises(PuzzleError, match="Choose the piece"):
        offer(round_, (), "join")
    with pytest.raises(PuzzleError, match="Choose the piece"):
        offer(round_, (), "neighbours", 4)
    with pytest.raises(PuzzleError, match="another round"):
        take(round_, (), Hint("join", 1, 0))
    over = rules.play_order(round_, round_.puzzle.truth, 1.0)
    with pytest.raises(PuzzleError, match="over"):
        offer(over, (), "lock")


def test_where_nothing_is_right_there_is_nothing_to_hint_at() -> None:
    for kind in KINDS:
        with pytest.raises(PuzzleError, match="no right order"):
            offer(start(make_medley()), (), kind, 0)


def test_hints_go_to_json_and_back() -> None:
    for hint in (Hint("join", 3, 150), Hint("lock", None, 300)):
        assert hint_from_json(hint.to_json()) == hint
    for damage in ({"kind": "gift"}, {"cost": -1}, {"piece": "A"}):
        with pytest.raises(PuzzleError, match="damaged"):
            hint_from_json({**Hint("join", 3, 150).to_json(), **damage})
