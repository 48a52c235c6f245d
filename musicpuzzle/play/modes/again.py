"""Replay what you failed: every puzzle of the history that is not put right yet, each once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from musicpuzzle.games.puzzle import Fragment
from musicpuzzle.play.ladder import Ladder
from musicpuzzle.play.modes.mode import AT_START, Finished, Repeat, Tally
from musicpuzzle.play.records import ModeName, RoundRecord
from musicpuzzle.words import many


@dataclass(frozen=True, slots=True)
class Again:
    """A run through failed puzzles.

    Attributes:
        queue: the rounds of the log whose puzzles are still to come.
    """

    name: ClassVar[ModeName] = "replay"
    is_rated: ClassVar[bool] = False
    allows_hints: ClassVar[bool] = True
    needs_truth: ClassVar[bool] = True

    run_id: str
    queue: tuple[str, ...]
    tally: Tally = AT_START

    def request(self, ladder: Ladder) -> Repeat | None:
        """The next failed puzzle."""
        del ladder
        return Repeat(self.queue[0]) if self.queue else None

    def take(self, finished: Finished) -> Again:
        """Go on to the next, whatever came of this one."""
        return replace(self, queue=self.queue[1:], tally=self.tally.plus(finished))

    def skip(self) -> Again:
        """Go on to the next without playing this one, as when its song is gone."""
        return replace(self, queue=self.queue[1:])

    def summary(self) -> str:
        """How many were put right, and how many are to come."""
        right = f"{self.tally.exact} of {many(self.tally.played, 'puzzle')} put right"
        return f"{right}, {len(self.queue)} to come." if self.queue else f"{right}."


def again(run_id: str, records: Iterable[RoundRecord]) -> Again:
    """A run through all puzzles whose last attempt was not exactly right, the oldest first.

    Args:
        run_id: which run it is.
        records: the whole history, the oldest first.
    """
    latest: dict[tuple[Fragment, ...], RoundRecord] = {}
    for record in records:
        if record.puzzle.has_truth:
            latest.pop(record.puzzle.fragments, None)
            latest[record.puzzle.fragments] = record
    failed = (each.round_id for each in latest.values() if not each.person.verdict.exact)
    return Again(run_id, tuple(failed))
