"""What outlives a round: the log of rounds, the ladder, and the file of the half-played round."""

from __future__ import annotations

from collections.abc import Callable

from musicpuzzle.errors import DataError
from musicpuzzle.play.history import History
from musicpuzzle.play.keeper import Keeper
from musicpuzzle.play.ladder import load_ladder
from musicpuzzle.play.log import RoundLog
from musicpuzzle.play.modes.contest import contest_of
from musicpuzzle.play.modes.mode import finished_of
from musicpuzzle.play.records import RoundRecord
from musicpuzzle.play.unfinished import Between, Stored, Unfinished


def open_history() -> History:
    """The person's own log, and the ladder that comes with the program.

    Raises:
        DataError: one of them cannot be read at all.
    """
    return History(RoundLog(), load_ladder())


class Book:
    """Nothing is opened before it is needed.

    `open`, `claim` and `keep` belong to the lane of files, the others to the GUI thread, which
    only ever hands something in.
    """

    def __init__(self, open_: Callable[[], History] = open_history) -> None:
        """A book that opens its history when it is first asked for."""
        self._open = open_
        self._history: History | None = None
        self._keeper: Keeper | None = None
        self._claimed = False
        self._problem = ""

    def open(self) -> History:
        """The log and the ladder.

        Raises:
            DataError: one of them cannot be read.
        """
        if self._history is None:
            self._history = self._open()
        return self._history

    def claim(self) -> Stored | None:
        """Take over the file of the half-played round: the round or run in it, once.

        A round that the log has already, as the program was killed right after, is let go; of a
        Streak or a Storm the run is left.
        """
        if self._claimed:
            return None
        self._claimed = True
        try:
            keeper = Keeper()
        except DataError as error:
            self._problem = str(error)
            return None
        stored = keeper.load()
        if isinstance(stored, Unfinished):
            stored = self._unless_kept(stored)
            if stored is None:
                keeper.clear()
        self._keeper = keeper
        return stored

    def keep(self, record: RoundRecord, *, rated: bool) -> RoundRecord:
        """Add a round that is over to the log; see `History.finish`.

        Raises:
            DataError: it cannot be kept.
        """
        return self.open().finish(record, rated=rated)

    def problem(self) -> str:
        """A sentence about what could not be kept, that was not told before, or empty."""
        problem, self._problem = self._problem, ""
        if self._keeper is not None and self._keeper.problem:
            problem, self._keeper.problem = self._keeper.problem, ""
        return problem

    def save(self, stored: Stored) -> None:
        """Have a half-played round, or the run between two, written, soon."""
        if self._keeper is not None:
            self._keeper.save(stored)

    def clear(self) -> None:
        """Have the half-played round forgotten."""
        if self._keeper is not None:
            self._keeper.clear()

    def close(self) -> None:
        """Write what is left and let go of the file; may be repeated."""
        keeper, self._keeper = self._keeper, None
        if keeper is not None:
            keeper.close()

    def _unless_kept(self, unfinished: Unfinished) -> Stored | None:
        record = self.open().log.get(unfinished.round_id)
        if record is None:
            return unfinished
        contest = contest_of(unfinished.waiting or unfinished.mode)
        if contest is None:
            return None
        # A puzzle that was played once more is no part of the run that waits.
        return Between(contest if unfinished.waiting else contest.take(finished_of(record)))
