"""Hints that cost: hear a true join, hear both neighbours, have a right piece locked.

A hint says before it is taken what it tells and what it costs, and tells no more than that. So
none names a piece by what it plays, and which piece is locked does not depend on what lies in the
row: else the choice itself would say which of the other pieces are right.

The points of a round are 1500 / (n - 1) for each true join, so the costs follow from them: a locked
piece costs what a join is worth, and who has every piece locked is left with nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from math import ceil
from typing import Any, Literal, get_args

from musicpuzzle.draw import permutation
from musicpuzzle.errors import PuzzleError
from musicpuzzle.games import round as rules
from musicpuzzle.games.puzzle import Fragment, Puzzle, letters
from musicpuzzle.games.round import Round
from musicpuzzle.games.score import EXACT_POINTS, PAIR_POINTS

HintKind = Literal["join", "neighbours", "lock"]
KINDS: tuple[HintKind, ...] = get_args(HintKind)

HEARD_S = 2.0
"""How much of a neighbour is heard."""

MOST_POINTS = PAIR_POINTS + EXACT_POINTS
_SHARE_OF_JOIN: dict[HintKind, float] = {"join": 0.5, "neighbours": 0.8, "lock": 1.0}
_STEP_POINTS = 10


@dataclass(frozen=True, slots=True)
class Hint:
    """A hint that was taken, or may be.

    Attributes:
        kind: what is told.
        piece: about which dealt piece; None for "lock", where the game chooses.
        cost: points that it takes off the score.
    """

    kind: HintKind
    piece: int | None
    cost: int

    def to_json(self) -> dict[str, Any]:
        """Plain values for `hint_from_json`."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a hint.

    Attributes:
        round: the round after it; only "lock" changes it.
        hints: all that were taken, this one too.
        stretches: what is to be heard, one after the other.
        position: the place that was locked, or None.
    """

    round: Round
    hints: tuple[Hint, ...]
    stretches: tuple[Fragment, ...] = ()
    position: int | None = None


def hint_from_json(values: dict[str, Any]) -> Hint:
    """The hint that `to_json` wrote.

    Raises:
        PuzzleError: it is none.
    """
    try:
        kind, piece, cost = values["kind"], values["piece"], int(values["cost"])
        if kind not in KINDS or cost < 0:
            raise ValueError(f"{kind} for {cost}")
        return Hint(kind, None if piece is None else int(piece), cost)
    except (KeyError, TypeError, ValueError) as error:
        raise PuzzleError(f"This stored hint is damaged ({error}).") from error


def cost_of(kind: HintKind, n: int) -> int:
    """Points that a hint takes off the score in a puzzle of n pieces, in tens, rounded up."""
    exact = _SHARE_OF_JOIN[kind] * MOST_POINTS / (n - 1)
    return _STEP_POINTS * ceil(exact / _STEP_POINTS)


def points_after(points: int, hints: Sequence[Hint]) -> int:
    """What is left of the points of an order, never less than nothing."""
    return max(0, points - sum(hint.cost for hint in hints))


def offer(
    round_: Round, hints: Sequence[Hint], kind: HintKind, piece: int | None = None
) -> tuple[Hint, str]:
    """What a hint would cost, and one sentence that says so and what it tells.

    A hint about a piece that was paid for is free from then on.

    Args:
        round_: as it stands.
        hints: those that were taken.
        kind: which hint.
        piece: which dealt piece to hear from; not for "lock".

    Raises:
        PuzzleError: the round is over, there is no such piece or no right order, or every place
            is locked by hints.
    """
    puzzle = round_.puzzle
    if not puzzle.has_truth:
        raise PuzzleError("A medley of your own songs has no right order to hint at.")
    if round_.is_over:
        raise PuzzleError("The round is over.")
    if kind == "lock":
        if _taken(hints, "lock") == puzzle.n:
            raise PuzzleError("Every piece is locked in its place.")
        cost = cost_of(kind, puzzle.n)
        return Hint(kind, None, cost), f"A piece goes to its right place and stays: {_paid(cost)}."
    if piece is None or not 0 <= piece < puzzle.n:
        raise PuzzleError("Choose the piece to hear the hint about.")
    # Who heard both neighbours has heard the join.
    paid = any(hint.piece == piece and hint.kind in (kind, "neighbours") for hint in hints)
    cost = 0 if paid else cost_of(kind, puzzle.n)
    name = letters(puzzle.n)[piece]
    what = (
        f"Hear how the end of {name} goes on, or that nothing follows it"
        if kind == "join"
        else f"Hear {name} with what comes before and after it, or that it is the first or last"
    )
    return Hint(kind, piece, cost), f"{what}: {_paid(cost)}."


def take(round_: Round, hints: Sequence[Hint], hint: Hint) -> Told:
    """Take a hint that was offered for this round and these hints.

    Raises:
        PuzzleError: it is not what `offer` offers now.
    """
    if offer(round_, hints, hint.kind, hint.piece)[0] != hint:
        raise PuzzleError("This hint was offered for another round.")
    taken = (*hints, hint) if hint.cost else tuple(hints)
    if hint.kind == "lock" or hint.piece is None:
        after, position = _lock_next(round_, _taken(hints, "lock"))
        return Told(after, taken, position=position)
    return Told(round_, taken, _heard(round_.puzzle, hint.kind, hint.piece))


def _paid(cost: int) -> str:
    return f"{cost} points less" if cost else "already paid"


def _taken(hints: Sequence[Hint], kind: HintKind) -> int:
    return sum(hint.kind == kind for hint in hints)


def _lock_order(puzzle: Puzzle) -> tuple[int, ...]:
    """The places in the order in which hints lock them: drawn, whatever lies where."""
    return permutation(puzzle.n, "locked by hints", puzzle.recording_id, puzzle.seed)


def _lock_next(round_: Round, already: int) -> tuple[Round, int]:
    """Lay the right piece into the next place, whoever held either, and hold it there."""
    puzzle, row = round_.puzzle, round_.row
    sounds = [puzzle.sounds[piece] for piece in puzzle.truth]
    *before, position = _lock_order(puzzle)[: already + 1]
    fitting = [piece for piece in range(puzzle.n) if puzzle.sounds[piece] == sounds[position]]
    # Of pieces that sound the same, those that already lie right are not needed elsewhere.
    settled = {row[place] for place in before if row[place] in fitting}
    settled &= {row[place] for place in before if sounds[place] == sounds[position]}
    free = [piece for piece in fitting if piece not in settled]
    lying = row[position]
    piece = lying if lying in free else free[0]
    changed = round_
    for place in {position, row.index(piece) if piece in row else position}:
        if place in changed.layout.locked:
            changed = rules.lock(changed, place)
    changed = rules.lock(rules.place(changed, piece, position), position)
    if changed.layout == round_.layout:
        return round_, position
    # One hint is one step to undo, though it took several moves.
    return replace(changed, past=(*round_.past, round_.layout)), position


def _heard(puzzle: Puzzle, kind: HintKind, piece: int) -> tuple[Fragment, ...]:
    """The stretches of the song that a hint plays: ends of neighbours and beginnings."""
    place = puzzle.deal[piece]
    parts = puzzle.fragments
    own = parts[place]
    after = tuple(_beginning(part, puzzle) for part in parts[place + 1 : place + 2])
    if kind == "join":
        return (_ending(own, puzzle), *after)
    before = tuple(_ending(part, puzzle) for part in parts[max(0, place - 1) : place])
    return (*before, own, *after)


def _beginning(part: Fragment, puzzle: Puzzle) -> Fragment:
    length = min(part.n_samples, round(HEARD_S * puzzle.sample_rate_hz))
    return Fragment(part.recording_id, part.start_sample, length)


def _ending(part: Fragment, puzzle: Puzzle) -> Fragment:
    length = min(part.n_samples, round(HEARD_S * puzzle.sample_rate_hz))
    return Fragment(part.recording_id, part.end_sample - length, length)
