"""What the history of a person shows: ratings over time, how often they are right, their bests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from itertools import groupby
from statistics import fmean
from typing import NamedTuple

from musicpuzzle.games.score import Outcome, Result, winner
from musicpuzzle.games.settings import Game
from musicpuzzle.play.records import RoundRecord

_WORTH: dict[Outcome, float] = {"person": 1.0, "draw": 0.5, "opponent": 0.0}


class RatingPoint(NamedTuple):
    """A rating after a rated round."""

    at: datetime
    value: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How rounds of one kind went.

    Attributes:
        game, pieces, gap_s: the kind.
        rounds: how many.
        exact: share of them whose whole order was right.
        pair_accuracy: mean share of the true joins found.
        seconds: mean time of the rounds that were handed in; None without any.
        won: share of the rounds against an opponent that the person won, as `outcome_of` has it; a
            draw is half. None without an opponent.
    """

    game: Game
    pieces: int
    gap_s: float
    rounds: int
    exact: float
    pair_accuracy: float
    seconds: float | None
    won: float | None


@dataclass(frozen=True, slots=True)
class Bests:
    """Records to be proud of.

    Attributes:
        in_a_row: most rounds after each other, of all modes, with the whole order right.
        streak: most puzzles solved in one Streak.
        storm: most puzzles solved in one Storm.
        days: most days after each other with a round, and `days_now` those up to the last round.
    """

    in_a_row: int = 0
    streak: int = 0
    storm: int = 0
    days: int = 0
    days_now: int = 0


def outcome_of(record: RoundRecord) -> Outcome | None:
    """Who won a round: more points, or of equal ones the quicker player, as the result said.

    Who gave up has lost. None where nobody played against the person.
    """
    if record.rival is None:
        return None
    if record.gave_up:
        return "opponent"
    own = Result(record.points, record.person.seconds)
    return winner(own, Result(record.rival.verdict.points, record.rival.seconds))


def ratings_over_time(records: Iterable[RoundRecord]) -> dict[Game, list[RatingPoint]]:
    """The person's rating after each rated round, of each game that has any, the oldest first."""
    points: dict[Game, list[RatingPoint]] = defaultdict(list)
    for record in records:
        if record.change is not None:
            after = record.change.after
            points[record.game].append(
                RatingPoint(record.finished_at, after.value, after.deviation)
            )
    return dict(points)


def accuracies(records: Iterable[RoundRecord]) -> list[Accuracy]:
    """How each kind went, by game, number of pieces and gap.

    Replays of a failed puzzle are left out, and medleys that have no right order.
    """
    kinds: dict[tuple[Game, int, float], list[RoundRecord]] = defaultdict(list)
    for record in records:
        if record.mode != "replay" and record.puzzle.has_truth:
            settings = record.puzzle.settings
            kinds[record.game, settings.pieces, settings.gap_s].append(record)
    return [_accuracy(kind, kinds[kind]) for kind in sorted(kinds)]


def bests(records: Sequence[RoundRecord], zone: tzinfo | None = None) -> Bests:
    """The best runs of a history.

    Args:
        records: the oldest first.
        zone: where the days are counted; None for where the machine is.
    """
    days = sorted({record.finished_at.astimezone(zone).date() for record in records})
    # Days after each other have the same distance to their number in the list.
    runs = [
        len(list(group))
        for _, group in groupby(enumerate(days), lambda each: each[1] - timedelta(days=each[0]))
    ]
    return Bests(
        in_a_row=_longest_exact(records),
        streak=_most_in_a_run(records, "streak"),
        storm=_most_in_a_run(records, "storm"),
        days=max(runs, default=0),
        days_now=runs[-1] if runs else 0,
    )


def _accuracy(kind: tuple[Game, int, float], rounds: Sequence[RoundRecord]) -> Accuracy:
    game, pieces, gap_s = kind
    handed_in = [each.person.seconds for each in rounds if not each.gave_up]
    outcomes = [outcome for each in rounds if (outcome := outcome_of(each)) is not None]
    return Accuracy(
        game=game,
        pieces=pieces,
        gap_s=gap_s,
        rounds=len(rounds),
        exact=fmean(each.person.verdict.exact for each in rounds),
        pair_accuracy=fmean(each.person.verdict.pair_accuracy for each in rounds),
        seconds=fmean(handed_in) if handed_in else None,
        won=fmean(_WORTH[outcome] for outcome in outcomes) if outcomes else None,
    )


def _longest_exact(records: Iterable[RoundRecord]) -> int:
    judged = (record for record in records if record.puzzle.has_truth)
    runs = groupby(judged, lambda record: record.person.verdict.exact)
    return max((len(list(group)) for exact, group in runs if exact), default=0)


def _most_in_a_run(records: Iterable[RoundRecord], mode: str) -> int:
    solved: dict[str, int] = defaultdict(int)
    for record in records:
        if record.mode == mode:
            solved[record.run_id] += record.person.verdict.exact
    return max(solved.values(), default=0)
