"""A round: one player's attempt at a puzzle, as data with pure transitions.

A person and an opponent each have a round of the same puzzle, and both go through the functions
below. Places of the row are counted from 0, pieces as they were dealt (0 is the letter A).
Every transition returns a new round; one that the rules do not allow raises PuzzleError.
Times are seconds of whatever clock the caller reads; only their differences matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from musicpuzzle.errors import PuzzleError
from musicpuzzle.games.puzzle import Puzzle
from musicpuzzle.games.score import Result, Verdict, judge


@dataclass(frozen=True, slots=True)
class Layout:
    """What lies where: what undo brings back.

    Attributes:
        places: for each place of the row its piece, or None.
        locked: the places whose piece is held there.
    """

    places: tuple[int | None, ...]
    locked: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Round:
    """An attempt at a puzzle.

    Attributes:
        puzzle: what is to be solved.
        layout: what lies where now.
        past: earlier layouts, the last one newest.
        future: layouts that were undone, the last one to come back first.
        started_s: when the round began.
        submitted_s: when the order was handed in, or None.
    """

    puzzle: Puzzle
    layout: Layout
    past: tuple[Layout, ...] = ()
    future: tuple[Layout, ...] = ()
    started_s: float = 0.0
    submitted_s: float | None = None

    @property
    def row(self) -> tuple[int | None, ...]:
        """For each place of the row its piece, or None."""
        return self.layout.places

    @property
    def tray(self) -> tuple[int, ...]:
        """The pieces that lie in no place, as dealt."""
        return tuple(piece for piece in range(self.puzzle.n) if piece not in self.row)

    @property
    def order(self) -> tuple[int, ...]:
        """The pieces of the row from first to last, empty places left out."""
        return tuple(piece for piece in self.row if piece is not None)

    @property
    def is_full(self) -> bool:
        """Every place has its piece."""
        return None not in self.row

    @property
    def is_over(self) -> bool:
        """The order was handed in."""
        return self.submitted_s is not None

    def elapsed_s(self, now_s: float) -> float:
        """Seconds since the start, up to the moment the order was handed in."""
        end_s = now_s if self.submitted_s is None else self.submitted_s
        return max(0.0, end_s - self.started_s)

    def to_json(self) -> dict[str, Any]:
        """Plain values that `json` can write and `from_json` reads."""
        return {
            "puzzle": self.puzzle.to_json(),
            "layout": _layout_to_json(self.layout),
            "past": [_layout_to_json(layout) for layout in self.past],
            "future": [_layout_to_json(layout) for layout in self.future],
            "started_s": self.started_s,
            "submitted_s": self.submitted_s,
        }

    @staticmethod
    def from_json(values: Mapping[str, Any]) -> Round:
        """The round that `to_json` wrote.

        Raises:
            PuzzleError: something is missing or breaks the rules.
        """
        try:
            puzzle = Puzzle.from_json(values["puzzle"])
            submitted_s = values["submitted_s"]
            return Round(
                puzzle=puzzle,
                layout=_layout_from_json(values["layout"], puzzle.n),
                past=tuple(_layout_from_json(layout, puzzle.n) for layout in values["past"]),
                future=tuple(_layout_from_json(layout, puzzle.n) for layout in values["future"]),
                started_s=float(values["started_s"]),
                submitted_s=None if submitted_s is None else float(submitted_s),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise PuzzleError(f"This stored round is damaged ({error}).") from error


def start(puzzle: Puzzle, at_s: float = 0.0) -> Round:
    """A round with all pieces in the tray."""
    return Round(puzzle, Layout((None,) * puzzle.n), started_s=at_s)


def place(round_: Round, piece: int, position: int) -> Round:
    """Lay `piece`, from the tray or from another place, into a place.

    A piece that lies there goes where the new one comes from.
    """
    if not 0 <= piece < round_.puzzle.n:
        raise PuzzleError(f"There is no piece {piece + 1}.")
    if piece in round_.row:
        return swap(round_, round_.row.index(piece), position)
    _check_free(round_, position)
    return _with(round_, {position: piece})


def swap(round_: Round, position: int, other: int) -> Round:
    """Let the contents of two places, of which one may be empty, change sides."""
    _check_free(round_, position, other)
    return _with(round_, {position: round_.row[other], other: round_.row[position]})


def move(round_: Round, position: int, to: int) -> Round:
    """Take a piece out and put it in again at `to`; those between close up. Locked ones stay."""
    _check_free(round_, position, to)
    _check_filled(round_, position)
    free = [spot for spot in range(round_.puzzle.n) if spot not in round_.layout.locked]
    contents = [round_.row[spot] for spot in free]
    contents.insert(free.index(to), contents.pop(free.index(position)))
    return _with(round_, dict(zip(free, contents, strict=True)))


def take_back(round_: Round, position: int) -> Round:
    """Put the piece of a place back into the tray."""
    _check_free(round_, position)
    _check_filled(round_, position)
    return _with(round_, {position: None})


def lock(round_: Round, position: int) -> Round:
    """Hold the piece of a place there, or let a held one go."""
    _check_open(round_, position)
    _check_filled(round_, position)
    locked = round_.layout.locked ^ {position}
    return _changed(round_, Layout(round_.row, locked))


def undo(round_: Round) -> Round:
    """Take the last change back; nothing happens where there is none."""
    _check_open(round_)
    if not round_.past:
        return round_
    *past, layout = round_.past
    return replace(round_, layout=layout, past=tuple(past), future=(*round_.future, round_.layout))


def redo(round_: Round) -> Round:
    """Bring back what was undone last; nothing happens where there is nothing."""
    _check_open(round_)
    if not round_.future:
        return round_
    *future, layout = round_.future
    return replace(round_, layout=layout, past=(*round_.past, round_.layout), future=tuple(future))


def submit(round_: Round, at_s: float) -> Round:
    """Hand the full row in. The round is over."""
    _check_open(round_)
    if not round_.is_full:
        raise PuzzleError(f"{len(round_.tray)} of the places are still empty.")
    if not at_s >= round_.started_s:
        raise PuzzleError("A round cannot end before it began.")
    return replace(round_, submitted_s=at_s)


def play_order(round_: Round, order: Sequence[int], at_s: float) -> Round:
    """Lay out and submit a whole order piece by piece, as an opponent does."""
    if len(order) != round_.puzzle.n:
        raise PuzzleError("An order names each piece once.")
    for position, piece in enumerate(order):
        round_ = place(round_, piece, position)
    return submit(round_, at_s)


def outcome(round_: Round) -> tuple[Verdict, Result]:
    """What a round that is over was worth, and points and seconds to hold against the other's."""
    if round_.submitted_s is None:
        raise PuzzleError("The round is not over yet.")
    verdict = judge(round_.puzzle, round_.order)
    return verdict, Result(verdict.points, round_.elapsed_s(round_.submitted_s))


def _with(round_: Round, contents: Mapping[int, int | None]) -> Round:
    places = tuple(contents.get(spot, piece) for spot, piece in enumerate(round_.row))
    return _changed(round_, replace(round_.layout, places=places))


def _changed(round_: Round, layout: Layout) -> Round:
    if layout == round_.layout:
        return round_
    return replace(round_, layout=layout, past=(*round_.past, round_.layout), future=())


def _check_open(round_: Round, *positions: int) -> None:
    if round_.is_over:
        raise PuzzleError("The round is over.")
    for position in positions:
        if not 0 <= position < round_.puzzle.n:
            raise PuzzleError(f"The row has {round_.puzzle.n} places, not {position + 1}.")


def _check_free(round_: Round, *positions: int) -> None:
    _check_open(round_, *positions)
    for position in positions:
        if position in round_.layout.locked:
            raise PuzzleError(f"The piece in place {position + 1} is locked.")


def _check_filled(round_: Round, position: int) -> None:
    if round_.row[position] is None:
        raise PuzzleError(f"There is no piece in place {position + 1}.")


def _layout_to_json(layout: Layout) -> dict[str, Any]:
    return {"places": list(layout.places), "locked": sorted(layout.locked)}


def _layout_from_json(values: Mapping[str, Any], n: int) -> Layout:
    places = tuple(None if piece is None else int(piece) for piece in values["places"])
    locked = frozenset(int(spot) for spot in values["locked"])
    pieces = [piece for piece in places if piece is not None]
    filled = {spot for spot, piece in enumerate(places) if piece is not None}
    if len(places) != n or len(set(pieces)) < len(pieces) or not set(pieces) <= set(range(n)):
        raise PuzzleError("This stored round has pieces that the puzzle has not.")
    if not locked <= filled:
        raise PuzzleError("This stored round locks an empty place.")
    return Layout(places, locked)
