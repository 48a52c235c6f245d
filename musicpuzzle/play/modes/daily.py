"""The Daily: one puzzle a day, the same for everybody with the same songs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from typing import ClassVar

from musicpuzzle.draw import permutation
from musicpuzzle.games.settings import Game, PuzzleSettings
from musicpuzzle.play.ladder import Ladder
from musicpuzzle.play.modes.mode import AT_START, Finished, Request, Tally, seed_of
from musicpuzzle.play.records import ModeName

SONGS_TRIED = 16
"""So many are named, should the first ones be too short or gone."""

_WEEK = ((4, 0.25), (5, 0.25), (6, 0.25), (6, 0.5), (8, 0.25), (8, 0.5), (6, 1.0))
"""Pieces and gap from Monday to Sunday; it gets harder toward the week's end."""
_WEEK_OF_PARTS = (3, 3, 4, 4, 6, 6, 6)


@dataclass(frozen=True, slots=True)
class Daily:
    """The puzzle of one day.

    Attributes:
        day: the date, as YYYY-MM-DD.
        songs: recording ids in the order in which they are tried.
    """

    name: ClassVar[ModeName] = "daily"
    is_rated: ClassVar[bool] = False
    allows_hints: ClassVar[bool] = True
    needs_truth: ClassVar[bool] = False

    run_id: str
    game: Game
    day: str
    songs: tuple[str, ...]
    tally: Tally = AT_START

    def request(self, ladder: Ladder) -> Request | None:
        """The day's puzzle, until it was played. The ladder, which changes, has no part in it."""
        del ladder
        if self.tally.played:
            return None
        weekday = date.fromisoformat(self.day).weekday()
        if self.game == "jigsaw":
            settings = PuzzleSettings(*_WEEK[weekday])
        else:
            settings = PuzzleSettings(_WEEK_OF_PARTS[weekday], game=self.game)
        return Request(settings, seed_of(self.run_id, 0), self.songs)

    def take(self, finished: Finished) -> Daily:
        """The day is done."""
        return replace(self, tally=self.tally.plus(finished))

    def summary(self) -> str:
        """What the day's puzzle gave."""
        if not self.tally.played:
            return "Today's puzzle waits for you."
        how = "Exactly right" if self.tally.exact else "Not quite"
        return f"{how}: {self.tally.points} points for the puzzle of {self.day}."


def daily(game: Game, day: date, recording_ids: Iterable[str]) -> Daily:
    """The puzzle of a day for a library.

    Args:
        game: which game; each has a puzzle of its own.
        day: the date where the person is.
        recording_ids: of all songs that can be drawn, in any order, even twice.
    """
    library = sorted(set(recording_ids))
    digest = blake2b("\n".join(library).encode(), digest_size=8).hexdigest()
    run_id = f"daily {game} {day.isoformat()} {digest}"
    order = permutation(len(library), "songs of the day", run_id)
    songs = tuple(library[number] for number in order[:SONGS_TRIED])
    return Daily(run_id, game, day.isoformat(), songs)
