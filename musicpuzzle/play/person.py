"""How strong a person is, in each game apart, round by round.

A rated round is one result: the person's share of the points, against the puzzle. It is not counted
a second time against the opponent, who had nothing to do with it: an opponent does not answer a
person's moves, and a weak one beaten in comfort proves nothing that the puzzle does not. But the
opponent, whose strength was measured, solved the very same puzzle, so what it made of it tells how
hard this puzzle is: the puzzle is rated by that first, and the person by the puzzle after. So
opponents and people are rated in the same way, by what they make of puzzles, and share one scale:
who plays just like an opponent comes to its rating.

Rounds are rated one by one, with the time that went by since the last one as part of a rating
period of `PERIOD`: who has a deviation of 60 and plays nothing for a year comes back with 107.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from musicpuzzle.play.hints import MOST_POINTS
from musicpuzzle.play.rating import UNKNOWN, Encounter, Rating, rested, update

PERIOD = timedelta(days=5)
SMALLEST_DEVIATION = 45.0
"""Of a person, who gets better and has bad days, so that a rating never stands still."""
PROVISIONAL_DEVIATION = 110.0
"""Above it, a rating is too little known to be shown without a question mark."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's rating in one game.

    Attributes:
        rating: after the last rated round.
        rounds: how many were rated.
        last_at: when the last one ended, or None.
    """

    rating: Rating = UNKNOWN
    rounds: int = 0
    last_at: datetime | None = None

    @property
    def is_provisional(self) -> bool:
        """Too few rounds, or too long ago."""
        return self.rating.deviation > PROVISIONAL_DEVIATION


@dataclass(frozen=True, slots=True)
class RatingChange:
    """What a rated round did.

    Attributes:
        before, after: the person's rating.
        puzzle: the puzzle's, with what the opponent made of it, before the person's result: what
            `after` was computed from.
        puzzle_after: the puzzle's, with the person's result.
    """

    before: Rating
    after: Rating
    puzzle: Rating
    puzzle_after: Rating

    def to_json(self) -> dict[str, Any]:
        """Plain values for `change_from_json`."""
        return {field.name: getattr(self, field.name).to_json() for field in fields(self)}


def change_from_json(values: Mapping[str, Any]) -> RatingChange:
    """The change that `to_json` wrote.

    Raises:
        DataError: something of it is damaged.
        KeyError: something is missing.
    """
    before, after, puzzle, puzzle_after = (
        Rating.from_json(values[field.name]) for field in fields(RatingChange)
    )
    return RatingChange(before, after, puzzle, puzzle_after)


def share_of(points: int) -> float:
    """Points of a round as a score of 0 to 1: a partly right order is a fraction."""
    return points / MOST_POINTS


def at_rest(standing: Standing, now: datetime) -> Rating:
    """The rating as it is now, after the time since the last rated round."""
    return rested(standing.rating, _periods(standing, now))


def puzzle_after_solver(puzzle: Rating, solver: Rating, points: int) -> Rating:
    """A puzzle's rating once somebody got so many points out of it: it won what is missing."""
    return update(puzzle, [Encounter(solver, 1.0 - share_of(points))], periods=0.0)


def advance(standing: Standing, puzzle: Rating, points: int, at: datetime) -> Standing:
    """A person's standing after a rated round that ended `at`."""
    new = update(standing.rating, [Encounter(puzzle, share_of(points))], _periods(standing, at))
    kept = replace(new, deviation=max(SMALLEST_DEVIATION, new.deviation))
    return Standing(kept, standing.rounds + 1, at)


def rate_round(standing: Standing, puzzle: Rating, points: int, at: datetime) -> RatingChange:
    """What a rated round changes, the person's rating and the puzzle's.

    Args:
        standing: the person's before the round.
        puzzle: the puzzle's rating with what the opponent made of it.
        points: the person's, after hints.
        at: when the round ended, UTC.
    """
    after = advance(standing, puzzle, points, at).rating
    seen = at_rest(standing, at)
    return RatingChange(standing.rating, after, puzzle, puzzle_after_solver(puzzle, seen, points))


def _periods(standing: Standing, now: datetime) -> float:
    # A clock that was set back gives a negative time.
    if standing.last_at is None:
        return 0.0
    return max(0.0, (now - standing.last_at) / PERIOD)
