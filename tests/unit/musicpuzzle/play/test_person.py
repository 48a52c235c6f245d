from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicpuzzle.play.person import (
    PERIOD,
    PROVISIONAL_DEVIATION,
    SMALLEST_DEVIATION,
    Standing,
    advance,
    at_rest,
    puzzle_after_solver,
    rate_round,
    share_of,
)
from musicpuzzle.play.rating import Encounter, Rating, expected_score, update

NOW = datetime(2026, 1, 5, tzinfo=UTC)
SETTLED = Standing(Rating(1600, 60), 50, NOW)


def test_points_are_a_share_of_all_there_are() -> None:
    assert [share_of(points) for points in (0, 500, 1500)] == [0.0, pytest.approx(1 / 3), 1.0]


def test_a_year_without_a_round_makes_a_rating_provisional_again() -> None:
    later = at_rest(SETTLED, NOW + timedelta(days=365))
    assert later.deviation == pytest.approx(107, abs=1)
    assert later.value == 1600
    assert at_rest(SETTLED, NOW - timedelta(days=1)) == SETTLED.rating
    assert Standing().is_provisional
    assert not SETTLED.is_provisional


def test_a_round_counts_the_time_since_the_last() -> None:
    puzzle = Rating(1650, 90)
    at = NOW + 2 * PERIOD
    expected = update(SETTLED.rating, [Encounter(puzzle, share_of(1500))], periods=2.0)
    change = rate_round(SETTLED, puzzle, 1500, at)
    assert change.after == expected
    assert advance(SETTLED, puzzle, 1500, at) == Standing(expected, 51, at)
    assert change.before == SETTLED.rating
    assert change.puzzle_after.value < puzzle.value
    assert change.puzzle_after == puzzle_after_solver(puzzle, at_rest(SETTLED, at), 1500)


@given(st.integers(0, 1500), st.integers(0, 1500), st.floats(1000, 2200))
def test_where_the_opponent_fails_success_is_worth_more(one: int, other: int, value: float) -> None:
    low, high = sorted([one, other])
    kind, opponent = Rating(value, 100), Rating(1600, 50)
    hard, easy = (puzzle_after_solver(kind, opponent, points) for points in (low, high))
    assert hard.value >= easy.value
    after = [advance(SETTLED, seen, 1500, NOW).rating.value for seen in (hard, easy)]
    assert after[0] >= after[1]


def test_a_rating_keeps_moving_however_many_rounds_are_played() -> None:
    standing = Standing()
    for _ in range(200):
        standing = advance(standing, Rating(1500, 60), 750, NOW)
    assert standing.rating.deviation == SMALLEST_DEVIATION
    assert standing.rating.value == pytest.approx(1500, abs=1)
    assert advance(standing, Rating(1500, 60), 1500, NOW).rating.value > 1505


@pytest.mark.parametrize("strength", [1100.0, 1500.0, 1850.0])
def test_who_plays_like_an_opponent_comes_to_its_rating(strength: float) -> None:
    """One scale for all: the result is what somebody of that strength gets, on puzzles of 80."""
    rng = np.random.default_rng(7)
    true = Rating(strength, 1e-3)
    standing, seen = Standing(), []
    for number in range(300):
        kind = Rating(round(standing.rating.value / 100) * 100, 80)
        puzzle = replace(kind, value=kind.value + 80 * rng.normal(), deviation=1e-3)
        points = 1500 * int(rng.random() < expected_score(true, puzzle))
        rival = 1500 * int(rng.random() < expected_score(Rating(1600, 1e-3), puzzle))
        known = puzzle_after_solver(kind, Rating(1600, 40), rival)
        standing = advance(standing, known, points, NOW + timedelta(hours=number))
        seen.append(standing.rating.value)
    assert np.mean(seen[100:]) == pytest.approx(strength, abs=50)
    assert standing.rating.deviation < PROVISIONAL_DEVIATION
