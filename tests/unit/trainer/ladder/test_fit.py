from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from musicpuzzle.play.rating import LARGEST_DEVIATION, MEAN, Encounter, Rating, update, weight
from trainer.ladder.fit import SCALE, fit
from trainer.ladder.results import tables

from .conftest import KINDS, make_outcome, play

STRENGTHS = {"a": 1850.0, "b": 1700.0, "c": 1600.0, "d": 1350.0, "e": 1100.0}


def test_true_strengths_and_difficulties_are_found_again() -> None:
    table = tables(play(STRENGTHS, songs=60))["jigsaw"]
    found = fit(table)
    # The middle of the scale is where the prior pulls it; only distances have a meaning.
    true = np.array(
        [*STRENGTHS.values(), *(KINDS[kind.pieces, kind.gap_s] for kind in table.kinds)]
    )
    fitted = np.concatenate([found.opponents, found.kinds])
    assert fitted - fitted.mean() == pytest.approx(true - true.mean(), abs=60)
    assert fitted.mean() == pytest.approx(MEAN, abs=1)
    assert list(np.argsort(-found.opponents)) == [0, 1, 2, 3, 4]
    assert found.spread < 60
    assert (found.opponent_deviations < 40).all()
    assert (found.opponent_deviations > 8).all()


def test_puzzles_that_differ_do_not_bias_what_is_found() -> None:
    table = tables(play(STRENGTHS, songs=80, spread=150.0))["jigsaw"]
    found = fit(table)
    assert found.spread == pytest.approx(150, abs=35)
    true = np.array(list(STRENGTHS.values()))
    assert found.opponents - found.opponents.mean() == pytest.approx(true - true.mean(), abs=50)


def test_at_the_end_nobody_would_move() -> None:
    """Step 7 of Glicko-2 from the prior, with the expected scores at the fitted ratings."""
    table = tables(play(STRENGTHS, songs=10))["jigsaw"]
    found = fit(table)
    g = weight(found.spread)
    prior = (LARGEST_DEVIATION / SCALE) ** 2
    for opponent, rating in enumerate(found.opponents):
        shares = table.points[:, opponent] / 1500
        expected = 1 / (1 + np.exp(-g * (rating - found.kinds[table.kind_of]) / SCALE))
        moved = MEAN + SCALE * prior * (g * (shares - expected)).sum()
        assert moved == pytest.approx(rating, abs=0.1)


def test_one_puzzle_is_one_game_of_glicko() -> None:
    """Of a single result the step is small enough for the paper's own one to be near."""
    table = tables([make_outcome("a", 1)])["jigsaw"]
    found = fit(table)
    paper = update(Rating(), [Encounter(Rating(found.kinds[0], 1e-6), 1.0)], periods=0.0)
    assert found.opponents[0] == pytest.approx(paper.value, abs=25)
    assert found.opponent_deviations[0] == pytest.approx(paper.deviation, abs=25)
    assert found.kinds[0] == pytest.approx(2 * MEAN - found.opponents[0])
    assert found.spread == 0.0


def test_those_who_solve_the_very_same_puzzles_do_not_break_the_scale() -> None:
    outcomes = []
    for song in range(40):
        solved = song % 3 > 0
        for name in ("a", "b"):
            outcomes.append(make_outcome(name, song, joins=3 * solved, exact=solved))
    found = fit(tables(outcomes)["jigsaw"])
    assert found.spread == LARGEST_DEVIATION
    assert found.opponents[0] == pytest.approx(found.opponents[1])
    assert found.opponents[0] > found.kinds[0]


def test_who_always_wins_and_who_never_does_stay_on_the_scale() -> None:
    outcomes = []
    for song in range(40):
        outcomes.append(make_outcome("god", song))
        outcomes.append(make_outcome("stone", song, joins=0, exact=False))
    found = fit(tables(outcomes)["jigsaw"])
    assert 1900 < found.opponents[0] < 3000
    assert found.opponents[1] == pytest.approx(2 * MEAN - found.opponents[0], abs=1)


def test_artists_that_differ_make_a_rating_less_sure() -> None:
    """The same share of solved puzzles, from all artists alike or all from half of them."""
    alike, apart = [], []
    for song in range(48):
        for index in range(8):
            solved = make_outcome("a", song, index=index)
            failed = replace(solved, joins=0, exact=False)
            alike.append(solved if (index + song) % 2 else failed)
            apart.append(solved if song % 12 < 6 else failed)
    sure, unsure = (fit(tables(each)["jigsaw"]).opponent_deviations[0] for each in (alike, apart))
    assert unsure > 1.5 * sure


def test_partly_right_orders_are_fractions() -> None:
    outcomes = []
    for song in range(30):
        outcomes.append(make_outcome("half", song, pieces=5, joins=3, exact=False))  # 750 points
        outcomes.append(
            make_outcome("even", song, pieces=5, joins=4 * (song % 2), exact=song % 2 == 1)
        )
    found = fit(tables(outcomes)["jigsaw"])
    assert found.opponents[0] == pytest.approx(found.opponents[1], abs=1e-6)


def test_the_order_of_the_outcomes_has_no_influence() -> None:
    outcomes = play(STRENGTHS, songs=6)
    one, other = (fit(tables(each)["jigsaw"]) for each in (outcomes, outcomes[::-1]))
    assert one.opponents.tolist() == other.opponents.tolist()
    assert one.opponent_deviations.tolist() == other.opponent_deviations.tolist()
