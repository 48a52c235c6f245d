from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.ladder.duel import AHEAD_SHARE, ROUNDS, Duel, duel
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
    assert duel(table, 0, 1) == Duel(30, 10, 60)
    assert duel(table, 1, 0) == Duel(10, 30, 60)
    assert duel(table, 0, 1).share == 0.75


@pytest.mark.parametrize(
    ("result", "even"),
    [
        (Duel(0, 0), True),
        (Duel(0, 0, 500), True),
        (Duel(100, 100), True),
        (Duel(5500, 4500), True),  # .55
        (Duel(5750, 4250), True),  # .575, but 500 other rounds could give .55
        (Duel(6000, 4000), False),
        (Duel(6000, 4000, 20000), True),  # too few of 500 would be decided
        (Duel(60, 40), True),  # too few were played
        (Duel(30, 0), False),
        (Duel(4000, 6000), True),  # who is below in the duel is not ahead
    ],
)
def test_only_who_is_surely_ahead_is_ahead(result: Duel, even: bool) -> None:
    assert result.is_even is even


@given(
    share=st.floats(0.56, 0.75),
    decided=st.sampled_from((0.5, 0.75, 1.0)),
    seed=st.integers(0, 2**32 - 1),
)
@settings(max_examples=20, deadline=None)
def test_who_is_called_ahead_is_so_in_most_of_500_other_rounds(
    share: float, decided: float, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    odds = [share * decided, (1 - share) * decided, 1 - decided]
    won, lost, drawn = rng.multinomial(2000, odds, 400).T
    other = rng.multinomial(ROUNDS, odds, 400)
    called = np.array([not Duel(*each).is_even for each in zip(won, lost, drawn, strict=True)])
    fails = called & (other[:, 0] <= AHEAD_SHARE * (other[:, 0] + other[:, 1]))
    assert fails.mean() < 0.1


def test_nobody_is_ahead_of_a_twin() -> None:
    table = tables(play({"a": 1500, "b": 1500}, songs=60))["jigsaw"]
    assert duel(table, 0, 1).is_even
    assert Duel(0, 0).share is None
