from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from musicpuzzle.errors import PuzzleError
from musicpuzzle.games.puzzle import Fragment, Puzzle
from musicpuzzle.games.round import (
    Layout,
    Round,
    lock,
    move,
    outcome,
    place,
    play_order,
    redo,
    start,
    submit,
    swap,
    take_back,
    undo,
)
from musicpuzzle.games.settings import PuzzleSettings


def puzzle(n: int = 4) -> Puzzle:
    fragments = tuple(Fragment("song", 1000 * index, 900) for index in range(n))
    return Puzzle("song", 100, PuzzleSettings(pieces=n), 1, fragments, tuple(reversed(range(n))))


def laid(*places: int | None) -> Round:
    return replace(start(puzzle(len(places))), layout=Layout(places))


def test_a_round_begins_with_all_pieces_in_the_tray() -> None:
    begun = start(puzzle(), at_s=12.0)
    assert begun.row == (None,) * 4
    assert begun.tray == (0, 1, 2, 3)
    assert begun.elapsed_s(15.5) == 3.5
    assert not begun.is_over


def test_place_from_the_tray_sends_what_lies_there_back() -> None:
    assert place(laid(None, 3, None), 1, 0).row == (1, 3, None)
    replaced = place(laid(2, 3, None, None), 1, 1)
    assert replaced.row == (2, 1, None, None)
    assert replaced.tray == (0, 3)


def test_place_from_the_row_changes_sides() -> None:
    assert place(laid(2, 1, None, 0), 0, 1).row == (2, 0, None, 1)
    assert place(laid(2, 1, None, 0), 1, 2).row == (2, None, 1, 0)


def test_move_closes_up() -> None:
    assert move(laid(0, 1, 2, 3), 0, 2).row == (1, 2, 0, 3)
    assert move(laid(0, 1, 2, 3), 3, 1).row == (0, 3, 1, 2)
    assert move(laid(0, None, 2, None), 2, 0).row == (2, 0, None, None)


def test_swap_and_take_back() -> None:
    assert swap(laid(0, 1, 2), 0, 2).row == (2, 1, 0)
    assert swap(laid(0, 1, None), 0, 2).row == (None, 1, 0)
    taken = take_back(laid(0, 1, 2), 1)
    assert (taken.row, taken.tray) == ((0, None, 2), (1,))


def test_a_locked_piece_stays_where_it_is() -> None:
    held = lock(laid(0, 1, 2, 3), 1)
    assert move(held, 0, 3).row == (2, 1, 3, 0)
    for forbidden in (
        lambda: swap(held, 0, 1),
        lambda: move(held, 1, 2),
        lambda: move(held, 2, 1),
        lambda: take_back(held, 1),
        lambda: place(held, 3, 1),
        lambda: place(held, 1, 3),
    ):
        with pytest.raises(PuzzleError, match="place 2 is locked"):
            forbidden()
    assert swap(lock(held, 1), 0, 1).row == (1, 0, 2, 3)


def test_what_changes_nothing_leaves_no_trace() -> None:
    before = laid(0, 1, 2)
    assert swap(before, 1, 1) is before
    assert place(before, 1, 1) is before
    assert undo(before) is before
    assert redo(before) is before


def test_a_new_move_forgets_what_was_undone() -> None:
    moved = undo(swap(laid(0, 1, 2), 0, 1))
    assert moved.future
    assert not swap(moved, 1, 2).future


@pytest.mark.parametrize(
    ("forbidden", "sentence"),
    [
        (lambda: place(laid(None, None, None), 3, 0), "no piece 4"),
        (lambda: place(laid(None, None, None), -1, 0), "no piece 0"),
        (lambda: place(laid(None, None, None), 0, 3), "3 places, not 4"),
        (lambda: swap(laid(0, 1, 2), -1, 0), "3 places, not 0"),
        (lambda: move(laid(0, None, 1), 1, 0), "no piece in place 2"),
        (lambda: take_back(laid(0, None, 1), 1), "no piece in place 2"),
        (lambda: lock(laid(0, None, 1), 1), "no piece in place 2"),
        (lambda: submit(laid(0, None, 1), 5.0), "1 of the places"),
        (lambda: submit(laid(0, 1, 2), -5.0), "before it began"),
        (lambda: submit(laid(0, 1, 2), float("nan")), "before it began"),
        (lambda: play_order(laid(None, None, None), [0, 1], 5.0), "each piece once"),
        (lambda: play_order(laid(None, None, None), [0, 1, 1], 5.0), "still empty"),
        (lambda: outcome(laid(0, 1, 2)), "not over"),
    ],
)
def test_what_the_rules_do_not_allow(forbidden: Callable[[], object], sentence: str) -> None:
    with pytest.raises(PuzzleError, match=sentence):
        forbidden()


def test_after_submit_nothing_moves() -> None:
    over = submit(laid(3, 2, 1, 0), 61.5)
    assert over.is_over
    assert over.elapsed_s(1000.0) == 61.5
    for step in (
        lambda: swap(over, 0, 1),
        lambda: place(over, 0, 0),
        lambda: lock(over, 0),
        lambda: undo(over),
        lambda: redo(over),
        lambda: submit(over, 70.0),
    ):
        with pytest.raises(PuzzleError, match="over"):
            step()


def test_both_players_go_through_the_same_moves() -> None:
    person = start(puzzle(), at_s=2.0)
    for position, piece in enumerate((3, 2, 0, 1)):
        person = place(person, piece, position)
    person = submit(swap(person, 2, 3), 30.0)
    opponent = play_order(start(puzzle(), at_s=2.0), (3, 2, 1, 0), 4.5)
    assert person.row == opponent.row
    (verdict, mine), (same_verdict, its) = outcome(person), outcome(opponent)
    assert verdict == same_verdict
    assert verdict.exact
    assert (mine.points, mine.seconds) == (1500, 28.0)
    assert (its.points, its.seconds) == (1500, 2.5)


def test_a_stored_round_comes_back_whole() -> None:
    kept = undo(lock(swap(place(start(puzzle(), 3.0), 2, 1), 0, 1), 0))
    assert Round.from_json(json.loads(json.dumps(kept.to_json()))) == kept
    over = submit(laid(2, 1, 0), 9.0)
    assert Round.from_json(json.loads(json.dumps(over.to_json()))) == over


@pytest.mark.parametrize(
    "damage",
    [
        {"layout": {"places": [0, 0, None, None], "locked": []}},
        {"layout": {"places": [0, 4, None, None], "locked": []}},
        {"layout": {"places": [0, 1], "locked": []}},
        {"layout": {"places": [0, None, None, None], "locked": [1]}},
        {"layout": {}},
        {"past": [3]},
        {"started_s": "soon"},
        {"puzzle": {}},
    ],
)
def test_a_damaged_round_is_refused(damage: dict[str, object]) -> None:
    with pytest.raises(PuzzleError, match="stored"):
        Round.from_json({**start(puzzle()).to_json(), **damage})


class Play(RuleBasedStateMachine):
    """Any sequence of moves, checked after each step against the rules and a list of layouts."""

    spots = st.integers(0, 7)

    @initialize(n=st.integers(3, 6))
    def begin(self, n: int) -> None:
        self.round = start(puzzle(n))
        self.history = [self.round.layout]
        self.at = 0

    def _try(self, step: Callable[[Round], Round]) -> None:
        before = self.round
        try:
            self.round = step(before)
        except PuzzleError:
            return
        if self.round is not before:
            del self.history[self.at + 1 :]
            self.history.append(self.round.layout)
            self.at += 1

    @rule(piece=spots, spot=spots)
    def place(self, piece: int, spot: int) -> None:
        self._try(lambda state: place(state, piece, spot))

    @rule(spot=spots, other=spots)
    def swap(self, spot: int, other: int) -> None:
        self._try(lambda state: swap(state, spot, other))

    @rule(spot=spots, other=spots)
    def move(self, spot: int, other: int) -> None:
        self._try(lambda state: move(state, spot, other))

    @rule(spot=spots)
    def take_back(self, spot: int) -> None:
        self._try(lambda state: take_back(state, spot))

    @rule(spot=spots)
    def lock(self, spot: int) -> None:
        self._try(lambda state: lock(state, spot))

    @precondition(lambda self: self.at > 0)
    @rule()
    def undo(self) -> None:
        before = self.round
        self.round = undo(before)
        self.at -= 1
        assert redo(self.round) == before

    @precondition(lambda self: self.round.future)
    @rule()
    def redo(self) -> None:
        before = self.round
        self.round = redo(before)
        self.at += 1
        assert undo(self.round) == before

    @invariant()
    def each_piece_is_somewhere_once(self) -> None:
        n = self.round.puzzle.n
        assert sorted((*self.round.order, *self.round.tray)) == list(range(n))
        assert len(self.round.row) == n

    @invariant()
    def locked_places_are_filled(self) -> None:
        assert all(self.round.row[spot] is not None for spot in self.round.layout.locked)

    @invariant()
    def history_is_kept(self) -> None:
        assert self.round.layout == self.history[self.at]
        assert self.round.past == tuple(self.history[: self.at])
        assert self.round.future == tuple(reversed(self.history[self.at + 1 :]))

    @invariant()
    def it_can_be_stored(self) -> None:
        assert Round.from_json(self.round.to_json()) == self.round

    @invariant()
    def only_a_full_row_is_accepted(self) -> None:
        if self.round.tray:
            with pytest.raises(PuzzleError, match="still empty"):
                submit(self.round, 1.0)
        else:
            assert submit(self.round, 1.0).order == self.round.row


TestPlay = Play.TestCase
TestPlay.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
