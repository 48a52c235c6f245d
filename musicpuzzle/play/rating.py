"""Glicko-2: how strong a player is, and how surely that is known.

Written from Mark E. Glickman, "Example of the Glicko-2 system" (glicko.net/glicko/glicko2.pdf,
revised 2022); the steps below are numbered as there. The packages that could be had take no
fractions as scores, read the clock of the machine, or compute the volatility from the rating where
the paper has the deviation, which its worked example does not show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import exp, isfinite, log, pi, sqrt
from typing import Any, NamedTuple

from musicpuzzle.errors import DataError

TAU = 0.5
"""How freely volatilities change: Glickman's own choice in his example."""
MEAN = 1500.0
LARGEST_DEVIATION = 350.0
"""Of somebody about whom nothing is known; idleness never makes one less known than that."""

_SCALE = 173.7178
_TOLERANCE = 1e-6
_FARTHEST = 40.0  # beyond, a logistic is 0 or 1 in double precision and its slope is lost


@dataclass(frozen=True, slots=True)
class Rating:
    """A player's strength: a person, an opponent or a puzzle, all on one scale.

    Attributes:
        value: 1500 is the middle; 400 points more are an expected score of about .91.
        deviation: standard deviation of `value`, in its points.
        volatility: how much the strength is expected to change from one rating period to the next.
    """

    value: float = MEAN
    deviation: float = LARGEST_DEVIATION
    volatility: float = 0.06

    def to_json(self) -> dict[str, float]:
        """Plain values that `from_json` reads back exactly."""
        return asdict(self)

    @staticmethod
    def from_json(values: Mapping[str, Any]) -> Rating:
        """The rating that `to_json` wrote.

        Raises:
            DataError: something is missing or is no rating.
        """
        try:
            rating = Rating(
                float(values["value"]), float(values["deviation"]), float(values["volatility"])
            )
        except (KeyError, TypeError, ValueError) as error:
            raise DataError(f"This stored rating is damaged ({error}).") from error
        if not isfinite(rating.value) or not rating.deviation > 0 or not rating.volatility > 0:
            raise DataError("This stored rating is damaged (a value is out of range).")
        return rating


UNKNOWN = Rating()
"""Of somebody who has not played."""


class Encounter(NamedTuple):
    """What came of playing `against` somebody: 1 won, 0 lost, and all between, as partly right."""

    against: Rating
    score: float


def weight(deviation: float) -> float:
    """How much a result against somebody so little known counts: g(phi) of step 3, 0 to 1."""
    return 1.0 / sqrt(1.0 + 3.0 * (deviation / _SCALE) ** 2 / pi**2)


def expected_score(player: Rating, against: Rating) -> float:
    """The score to be expected, 0 to 1, with what is not known of either."""
    unknown = sqrt(player.deviation**2 + against.deviation**2)
    return _logistic(weight(unknown) * (player.value - against.value) / _SCALE)


def rested(player: Rating, periods: float) -> Rating:
    """A player after rating periods without a game: the deviation grows (step 6).

    Args:
        periods: how many, in fractions too.
    """
    if periods <= 0.0:
        return player
    phi = sqrt((player.deviation / _SCALE) ** 2 + periods * player.volatility**2)
    grown = max(player.deviation, min(phi * _SCALE, LARGEST_DEVIATION))
    return Rating(player.value, grown, player.volatility)


def update(player: Rating, games: Sequence[Encounter], periods: float = 1.0) -> Rating:
    """A player's rating after games that count as played at the same time.

    Args:
        games: against whom, as they were rated before, with scores of 0 to 1.
        periods: rating periods since the last games. The paper's own is 1; who rates each game as
            it is played gives the time that went by, in fractions of a period.

    Raises:
        ValueError: a score lies outside 0 to 1.
    """
    if not all(0.0 <= game.score <= 1.0 for game in games):
        raise ValueError("A score lies in 0 to 1.")
    if not games:
        return rested(player, periods)
    mu, phi = (player.value - MEAN) / _SCALE, player.deviation / _SCALE
    information, surprise = 0.0, 0.0
    for against, score in games:
        g = weight(against.deviation)
        distance = g * (mu - (against.value - MEAN) / _SCALE)
        information += g**2 * _logistic(distance) * _logistic(-distance)
        surprise += g * (score - _logistic(distance))
    variance = 1.0 / information  # step 3
    volatility = _new_volatility(player.volatility, phi, variance, variance * surprise)
    before = rested(Rating(player.value, player.deviation, volatility), periods)  # step 6
    new_phi = 1.0 / sqrt((before.deviation / _SCALE) ** -2 + 1.0 / variance)  # step 7
    value = MEAN + _SCALE * (mu + new_phi**2 * surprise)
    return Rating(value, _SCALE * new_phi, volatility)  # step 8


def _logistic(distance: float) -> float:
    return 1.0 / (1.0 + exp(-max(-_FARTHEST, min(_FARTHEST, distance))))


def _new_volatility(sigma: float, phi: float, variance: float, delta: float) -> float:
    """Step 5: where f is zero, by the Illinois variant of regula falsi."""
    a = log(sigma**2)

    def f(x: float) -> float:
        total = phi**2 + variance + exp(x)
        return exp(x) * (delta**2 - total) / (2.0 * total**2) - (x - a) / TAU**2

    low = a
    if delta**2 > phi**2 + variance:
        high = log(delta**2 - phi**2 - variance)
    else:
        steps = 1
        while f(a - steps * TAU) < 0.0:
            steps += 1
        high = a - steps * TAU
    f_low, f_high = f(low), f(high)
    while abs(high - low) > _TOLERANCE:
        middle = low + (low - high) * f_low / (f_high - f_low)
        f_middle = f(middle)
        if f_middle * f_high <= 0.0:
            low, f_low = high, f_high
        else:
            f_low /= 2.0
        high, f_high = middle, f_middle
    return exp(low / 2.0)
