from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from musicpuzzle.play.hints import Hint
from musicpuzzle.play.person import RatingChange
from musicpuzzle.play.rating import Rating
from musicpuzzle.play.records import RoundRecord
from musicpuzzle.play.stats import (
    Bests,
    RatingPoint,
    accuracies,
    bests,
    outcome_of,
    ratings_over_time,
)

from .conftest import BEGIN, make_medley, make_puzzle, make_record


def change(before: float, after: float) -> RatingChange:
    return RatingChange(Rating(before), Rating(after, 90), Rating(), Rating())


def test_ratings_over_time_are_those_after_rated_rounds() -> None:
    records = [
        make_record(1, change=change(1500, 1520)),
        make_record(2),
        make_record(3, change=change(1500, 1480), game="sequencing"),
        make_record(4, change=change(1520, 1510)),
    ]
    assert ratings_over_time(records) == {
        "jigsaw": [
            RatingPoint(BEGIN + timedelta(hours=1), 1520, 90),
            RatingPoint(BEGIN + timedelta(hours=4), 1510, 90),
        ],
        "sequencing": [RatingPoint(BEGIN + timedelta(hours=3), 1480, 90)],
    }


def test_accuracy_by_game_and_difficulty() -> None:
    small, large = make_puzzle(3, gap_s=0.5), make_puzzle(6)
    records = [
        make_record(0, joins=2, rival=0, puzzle=small),
        make_record(10, joins=0, rival=2, puzzle=small),
        make_record(20, joins=2, rival=2, puzzle=small, hints=(Hint("join", 0, 380),)),
        make_record(30, joins=None, puzzle=small),
        make_record(40, joins=2, puzzle=small, mode="replay"),
        make_record(50, joins=3, puzzle=large),
        make_record(60, joins=2, game="sequencing"),
        make_record(70, joins=None, puzzle=make_medley()),
    ]
    jigsaw, other, parts = accuracies(records)
    assert (jigsaw.game, jigsaw.pieces, jigsaw.gap_s, jigsaw.rounds) == ("jigsaw", 3, 0.5, 4)
    assert jigsaw.exact == 0.5
    assert jigsaw.pair_accuracy == 0.5
    assert jigsaw.seconds == pytest.approx((30 + 40 + 50) / 3)
    assert jigsaw.won == pytest.approx(1 / 3)  # the hint cost a draw
    assert (other.pieces, other.exact, other.pair_accuracy, other.won) == (6, 0.0, 0.6, None)
    assert parts.game == "sequencing"
    assert accuracies([]) == []


def test_of_equal_points_the_quicker_wins_and_who_gives_up_loses() -> None:
    def timed(seconds: float, rival_seconds: float) -> RoundRecord:
        record = make_record(1, rival=3)
        assert record.rival is not None
        return replace(
            record,
            person=replace(record.person, seconds=seconds),
            rival=replace(record.rival, seconds=rival_seconds),
        )

    quick, slow, draw = timed(20.0, 20.5), timed(20.0, 19.5), timed(20.0, 20.0)
    gave_up = make_record(2, joins=None, rival=0)
    rounds = (quick, slow, draw, gave_up)
    assert [outcome_of(each) for each in rounds] == ["person", "opponent", "draw", "opponent"]
    shares = [accuracies([each])[0].won for each in rounds]
    assert shares == [1.0, 0.0, 0.5, 0.0]


def test_bests() -> None:
    joins = [3, 3, 1, 3, 3, 3, None, 3]
    records = [make_record(number, joins=right) for number, right in enumerate(joins)]
    assert bests(records, UTC).in_a_row == 3
    runs = [
        make_record(20, mode="streak", run_id="a"),
        make_record(21, mode="streak", run_id="b"),
        make_record(22, mode="streak", run_id="b"),
        make_record(23, joins=1, mode="streak", run_id="b"),
        make_record(24, mode="storm", run_id="c"),
    ]
    assert (bests(runs, UTC).streak, bests(runs, UTC).storm) == (2, 1)
    assert bests([]) == Bests()


def test_days_in_a_row_are_those_where_the_person_is() -> None:
    late = [datetime(2026, 3, day, 23, 30, tzinfo=UTC) for day in (1, 2, 3, 5, 6)]
    records = [make_record(number, finished_at=at) for number, at in enumerate(late)]
    found = bests(records, UTC)
    assert (found.days, found.days_now) == (3, 2)
    # An hour further east the third of March is the fourth, and so are all others.
    shifted = [*records[:3], make_record(9, finished_at=late[2] + timedelta(hours=2))]
    assert bests(shifted, UTC).days == 4
    assert bests(shifted, timezone(timedelta(hours=1))).days == 3
