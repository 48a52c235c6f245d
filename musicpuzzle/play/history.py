"""The log of rounds and what follows from it: how strong the person is, how hard a puzzle was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from musicpuzzle.errors import DataError
from musicpuzzle.games.puzzle import Puzzle
from musicpuzzle.games.settings import Game
from musicpuzzle.play.ladder import Ladder
from musicpuzzle.play.log import Records, RoundLog
from musicpuzzle.play.person import Standing, advance, puzzle_after_solver, rate_round
from musicpuzzle.play.rating import Rating
from musicpuzzle.play.records import RoundRecord

Standings = dict[Game, Standing]


def replay(records: Iterable[RoundRecord], before: Standings | None = None) -> Standings:
    """The person's standings after these rounds, from nothing but what they hold.

    Args:
        records: the oldest first.
        before: the standings that they start from.
    """
    standings = dict(before or {})
    for record in records:
        if record.change is not None:
            standing = standings.get(record.game, Standing())
            standings[record.game] = advance(
                standing, record.change.puzzle, record.points, record.finished_at
            )
    return standings


class History:
    """What the rounds of a person have come to, and how the next one is added.

    Attributes:
        log: the rounds.
        ladder: how strong the opponents are, and how hard puzzles of each kind.
    """

    def __init__(self, log: RoundLog, ladder: Ladder) -> None:
        self.log, self.ladder = log, ladder
        self._standings: Standings = {}
        self._counted: Records = ()

    def standing(self, game: Game) -> Standing:
        """The person's standing in a game."""
        return self._now(self.log.records).get(game, Standing())

    def puzzle_rating(self, puzzle: Puzzle) -> Rating:
        """How hard a puzzle is: by who solved it, or by its kind where nobody has."""
        return self._puzzle_rating(self.log.records, puzzle)

    def run(self, run_id: str) -> Records:
        """The rounds of one run of a mode, in the order in which they were played."""
        return tuple(each for each in self.log.records if each.run_id == run_id)

    def finish(self, record: RoundRecord, *, rated: bool) -> RoundRecord:
        """Keep a round that is over; a rated one with what it changes.

        Raises:
            DataError: it cannot be kept, or should be rated but has no right order.
        """
        if rated and not record.puzzle.has_truth:
            raise DataError("A medley of your own songs has no right order, so it is not rated.")

        def make(records: Records) -> RoundRecord:
            return self._rate(records, record) if rated else record

        return self.log.add(make)

    def _rate(self, records: Records, record: RoundRecord) -> RoundRecord:
        puzzle = self._puzzle_rating(records, record.puzzle)
        if record.opponent is not None and record.rival is not None:
            strength = self.ladder.rating(record.game, record.opponent)
            puzzle = puzzle_after_solver(puzzle, strength, record.rival.verdict.points)
        standing = self._now(records).get(record.game, Standing())
        change = rate_round(standing, puzzle, record.points, record.finished_at)
        return replace(record, change=change)

    def _now(self, records: Records) -> Standings:
        if records[: len(self._counted)] != self._counted:  # the file was replaced
            self._standings, self._counted = {}, ()
        self._standings = replay(records[len(self._counted) :], self._standings)
        self._counted = records
        return self._standings

    def _puzzle_rating(self, records: Records, puzzle: Puzzle) -> Rating:
        for record in reversed(records):
            if record.change is not None and record.puzzle.fragments == puzzle.fragments:
                return record.change.puzzle_after
        return self.ladder.puzzle_rating(puzzle.settings)
