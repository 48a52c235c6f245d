from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from trainer.evaluate.outcomes import Outcome
from trainer.evaluate.plan import Plan
from trainer.evaluate.rows import paired_rows, rows

FIELDS = [
    "opponent",
    "game",
    "pieces",
    "gap_s",
    "disguised",
    "puzzles",
    "pair_accuracy",
    "global_accuracy",
    "global_low",
    "global_high",
    "seconds_per_puzzle",
]
PLAN = Plan(opponents=("sen-plus", "chance"), pieces=(3, 4), gaps_s=(0.0, 0.5))


def outcome(opponent: str, song: int, *, joins: int, pieces: int = 4, index: int = 0) -> Outcome:
    return Outcome(
        opponent=opponent,
        model="",
        seed=0,
        total_s=24.0,
        recording_id=f"song {song}",
        artist=f"artist {song // 2}",
        pieces=pieces,
        gap_s=0.5,
        index=index,
        disguised=False,
        joins=joins,
        exact=joins == pieces - 1,
        seconds=0.25 * (song + 1),
    )


def test_a_row_has_the_fields_that_readers_expect_in_their_order() -> None:
    (row,) = rows([outcome("chance", 0, joins=1), outcome("chance", 2, joins=3)], PLAN)
    assert list(row) == FIELDS
    assert row["game"] == "jigsaw"
    assert (row["pieces"], row["gap_s"], row["disguised"], row["puzzles"]) == (4, 0.5, False, 2)
    assert row["pair_accuracy"] == pytest.approx(2 / 3)
    assert row["global_accuracy"] == 0.5
    assert (row["global_low"], row["global_high"]) == (0.0, 1.0)
    assert row["seconds_per_puzzle"] == pytest.approx(0.5)


def test_rows_stand_in_the_order_of_the_plan_whatever_came_first() -> None:
    outcomes = [
        replace(outcome(name, song, joins=2, pieces=pieces), gap_s=gap_s, disguised=disguised)
        for name in PLAN.opponents
        for song in range(4)
        for pieces in (3, 4)
        for gap_s in (0.0, 0.5)
        for disguised in (False, True)
    ]
    got = rows(outcomes, PLAN)
    mixed = random.Random(1).sample(outcomes, len(outcomes))
    assert rows(mixed, PLAN) == got
    assert [(r["opponent"], r["game"], r["pieces"], r["gap_s"], r["disguised"]) for r in got] == [
        (name, *cell) for name in PLAN.opponents for cell in PLAN.cells()
    ]


def test_games_have_rows_of_their_own() -> None:
    plan = replace(PLAN, games=("jigsaw", "sequencing"))
    outcomes = [
        replace(outcome(name, song, joins=3 * (song % 2)), game=game, gap_s=gap_s)
        for name in plan.opponents
        for song in range(4)
        for game, gap_s in (("sequencing", None), ("jigsaw", 0.5))
    ]
    got = [(row["opponent"], row["game"], row["gap_s"]) for row in rows(outcomes, plan)]
    assert got == [
        (name, *game) for name in plan.opponents for game in (("jigsaw", 0.5), ("sequencing", None))
    ]
    paired = paired_rows(outcomes, plan, "sen-plus")
    assert [(row["game"], row["gap_s"], row["puzzles"]) for row in paired] == [
        ("jigsaw", 0.5, 4),
        ("sequencing", None, 4),
    ]


def test_a_paired_difference_forgets_how_hard_the_puzzles_are() -> None:
    rng = np.random.default_rng(2)
    outcomes = []
    for song in range(80):
        easy = rng.random() < 0.5
        outcomes.append(outcome("chance", song, joins=3 if easy else 0))
        outcomes.append(outcome("sen-plus", song, joins=3 if easy or song % 8 == 0 else 1))
    (paired,) = paired_rows(outcomes, PLAN, "sen-plus")
    better = np.mean(
        [a.exact - b.exact for b, a in zip(outcomes[::2], outcomes[1::2], strict=True)]
    )

    assert paired["opponent"] == "sen-plus"
    assert paired["against"] == "chance"
    assert (paired["puzzles"], paired["artists"]) == (80, 40)
    assert paired["global_difference"] == pytest.approx(better)
    assert 0 < paired["global_low"] < better < paired["global_high"]
    alone = rows(outcomes, PLAN)[0]
    assert paired["global_high"] - paired["global_low"] < 0.8 * (
        alone["global_high"] - alone["global_low"]
    )


def test_equal_opponents_differ_by_nothing() -> None:
    outcomes = [outcome(name, song, joins=song % 4) for name in PLAN.opponents for song in range(9)]
    (paired,) = paired_rows(outcomes, PLAN, "sen-plus")
    assert (paired["global_difference"], paired["global_low"], paired["global_high"]) == (0, 0, 0)
    assert (paired["pair_difference"], paired["pair_low"], paired["pair_high"]) == (0, 0, 0)


def test_only_puzzles_that_both_played_are_paired() -> None:
    outcomes = [
        outcome("sen-plus", 0, joins=3),
        outcome("sen-plus", 1, joins=3),
        outcome("chance", 1, joins=0),
        outcome("chance", 1, joins=0, index=1),
    ]
    (paired,) = paired_rows(outcomes, PLAN, "sen-plus")
    assert paired["puzzles"] == 1
    assert paired["global_difference"] == 1.0
    assert paired_rows(outcomes[:1], PLAN, "sen-plus") == []
