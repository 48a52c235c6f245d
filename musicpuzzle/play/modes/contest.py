"""Runs that are worth something only as a whole, and are over when they are left."""

from __future__ import annotations

from musicpuzzle.play.modes.mode import Mode
from musicpuzzle.play.modes.storm import Storm
from musicpuzzle.play.modes.streak import Streak

Contest = Streak | Storm


def contest_of(mode: Mode) -> Contest | None:
    """The mode, if it is a Streak or a Storm."""
    return mode if isinstance(mode, Contest) else None


def rests_at_result(mode: Mode) -> bool:
    """Between its rounds the run shows what came of the last one; of a Storm the next one comes."""
    return isinstance(mode, Streak) and bool(mode.tally.played) and not mode.left


def running_contest(mode: Mode) -> Contest | None:
    """The mode, if it is a Streak or a Storm that is not over."""
    return mode if isinstance(mode, Contest) and not mode.is_over else None
