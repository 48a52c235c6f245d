"""What a person would lose by leaving what is played, and how the page asks."""

from __future__ import annotations

from dataclasses import dataclass

from musicpuzzle.play.modes.contest import Contest

from ..names import MODE_TITLES
from .table import Phase, Table


@dataclass(frozen=True, slots=True)
class Stake:
    """A question with two answers, of which the other one is to stay.

    Attributes:
        words: what is at stake.
        leave: the answer that gives it up.
        tip: what that does.
    """

    words: str
    leave: str
    tip: str


RATED = Stake(
    "This round is rated: if you leave it now, it counts as given up.",
    "Give up",
    "Leave the round; it counts as given up (Space)",
)


def stake_of(table: Table, *, goes_on: bool = False) -> Stake | None:
    """What leaving costs now; None where it costs nothing.

    Args:
        goes_on: the next puzzle of the same run is wanted, if this one is over.
    """
    if table.is_at_stake:
        return RATED
    contest = table.contest
    if contest is None or table.run is None:
        return None
    if goes_on and (table.phase is not Phase.PLAYING or table.run.replayed):
        return None
    name = MODE_TITLES[contest.name]
    words = f"{_running(contest)} If you leave it now, it ends here."
    return Stake(words, f"End the {name}", f"Leave the {name}; what it has counted stays (Space)")


def closing_stake_of(table: Table) -> Stake | None:
    """What to ask before the window closes; None where nothing runs."""
    contest = table.contest
    if contest is None or table.phase is Phase.OVER:
        return None
    words = f"{_running(contest)} If you close now, it waits for you until the next start."
    return Stake(words, "Close", "Close the window; what runs goes on next time (Space)")


def _running(contest: Contest) -> str:
    return f"Your {MODE_TITLES[contest.name]} still runs: {contest.summary()}"
