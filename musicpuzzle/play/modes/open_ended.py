"""Rated and casual rounds: one after the other, as long as one likes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from musicpuzzle.games.settings import Game, PuzzleSettings
from musicpuzzle.play.ladder import Ladder
from musicpuzzle.play.levels import nearest_settings
from musicpuzzle.play.modes.mode import AT_START, Finished, Request, Tally, seed_of
from musicpuzzle.play.records import ModeName
from musicpuzzle.words import many


@dataclass(frozen=True, slots=True)
class Rated:
    """Puzzles near the person's rating, which moves with each.

    Attributes:
        rating: the person's in this game.
    """

    name: ClassVar[ModeName] = "rated"
    is_rated: ClassVar[bool] = True
    allows_hints: ClassVar[bool] = True
    needs_truth: ClassVar[bool] = True

    run_id: str
    game: Game
    rating: float
    tally: Tally = AT_START

    def request(self, ladder: Ladder) -> Request:
        """A puzzle of settings that are about as hard as the person is strong."""
        number = self.tally.played
        settings = nearest_settings(ladder, self.game, self.rating, self.run_id, number)
        return Request(settings, seed_of(self.run_id, number))

    def take(self, finished: Finished) -> Rated:
        """Go on from the rating that the round gave."""
        rating = self.rating if finished.rating is None else finished.rating
        return replace(self, rating=rating, tally=self.tally.plus(finished))

    def summary(self) -> str:
        """How many were right, and the rating."""
        done = f"{self.tally.exact} of {many(self.tally.played, 'rated round')} exactly right"
        return f"{done}; your rating is {self.rating:.0f}."


@dataclass(frozen=True, slots=True)
class Casual:
    """Puzzles with settings of one's own; nothing is at stake."""

    name: ClassVar[ModeName] = "casual"
    is_rated: ClassVar[bool] = False
    allows_hints: ClassVar[bool] = True
    needs_truth: ClassVar[bool] = False

    run_id: str
    settings: PuzzleSettings
    tally: Tally = AT_START

    def request(self, ladder: Ladder) -> Request:
        """The next puzzle with the same settings."""
        del ladder
        return Request(self.settings, seed_of(self.run_id, self.tally.played))

    def take(self, finished: Finished) -> Casual:
        """Count the round."""
        return replace(self, tally=self.tally.plus(finished))

    def summary(self) -> str:
        """How many were right."""
        return f"{self.tally.exact} of {many(self.tally.played, 'round')} exactly right."
