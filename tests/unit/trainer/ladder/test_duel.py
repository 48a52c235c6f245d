from __future__ import annotations

import pytest

from trainer.ladder.duel import ROUNDS, Duel, duel
from trainer.ladder.results import tables

from .conftest import make_outcome, play


def test_decided_rounds_are_counted_and_no_others() -> None:
    outcomes = []
    for song in range(100):
        better, worse = {"joins": 2, "exact": False}, {"joins": 1, "exact": False}
        first, second = (
            (better, worse) if song < 30 else (worse, better) if song < 40 else (worse, worse)
        )
        outcomes += [make_outcome("a", song, **first), make_outcome("b", song, **second)]
    outcomes.append(make_outcome("a", 200))  # nobody to compare with
    table = tables(outcomes)["jigsaw"]
    assert duel(table, 0, 1) == Duel(30, 10)
    assert duel(table, 1, 0) == Duel(10, 30)
    assert duel(table, 0, 1).share == 0.75


def test_the_seed_draws_the_rounds() -> None:
    table = tables(play({"a": 1700, "b": 1500}, songs=60))["jigsaw"]
    drawn = [duel(table, 0, 1, seed=seed) for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]
    assert all(each.won + each.lost < ROUNDS for each in drawn)
    assert all(not each.is_even for each in drawn)


@pytest.mark.parametrize(
    ("result", "even"),
    [
        (Duel(0, 0), True),
        (Duel(100, 100), True),
        (Duel(220, 180), True),  # .55
        (Duel(228, 172), True),  # .57, but other rounds could have given .55
        (Duel(240, 160), False),
        (Duel(3, 0), False),
        (Duel(150, 250), True),  # who is below in the duel is not ahead
    ],
)
def test_only_who_is_surely_ahead_is_ahead(result: Duel, even: bool) -> None:
    assert result.is_even is even


def test_nobody_is_ahead_of_a_twin() -> None:
    table = tables(play({"a": 1500, "b": 1500}, songs=60))["jigsaw"]
    assert duel(table, 0, 1).is_even
    assert Duel(0, 0).share is None
