"""What the axes of the plot of ratings show, where they are marked, and where words fit."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.games.settings import Game
from musicpuzzle.play.stats import RatingPoint

Ratings = Mapping[Game, Sequence[RatingPoint]]
Floats = NDArray[np.float64]
DAY_S = 86_400.0
LEAST_SPAN = 120.0
STEPS = (1.0, 2.0, 5.0, 10.0)


def value_marks(low: float, high: float, most: int) -> list[float]:
    """Round values between two others, evenly apart, at least 1 from each other.

    Args:
        low, high: the ends, in points.
        most: how many there is room for, at least 1.
    """
    least = max(1.0, (high - low) / most)
    power = 10.0 ** math.floor(math.log10(least))
    step = next(power * each for each in STEPS if power * each >= least * (1 - 1e-9))
    return [step * k for k in range(math.ceil(low / step), math.floor(high / step) + 1)]


def apart(values: Sequence[float], least: float) -> list[float]:
    """Values, the least first, moved as little as that all lie `least` apart."""
    groups: list[tuple[float, int]] = []  # the middle of a run, and how many are in it
    for value in values:
        middle, count = value, 1
        while groups and middle - groups[-1][0] < least * (count + groups[-1][1]) / 2:
            other, many_ = groups.pop()
            middle = (middle * count + other * many_) / (count + many_)
            count += many_
        groups.append((middle, count))
    return [
        middle + least * (place - (count - 1) / 2)
        for middle, count in groups
        for place in range(count)
    ]


def columns_of(points: Sequence[RatingPoint]) -> tuple[Floats, Floats, Floats]:
    """Times in seconds since 1970, ratings and deviations in points, each float64 (points,)."""
    table = np.array([(each.at.timestamp(), each.value, each.deviation) for each in points])
    return table[:, 0], table[:, 1], table[:, 2]


def extent(ratings: Ratings) -> tuple[tuple[float, float], tuple[float, float]]:
    """What the axes show: all lines, with the bands at their ends, and a little more.

    The first bands are so wide that they would leave no room for anything else.
    """
    points = [point for line in ratings.values() for point in line]
    if not points:
        now_s = datetime.now(UTC).timestamp()
        return (now_s - DAY_S, now_s), (1400.0, 1600.0)
    times = [point.at.timestamp() for point in points]
    ends = [line[-1] for line in ratings.values()]
    low = min(*(each.value for each in points), *(end.value - end.deviation for end in ends))
    high = max(*(each.value for each in points), *(end.value + end.deviation for end in ends))
    spare = max(0.05 * (high - low), (LEAST_SPAN - (high - low)) / 2)
    span_s = max(times) - min(times)
    # What is newest stands at the right, beside its name, also where there is next to nothing yet.
    before_s, after_s = max(0.02 * span_s, DAY_S - span_s), 0.02 * max(DAY_S, span_s)
    return (min(times) - before_s, max(times) + after_s), (low - spare, high + spare)
