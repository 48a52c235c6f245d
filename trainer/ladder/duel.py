"""Neighbours on the ladder held against each other on the same puzzles."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

import numpy as np

from musicpuzzle.games.draw import permutation

from .results import Table

ROUNDS = 500
AHEAD_SHARE = 0.55


class Duel(NamedTuple):
    """Rounds of two opponents with the same puzzles.

    Attributes:
        won, lost: decided rounds; where both have as many points it is not decided.
    """

    won: int
    lost: int

    @property
    def share(self) -> float | None:
        """Share of the decided rounds that were won; None where none was decided."""
        return self.won / (self.won + self.lost) if self.won + self.lost else None

    @property
    def is_even(self) -> bool:
        """The first is not surely ahead of the other.

        Other rounds would have given another share, so it counts as ahead only where its share,
        less the standard error of a share of one half, is more than `AHEAD_SHARE`.
        """
        if self.share is None:
            return True
        return self.share - 0.5 / sqrt(self.won + self.lost) <= AHEAD_SHARE


def duel(table: Table, one: int, other: int, *, seed: int = 0) -> Duel:
    """Two opponents on `ROUNDS` puzzles that both have played, drawn by the seed, or on all.

    Args:
        table: the results of one game.
        one, other: places of the opponents in the table.
        seed: of the draw.
    """
    points = table.points[:, [one, other]]
    both = np.flatnonzero(~np.isnan(points).any(axis=1))
    names = table.opponents[one], table.opponents[other]
    drawn = both[list(permutation(len(both), "duel", *sorted(names), seed)[:ROUNDS])]
    lead = points[drawn, 0] - points[drawn, 1]
    return Duel(int((lead > 0).sum()), int((lead < 0).sum()))
