"""The Streak: each puzzle harder than the last, until the first mistake."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from musicpuzzle.games.settings import Game
from musicpuzzle.play.ladder import Ladder
from musicpuzzle.play.levels import levels
from musicpuzzle.play.modes.mode import AT_START, Finished, Request, Tally, seed_of
from musicpuzzle.play.records import ModeName
from musicpuzzle.words import many


@dataclass(frozen=True, slots=True)
class Streak:
    """A run that ends with the first order that is not exactly right.

    After the hardest settings there are, it goes on with these.

    Attributes:
        left: the person has ended it before the first mistake.
    """

    name: ClassVar[ModeName] = "streak"
    is_rated: ClassVar[bool] = False
    allows_hints: ClassVar[bool] = False
    needs_truth: ClassVar[bool] = True

    run_id: str
    game: Game
    tally: Tally = AT_START
    left: bool = False

    @property
    def is_over(self) -> bool:
        """There was a mistake, or the person has left."""
        return self.left or self.tally.exact < self.tally.played

    def request(self, ladder: Ladder) -> Request | None:
        """The next harder puzzle."""
        if self.is_over:
            return None
        steps = levels(ladder, self.game)
        settings = steps[min(self.tally.played, len(steps) - 1)]
        return Request(settings, seed_of(self.run_id, self.tally.played))

    def take(self, finished: Finished) -> Streak:
        """Go on, or end."""
        return replace(self, tally=self.tally.plus(finished))

    def leave(self) -> Streak:
        """The person ends it."""
        return replace(self, left=True)

    def summary(self) -> str:
        """How long the streak is."""
        solved = many(self.tally.exact, "puzzle")
        return f"{solved} in a row." if self.is_over else f"{solved} so far."
