from __future__ import annotations

import json
from datetime import timedelta, timezone

import pytest

from musicpuzzle.errors import DataError, PuzzleError
from musicpuzzle.games.round import play_order, start
from musicpuzzle.games.score import Verdict
from musicpuzzle.play.hints import Hint
from musicpuzzle.play.person import RatingChange
from musicpuzzle.play.rating import Rating
from musicpuzzle.play.records import (
    Attempt,
    RoundRecord,
    attempt_of,
    from_line,
    given_up,
    to_line,
    utc_now,
)

from .conftest import BEGIN, make_medley, make_puzzle, make_record

CHANGE = RatingChange(Rating(1 / 3), Rating(1500.1), Rating(1600, 90), Rating(1590, 88))


@pytest.mark.parametrize(
    "record",
    [
        make_record(1),
        make_record(2, joins=1, rival=3, change=CHANGE, mode="rated"),
        make_record(3, joins=None, hints=(Hint("join", 2, 250), Hint("lock", None, 500))),
    ],
    ids=["plain", "rated", "given up"],
)
def test_a_record_goes_to_a_line_and_back(record: RoundRecord) -> None:
    line = to_line(record)
    assert "\n" not in line
    assert from_line(line) == record
    assert from_line(line.encode()) == record


def test_a_line_holds_what_other_programs_look_for() -> None:
    hints = (Hint("join", 2, 250),)
    values = json.loads(to_line(make_record(2, joins=3, rival=1, hints=hints, change=CHANGE)))
    assert values["schema"] == 1
    assert values["at"] == "2026-01-05T14:00:00+00:00"
    assert values["rated"] is True
    assert values["points"] == 1250
    assert values["person"]["points"] == 1500
    assert values["rival"]["joins"].count(True) == 1
    assert values["songs"][0]["title"] == "Å song"
    assert values["puzzle"]["seed"] == 2


def test_an_order_without_a_truth_is_worth_what_a_judge_says() -> None:
    over = play_order(start(make_medley()), (2, 0, 1), 12.0)
    with pytest.raises(PuzzleError, match="no right order"):
        attempt_of(over)
    verdict = Verdict((True, False), 0.5, exact=False, points=620)
    attempt = attempt_of(over, verdict)
    assert attempt == Attempt((2, 0, 1), verdict, 12.0)
    with pytest.raises(PuzzleError, match="not over"):
        attempt_of(start(make_medley()), verdict)
    record = make_record(1, puzzle=make_medley(), joins=None, person=attempt)
    assert from_line(to_line(record)) == record


def test_who_gives_up_has_nothing() -> None:
    attempt = given_up(start(make_puzzle(5), at_s=10.0), 52.5)
    assert attempt.order == ()
    assert attempt.verdict.joins == (False,) * 4
    assert (attempt.verdict.points, attempt.verdict.exact, attempt.seconds) == (0, False, 42.5)
    assert make_record(1, joins=None).gave_up
    assert not make_record(1, joins=0).gave_up


def test_times_are_read_as_utc() -> None:
    zone = timezone(timedelta(hours=5))
    line = to_line(make_record(1)).replace("+00:00", "+05:00")
    assert from_line(line).finished_at == BEGIN.replace(tzinfo=zone) + timedelta(hours=1)
    assert from_line(line).finished_at.utcoffset() == timedelta(0)
    assert utc_now().microsecond == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mode", "cheating"),
        ("at", "2026-01-05T14:00:00"),
        ("at", "yesterday"),
        ("puzzle", {}),
        ("person", {"order": [0, 0, 1, 2]}),
        ("rating", {"before": 1}),
        ("hints", [{"kind": "join"}]),
        ("songs", ["a song"]),
    ],
)
def test_a_damaged_line_is_refused(field: str, value: object) -> None:
    values = json.loads(to_line(make_record(1)))
    if isinstance(value, dict) and field == "person":
        value = {**values["person"], **value}
    with pytest.raises(DataError, match="damaged"):
        from_line(json.dumps({**values, field: value}))


def test_lines_that_are_no_records_are_refused() -> None:
    for line in ("", "{}", "[]", '{"schema":', b"\xff\x00", "null"):
        with pytest.raises(DataError, match="damaged"):
            from_line(line)
    newer = {**json.loads(to_line(make_record(1))), "schema": 2}
    with pytest.raises(DataError, match="newer"):
        from_line(json.dumps(newer))
