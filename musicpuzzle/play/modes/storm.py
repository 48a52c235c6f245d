"""The Storm: as many puzzles as possible in three minutes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from musicpuzzle.games.settings import Game, PuzzleSettings
from musicpuzzle.play.ladder import Ladder
from musicpuzzle.play.levels import levels
from musicpuzzle.play.modes.mode import AT_START, Finished, Request, Tally, seed_of
from musicpuzzle.play.records import ModeName
from musicpuzzle.words import many

LENGTH_S = 180.0
_MOST_PIECES = 6
_TOTAL_S = 12.0
_PER_LEVEL = 2


@dataclass(frozen=True, slots=True)
class Storm:
    """A run against the clock, which stands while a puzzle is made.

    Pieces of a jigsaw are half as long as elsewhere, and two puzzles exactly right make the next
    ones harder. An order that is handed in after the time is over does not count.

    Attributes:
        tally: of the rounds within the time.
        used_s: seconds of the three minutes that are gone, up to all of them.
        left: the person has ended it before its time.
    """

    name: ClassVar[ModeName] = "storm"
    is_rated: ClassVar[bool] = False
    allows_hints: ClassVar[bool] = False
    needs_truth: ClassVar[bool] = True

    run_id: str
    game: Game
    used_s: float = 0.0
    tally: Tally = AT_START
    left: bool = False

    @property
    def is_over(self) -> bool:
        """There is no time any more, or the person has left."""
        return self.left or self.left_s <= 0.0

    @property
    def left_s(self) -> float:
        """Seconds that are left for the rounds to come, the present one included."""
        return LENGTH_S - self.used_s

    def request(self, ladder: Ladder) -> Request | None:
        """The next puzzle, while there is time."""
        if self.is_over:
            return None
        steps = [each for each in levels(ladder, self.game) if each.pieces <= _MOST_PIECES]
        settings = steps[min(self.tally.exact // _PER_LEVEL, len(steps) - 1)]
        return Request(_shorter(settings), seed_of(self.run_id, self.tally.played))

    def take(self, finished: Finished) -> Storm:
        """Count a round if it ended in time."""
        if finished.seconds > self.left_s:
            return self.stop()
        used_s = self.used_s + finished.seconds
        return replace(self, used_s=used_s, tally=self.tally.plus(finished))

    def stop(self) -> Storm:
        """The time is over in the middle of a round."""
        return replace(self, used_s=LENGTH_S)

    def leave(self) -> Storm:
        """The person ends it."""
        return replace(self, left=True)

    def summary(self) -> str:
        """How many were right."""
        solved = f"{many(self.tally.exact, 'puzzle')} solved of {self.tally.played}"
        if not self.is_over:
            return f"{solved} so far."
        return f"{solved}." if self.left else f"{solved} in three minutes."


def _shorter(settings: PuzzleSettings) -> PuzzleSettings:
    return replace(settings, total_s=_TOTAL_S)
