"""Ratings of opponents and kinds of puzzles from all results at once.

A puzzle is a player: who solves it exactly beats it, who gets a part of the points takes that part
of the game. Glicko-2 rates a period in one step from the rating before, which is a Newton step
toward the most probable rating; here the step is taken again and again from where the last one led,
for all players together, until nothing moves. So the order of the results has no influence, and
each player's rating is the one from which another period with the same results would not move it.

Opponents are not rated against each other: each has one result with each puzzle, and counting who
had more points as a further game would count that result twice. It would also stretch the scale,
since a small lead wins nearly every comparison where puzzles have many pieces; a person who gets
just what an opponent gets out of every puzzle would then be rated below it.

Puzzles of one kind differ. How much, the residuals tell: where a puzzle is harder than its kind,
all who play it do worse, so the covariance of two opponents' residuals is the variance of puzzles,
times the slopes of both. A spread of puzzles flattens the curve of expected scores by Glickman's g.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.play.hints import MOST_POINTS
from musicpuzzle.play.rating import LARGEST_DEVIATION, MEAN, weight

from .results import Table

SCALE = 173.7178
DRAWS = 200
_STEPS = 200
_LONGEST_STEP = 2.0
_TOLERANCE = 1e-9
_SPREAD_TOLERANCE = 0.1

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """What the results say, in rating points.

    Attributes:
        opponents, opponent_deviations: float64 (opponents,).
        kinds, kind_deviations: float64 (kinds,).
        spread: standard deviation of puzzles within their kind.
    """

    opponents: Array
    opponent_deviations: Array
    kinds: Array
    kind_deviations: Array
    spread: float


@dataclass(frozen=True, slots=True, eq=False)
class _Counts:
    """Games and shares won, float64 (..., opponents, kinds)."""

    games: Array
    shares: Array


def fit(table: Table, *, seed: int = 0) -> Fit:
    """Rate everybody in a table.

    The deviation of each is Glicko-2's, or how much its rating moves when artists are drawn again
    with replacement, if that is more: songs of one artist are not independent of each other.

    Args:
        table: the results of one game.
        seed: of the draws.
    """
    by_artist = _count(table)
    counts = _Counts(by_artist.games.sum(axis=0), by_artist.shares.sum(axis=0))
    spread = 0.0
    for _ in range(_STEPS):
        strengths = _most_probable(counts, weight(spread))
        before, spread = spread, _spread(table, strengths, weight(spread))
        if abs(spread - before) < _SPREAD_TOLERANCE:
            break
    g = weight(spread)
    strengths = _most_probable(counts, g)
    deviations = np.maximum(_deviations(counts, strengths, g), _redrawn(by_artist, g, seed))
    ratings, deviations = MEAN + SCALE * strengths, SCALE * deviations
    n = len(table.opponents)
    return Fit(ratings[:n], deviations[:n], ratings[n:], deviations[n:], spread)


def _count(table: Table) -> _Counts:
    """Games and shares of each artist's puzzles, (artists, opponents, kinds)."""
    shape = (len(table.artists), len(table.opponents), len(table.kinds))
    games, shares = np.zeros(shape), np.zeros(shape)
    puzzle, opponent = np.nonzero(~np.isnan(table.points))
    at = (table.artist_of[puzzle], opponent, table.kind_of[puzzle])
    np.add.at(games, at, 1.0)
    np.add.at(shares, at, table.points[puzzle, opponent] / MOST_POINTS)
    return _Counts(games, shares)


def _expected(strengths: Array, n_opponents: int, g: float) -> Array:
    """Expected shares, (opponents, kinds), on the scale of the strengths."""
    distance = g * (strengths[:n_opponents, None] - strengths[None, n_opponents:])
    expected: Array = 1.0 / (1.0 + np.exp(-np.clip(distance, -40.0, 40.0)))
    return expected


def _most_probable(counts: _Counts, g: float) -> Array:
    """Strengths of opponents, then kinds, around 0, by Newton's method.

    Before any result each is taken to be anywhere around 0 with Glicko-2's largest deviation.
    """
    n_opponents, n_kinds = counts.games.shape
    prior = (SCALE / LARGEST_DEVIATION) ** 2
    strengths = np.zeros(n_opponents + n_kinds)
    for _ in range(_STEPS):
        expected = _expected(strengths, n_opponents, g)
        surprise = g * (counts.shares - counts.games * expected)
        slope = np.concatenate([surprise.sum(axis=1), -surprise.sum(axis=0)]) - prior * strengths
        information = g**2 * counts.games * expected * (1.0 - expected)
        curvature = np.diag(
            np.concatenate([information.sum(axis=1), information.sum(axis=0)]) + prior
        )
        curvature[:n_opponents, n_opponents:] = -information
        curvature[n_opponents:, :n_opponents] = -information.T
        step = np.clip(np.linalg.solve(curvature, slope), -_LONGEST_STEP, _LONGEST_STEP)
        strengths = strengths + step
        if np.abs(step).max() < _TOLERANCE:
            break
    return strengths


def _deviations(counts: _Counts, strengths: Array, g: float) -> Array:
    """Glicko-2's (steps 3 and 7): each by its own games, as if the others were known."""
    expected = _expected(strengths, len(counts.games), g)
    information = g**2 * counts.games * expected * (1.0 - expected)
    own = np.concatenate([information.sum(axis=1), information.sum(axis=0)])
    deviations: Array = 1.0 / np.sqrt((SCALE / LARGEST_DEVIATION) ** 2 + own)
    return deviations


def _redrawn(by_artist: _Counts, g: float, seed: int) -> Array:
    """Standard deviations of the strengths over draws of the artists."""
    artists = len(by_artist.games)
    rng = np.random.default_rng(seed)
    times = rng.multinomial(artists, np.full(artists, 1.0 / artists), size=DRAWS)
    drawn = [
        _most_probable(
            _Counts(
                np.tensordot(each, by_artist.games, 1), np.tensordot(each, by_artist.shares, 1)
            ),
            g,
        )
        for each in times
    ]
    deviations: Array = np.std(drawn, axis=0)
    return deviations


def _spread(table: Table, strengths: Array, g: float) -> float:
    """Standard deviation of puzzles within their kind, in rating points; 0 if none shows.

    Where all solve the very same puzzles it has no end, and is the largest deviation.
    """
    expected = _expected(strengths, len(table.opponents), g)[:, table.kind_of].T
    played = ~np.isnan(table.points)
    residuals = np.where(played, table.points / MOST_POINTS - expected, 0.0)
    slopes = np.where(played, g * expected * (1.0 - expected), 0.0)
    both = _sum_over_pairs(slopes)
    found = SCALE * np.sqrt(max(0.0, _sum_over_pairs(residuals) / both)) if both else 0.0
    return min(LARGEST_DEVIATION, float(found))


def _sum_over_pairs(values: Array) -> float:
    """Sum over rows of the products of each two different columns."""
    return float((values.sum(axis=1) ** 2 - (values**2).sum(axis=1)).sum() / 2.0)
