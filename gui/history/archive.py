"""Everything that the page shows, read and reckoned in the lane of files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.progress import Progress, Report, unreported
from musicpuzzle.games.opponents import offered_names
from musicpuzzle.games.settings import GAMES, Game
from musicpuzzle.play.history import History
from musicpuzzle.play.log import Records
from musicpuzzle.play.records import MODES, utc_now
from musicpuzzle.play.stats import (
    Accuracy,
    Bests,
    RatingPoint,
    accuracies,
    bests,
    ratings_over_time,
)

from .columns import Ranks, ranks_of
from .places import Place, places_of

SHARE_OF_READING = 0.6
"""The rest of the time goes into reckoning."""
MOST_POINTS = 200
"""Of a line: it is drawn in 2 ms then, and its zigzag is as fine as it can be read."""


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What the log and the ladder came to.

    Attributes:
        records: all rounds, the oldest first.
        ranks: see `columns.ranks_of`.
        kinds: int8 (2, rounds), the number of each round's game in GAMES and mode in MODES.
        ratings: of each game with rated rounds the person's ratings, at most `MOST_POINTS`.
        rated: how many rated rounds each of these games has.
        accuracies: by game, pieces and gap.
        bests: the best runs.
        ladder: of each game that has one, or that the person is rated in, who stands where.
        problems: sentences about what could not be read, since the program began.
    """

    records: Records
    ranks: Ranks
    kinds: NDArray[np.int8]
    ratings: dict[Game, list[RatingPoint]]
    rated: dict[Game, int]
    accuracies: list[Accuracy]
    bests: Bests
    ladder: dict[Game, tuple[Place, ...]]
    problems: tuple[str, ...] = ()


class Archive:
    """The rounds as the page needs them. For the lane of files only."""

    def __init__(self, open_: Callable[[], History]) -> None:
        """An archive that opens its history when it is first read."""
        self._open = open_
        self._history: History | None = None
        self._last: Reading | None = None

    def read(self, report: Report = unreported) -> Reading:
        """Everything as it is now; what has not changed is not reckoned again.

        Args:
            report: is told how far that is, 0 to 1.

        Raises:
            DataError: the log or the ladder cannot be read.
        """
        history = self._history
        if history is None:
            history = self._history = self._open()
        else:
            history.log.refresh()
        records, ladder = history.log.records, _ladder(history, utc_now())
        report(SHARE_OF_READING)
        if self._last is None or self._last.records != records:
            self._last = _reckon(records, ladder, Progress(report, first=SHARE_OF_READING))
        return replace(self._last, ladder=ladder, problems=tuple(history.log.problems))


def thinned(points: Sequence[RatingPoint], most: int = MOST_POINTS) -> list[RatingPoint]:
    """At most so many of them: the last one of each of as many equal stretches of time."""
    if len(points) <= most:
        return list(points)
    begin = points[0].at
    # A clock that was set back may leave no time between them.
    span_s = (points[-1].at - begin).total_seconds() or 1.0
    kept = {int((most - 2) * (each.at - begin).total_seconds() / span_s): each for each in points}
    return [points[0], *sorted(kept.values())]


def kinds_of(records: Records) -> NDArray[np.int8]:
    """See `Reading`."""
    games = [GAMES.index(record.game) for record in records]
    return np.array([games, [MODES.index(record.mode) for record in records]], np.int8)


def _reckon(records: Records, ladder: dict[Game, tuple[Place, ...]], progress: Progress) -> Reading:
    ratings = ratings_over_time(records)
    ranks = ranks_of(records)
    progress.at(0.5)
    kinds = kinds_of(records)
    progress.at(0.6)
    how_often_right = accuracies(records)
    progress.at(0.8)
    return Reading(
        records=records,
        ranks=ranks,
        kinds=kinds,
        ratings={game: thinned(ratings[game]) for game in GAMES if game in ratings},
        rated={game: len(ratings[game]) for game in GAMES if game in ratings},
        accuracies=how_often_right,
        bests=bests(records),
        ladder=ladder,
    )


def _ladder(history: History, now: datetime) -> dict[Game, tuple[Place, ...]]:
    found: dict[Game, tuple[Place, ...]] = {}
    for game in GAMES:
        standing = history.standing(game)
        if standing.rounds or game in history.ladder.rungs:
            found[game] = places_of(history.ladder, game, offered_names(game), standing, now)
    return found
