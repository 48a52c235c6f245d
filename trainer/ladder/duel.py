"""Neighbours on the ladder held against each other on the same puzzles."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

import numpy as np

from .results import Table

AHEAD_SHARE = 0.55
ROUNDS = 500
SURE = 1.645
"""Standard errors, one-sided, of 95 in 100."""


class Duel(NamedTuple):
    """Rounds of two opponents with the same puzzles.

    Attributes:
        won, lost: decided rounds; where both have as many points it is not decided.
        drawn: the others.
    """

    won: int
    lost: int
    drawn: int = 0

    @property
    def share(self) -> float | None:
        """Share of the decided rounds that were won; None where none was decided."""
        return self.won / (self.won + self.lost) if self.won + self.lost else None

    @property
    def is_even(self) -> bool:
        """The first is not surely ahead of the other.

        It counts as ahead only where, in 95 of 100 cases, it would win more than `AHEAD_SHARE` of
        the decided ones among `ROUNDS` other rounds: what was measured and what would be then
        both have the error of a share of one half.
        """
        if self.share is None:
            return True
        decided = self.won + self.lost
        then = ROUNDS * decided / (decided + self.drawn)
        error = 0.5 * sqrt(1.0 / decided + 1.0 / then)
        return self.share - SURE * error <= AHEAD_SHARE


def duel(table: Table, one: int, other: int) -> Duel:
    """Two opponents on all puzzles that both have played.

    Args:
        table: the results of one game.
        one, other: places of the opponents in the table.
    """
    points = table.points[:, [one, other]]
    both = points[~np.isnan(points).any(axis=1)]
    lead = both[:, 0] - both[:, 1]
    return Duel(int((lead > 0).sum()), int((lead < 0).sum()), int((lead == 0).sum()))
