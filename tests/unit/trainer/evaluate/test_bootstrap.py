from __future__ import annotations

import itertools

import numpy as np
import pytest

from trainer.evaluate.bootstrap import mean_interval

UNIT = (0.0, 1.0)


def test_the_ends_are_those_of_all_ways_to_draw_the_artists() -> None:
    values = [1, 0, 0, 1, 1, 1, 0, 1, 0, 0, 0]
    artists = ["a", "a", "a", "b", "b", "c", "d", "d", "e", "e", "e"]
    names = sorted(set(artists))
    means = []
    for drawn in itertools.product(names, repeat=len(names)):
        chosen = [v for name in drawn for v, a in zip(values, artists, strict=True) if a == name]
        means.append(np.mean(chosen))
    low, high = np.quantile(means, [0.05, 0.95])

    got = mean_interval(values, artists, bounds=UNIT, level=0.9, draws=40_000)

    assert got.value == pytest.approx(np.mean(values))
    assert got.low == pytest.approx(low, abs=0.02)
    assert got.high == pytest.approx(high, abs=0.02)
    assert got.clusters == 5


def test_one_puzzle_an_artist_gives_the_known_width() -> None:
    values = np.random.default_rng(5).random(400) < 0.3
    got = mean_interval(values, range(400), bounds=UNIT)
    half = 1.96 * np.sqrt(values.mean() * (1 - values.mean()) / 400)
    assert got.high - got.value == pytest.approx(half, rel=0.08)
    assert got.value - got.low == pytest.approx(half, rel=0.08)


def test_puzzles_that_repeat_each_other_do_not_narrow_the_interval() -> None:
    values = np.random.default_rng(6).random(50) < 0.5
    once = mean_interval(values, range(50), bounds=UNIT)
    often = mean_interval(np.repeat(values, 20), np.repeat(np.arange(50), 20).tolist(), bounds=UNIT)
    assert (often.low, often.high) == pytest.approx((once.low, once.high))


def test_ninety_five_of_a_hundred_intervals_hold_the_truth() -> None:
    rng = np.random.default_rng(7)
    artists = np.repeat(np.arange(60), 8).tolist()
    held = 0
    for trial in range(200):
        skill = rng.beta(3, 3, size=60)
        values = rng.random(480) < np.repeat(skill, 8)
        got = mean_interval(values, artists, bounds=UNIT, seed=trial, draws=800)
        held += got.low <= 0.5 <= got.high
    assert 178 <= held <= 199  # 190 expected, standard deviation 3


def test_the_order_of_the_puzzles_does_not_matter() -> None:
    values, artists = [1, 0, 0, 1, 1], ["x", "y", "x", "z", "z"]
    assert mean_interval(values, artists, bounds=UNIT, seed=3) == mean_interval(
        values[::-1], artists[::-1], bounds=UNIT, seed=3
    )


def test_one_artist_tells_nothing_about_others() -> None:
    got = mean_interval([1, 1, 1], ["a", "a", "a"], bounds=(-1.0, 1.0))
    assert (got.value, got.low, got.high, got.clusters) == (1.0, -1.0, 1.0, 1)


@pytest.mark.parametrize(("values", "artists"), [([], []), ([1.0], ["a", "b"])])
def test_values_and_artists_must_match(values: list[float], artists: list[str]) -> None:
    with pytest.raises(ValueError, match="no interval"):
        mean_interval(values, artists, bounds=UNIT)
