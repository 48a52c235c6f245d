"""How hard a puzzle is before anybody has solved it: from the kinds that were measured.

Over the measured kinds lies a plane (least squares over the logarithms of pieces and gap, and
whether the pieces are disguised), and what a kind differs from it is carried over to kinds nearby,
weighted by the inverse fourth power of the distance. So a measured kind has just its own rating,
and numbers of pieces beyond those measured go on in the direction that the measured ones have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, log2

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.play.rating import LARGEST_DEVIATION, MEAN, Rating

_GAP_S = 0.02
"""About the time within which sound goes on as it was: gaps are told apart in its terms."""

Point = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Kind:
    """What makes puzzles of a game alike in difficulty.

    Attributes:
        pieces: how many.
        gap_s: seconds left out at each cut; 0 in games whose pieces do not touch anyway.
        disguised: each piece has a gain and tilt of its own.
    """

    pieces: int
    gap_s: float = 0.0
    disguised: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """A kind with its rating, from those who solved puzzles of it."""

    kind: Kind
    rating: float
    deviation: float


def predict(measured: Sequence[Measured], spread: float, kind: Kind) -> Rating:
    """The rating of a puzzle of a kind that nobody has solved.

    Args:
        measured: the kinds of the same game that were measured.
        spread: standard deviation of puzzles within a kind, in rating points.
        kind: the puzzle's.
    """
    if not measured:
        return Rating(_guess(kind), LARGEST_DEVIATION)
    points = np.array([_point(each.kind) for each in measured])
    ratings = np.array([each.rating for each in measured])
    centre, middle = points.mean(axis=0), float(ratings.mean())
    slopes = np.linalg.lstsq(points - centre, ratings - middle, rcond=None)[0]
    beside = ratings - middle - (points - centre) @ slopes
    squares = ((points - _point(kind)) ** 2).sum(axis=1)
    nearest = int(squares.argmin())
    if squares[nearest] == 0.0:
        return Rating(float(ratings[nearest]), _capped(measured[nearest].deviation, spread))
    near = squares**-2
    value = middle + float((_point(kind) - centre) @ slopes + near @ beside / near.sum())
    doubt = float(np.sqrt(np.mean(beside**2))) + measured[nearest].deviation
    return Rating(value, _capped(doubt, spread))


def _point(kind: Kind) -> Point:
    """Where a kind lies. Any gap at all is a step, and each doubling of it another."""
    return np.array([log2(kind.pieces), log2(1.0 + kind.gap_s / _GAP_S), 2.0 * kind.disguised])


def _capped(deviation: float, spread: float) -> float:
    return min(LARGEST_DEVIATION, hypot(deviation, spread))


def _guess(kind: Kind) -> float:
    """A rating that puts kinds in order where nothing was measured; its deviation says the rest."""
    return MEAN + 250.0 * (log2(kind.pieces) - log2(6)) + 300.0 * (kind.gap_s - 0.25)
