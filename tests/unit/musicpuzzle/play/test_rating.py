from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicpuzzle.errors import DataError
from musicpuzzle.play.rating import (
    LARGEST_DEVIATION,
    MEAN,
    Encounter,
    Rating,
    expected_score,
    rested,
    update,
)

ratings = st.builds(
    Rating,
    st.floats(500, 3000),
    st.floats(20, LARGEST_DEVIATION),
    st.floats(0.01, 0.2),
)
scores = st.floats(0, 1)
some_games = st.lists(st.builds(Encounter, ratings, scores), min_size=1, max_size=8)


def mirrored(rating: Rating) -> Rating:
    return Rating(2 * MEAN - rating.value, rating.deviation, rating.volatility)


def test_glickmans_worked_example() -> None:
    games = [
        Encounter(Rating(1400, 30), 1.0),
        Encounter(Rating(1550, 100), 0.0),
        Encounter(Rating(1700, 300), 0.0),
    ]
    after = update(Rating(1500, 200, 0.06), games)
    # He rounds on the way: without rounding the rating ends in .05.
    assert after.value == pytest.approx(1464.06, abs=0.02)
    assert after.deviation == pytest.approx(151.52, abs=0.01)
    assert after.volatility == pytest.approx(0.05999, abs=1e-5)


def test_a_rest_adds_the_volatility_for_each_period() -> None:
    # Two legs of a right triangle, on Glickman's scale of 173.7178 points.
    assert rested(Rating(1600, 50, 0.06), 1).deviation == pytest.approx(
        math.hypot(50, 10.423), 1e-4
    )
    assert rested(Rating(1600, 50, 0.06), 1e6) == Rating(1600, LARGEST_DEVIATION, 0.06)
    twice = rested(rested(Rating(1600, 50), 3.0), 1.0)
    assert update(Rating(1600, 50), [], 4.0).deviation == pytest.approx(twice.deviation)


def test_erratic_results_raise_the_volatility() -> None:
    steady, strong = Rating(1500, 50), Rating(2200, 50)
    assert update(steady, [Encounter(strong, 1.0)] * 6).volatility > 0.0604
    assert update(steady, [Encounter(steady, 0.5)] * 6).volatility < 0.06


@given(ratings, ratings, st.floats(0, 50))
def test_winning_never_lowers_and_losing_never_raises(
    player: Rating, against: Rating, periods: float
) -> None:
    assert update(player, [Encounter(against, 1.0)], periods).value >= player.value
    assert update(player, [Encounter(against, 0.0)], periods).value <= player.value


@given(ratings, ratings, scores, scores)
def test_more_of_the_order_right_is_never_worth_less(
    player: Rating, against: Rating, one: float, other: float
) -> None:
    low, high = sorted([one, other])
    worse, better = (
        update(player, [Encounter(against, score)], 0.2).value for score in (low, high)
    )
    assert better >= worse - 1e-9


@given(ratings, some_games)
def test_playing_without_a_pause_shrinks_the_deviation(
    player: Rating, games: list[Encounter]
) -> None:
    assert update(player, games, periods=0.0).deviation < player.deviation


@given(ratings, some_games, st.floats(0, 10))
def test_the_scale_has_no_direction(player: Rating, games: list[Encounter], periods: float) -> None:
    after = update(player, games, periods)
    turned = [Encounter(mirrored(against), 1.0 - score) for against, score in games]
    other = update(mirrored(player), turned, periods)
    assert other.value == pytest.approx(2 * MEAN - after.value, abs=1e-6)
    assert other.deviation == pytest.approx(after.deviation, abs=1e-6)


@given(ratings, scores)
def test_equals_move_apart_by_equal_steps(player: Rating, score: float) -> None:
    one = update(player, [Encounter(player, score)])
    other = update(player, [Encounter(player, 1.0 - score)])
    assert one.value - player.value == pytest.approx(player.value - other.value, abs=1e-6)


@given(ratings, ratings)
def test_expected_scores_of_two_add_up(one: Rating, other: Rating) -> None:
    assert expected_score(one, other) + expected_score(other, one) == pytest.approx(1.0)
    assert (expected_score(one, other) > 0.5) == (one.value > other.value)


def test_the_farthest_apart_can_still_be_rated() -> None:
    # The slope of the curve is 0 in double precision there.
    after = update(Rating(-1e6, 350), [Encounter(Rating(1e6, 20), 1.0)])
    assert math.isfinite(after.value)
    assert after.value > -1e6


def test_a_score_is_a_share() -> None:
    with pytest.raises(ValueError, match="0 to 1"):
        update(Rating(), [Encounter(Rating(), 1.01)])


def test_json_gives_the_same_numbers_back() -> None:
    rating = Rating(1234.5678901234567, 1 / 3, 0.0599959842864885)
    assert Rating.from_json(json.loads(json.dumps(rating.to_json()))) == rating
    for damage in ({"deviation": 0}, {"value": math.nan}, {"volatility": "much"}):
        with pytest.raises(DataError, match="damaged"):
            Rating.from_json({**rating.to_json(), **damage})
    with pytest.raises(DataError, match="value"):
        Rating.from_json({"deviation": 1})
