"""How far a run is, and when things are due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from unittest.mock import patch

import pytest

from musicpuzzle.jobs import TrainingJob
from trainer.train.schedule import Schedule

JOB = TrainingJob("sn", (), "run")


class Clock:
    """A clock that stands until it is moved."""

    now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Iterator[Clock]:
    with patch("trainer.train.schedule.time.monotonic", Clock()) as clock:
        yield clock


def test_steps_end_a_run(clock: Clock) -> None:
    schedule = Schedule(replace(JOB, steps=10), 4, 60.0)
    assert schedule.progress == pytest.approx(0.4)
    assert schedule.left_s() is None
    schedule.step = 7
    clock.now_s += 6.0
    assert schedule.left_s() == pytest.approx(6.0)
    schedule.step = 10
    assert schedule.over


def test_minutes_end_a_run_and_count_earlier_ones(clock: Clock) -> None:
    schedule = Schedule(replace(JOB, minutes=2.0), 0, 90.0)
    assert schedule.left_s() == pytest.approx(30.0)
    clock.now_s += 29.0
    assert not schedule.over
    clock.now_s += 1.0
    assert schedule.over
    assert schedule.elapsed_s == pytest.approx(120.0)


def test_without_an_end_it_goes_on(clock: Clock) -> None:
    schedule = Schedule(JOB, 10**9, 1e9)
    assert not schedule.over
    assert schedule.left_s() is None


def test_pairs_end_a_run_and_count_earlier_ones(clock: Clock) -> None:
    schedule = Schedule(replace(JOB, pairs=1000), 4, 60.0, 400)
    assert schedule.progress == pytest.approx(0.4)
    assert schedule.left_s() is None
    schedule.pairs = 700
    clock.now_s += 6.0
    assert schedule.left_s() == pytest.approx(6.0)
    schedule.pairs = 1003
    assert schedule.over


def test_what_ends_first_counts(clock: Clock) -> None:
    schedule = Schedule(replace(JOB, steps=100, minutes=1.0), 0, 0.0)
    schedule.step = 10
    clock.now_s += 30.0
    assert schedule.progress == pytest.approx(0.5)
    assert schedule.left_s() == pytest.approx(30.0)


@pytest.mark.parametrize(
    ("decay", "step", "rate"),
    [(0.0, 99, 1.0), (0.5, 40, 1.0), (0.5, 75, 0.5), (1.0, 25, 0.75), (0.5, 100, 1e-3)],
)
def test_the_learning_rate_falls_over_the_last_share(
    clock: Clock, decay: float, step: int, rate: float
) -> None:
    schedule = Schedule(replace(JOB, steps=100, decay=decay), step, 0.0)
    assert schedule.rate() == pytest.approx(rate)


def test_saving_by_time_and_by_steps(clock: Clock) -> None:
    schedule = Schedule(JOB, 0, 0.0)
    assert schedule.time_to_save()
    schedule.saved()
    clock.now_s += 29.0
    assert not schedule.time_to_save()
    clock.now_s += 1.0
    assert schedule.time_to_save()
    by_steps = Schedule(replace(JOB, checkpoint_steps=5), 0, 0.0)
    by_steps.step = 4
    assert not by_steps.time_to_save()
    by_steps.step = 5
    assert by_steps.time_to_save()


def test_validation_takes_a_tenth_of_the_time(clock: Clock) -> None:
    schedule = Schedule(JOB, 0, 0.0)
    clock.now_s += 60.0
    assert schedule.time_to_validate()
    schedule.validated(30.0)
    clock.now_s += 299.0
    assert not schedule.time_to_validate()
    clock.now_s += 1.0
    assert schedule.time_to_validate()
    by_steps = Schedule(replace(JOB, validate_steps=3), 6, 0.0)
    assert by_steps.time_to_validate()
