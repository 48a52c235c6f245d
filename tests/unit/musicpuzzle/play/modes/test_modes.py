from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from musicpuzzle.errors import DataError
from musicpuzzle.games.settings import GAMES, Game, PuzzleSettings
from musicpuzzle.play.modes.again import Again, again
from musicpuzzle.play.modes.contest import contest_of, running_contest
from musicpuzzle.play.modes.daily import Daily, daily
from musicpuzzle.play.modes.mode import Finished, Mode, Repeat, Request, Tally, finished_of
from musicpuzzle.play.modes.open_ended import Casual, Rated
from musicpuzzle.play.modes.stored import mode_from_json, mode_to_json
from musicpuzzle.play.modes.storm import LENGTH_S, Storm
from musicpuzzle.play.modes.streak import Streak
from musicpuzzle.play.person import RatingChange
from musicpuzzle.play.rating import Rating

from ..conftest import made_up_ladder, make_medley, make_puzzle, make_record

LADDER = made_up_ladder()
RIGHT, WRONG = Finished(True, 1500, 20.0), Finished(False, 400, 20.0)


def asked(mode: Mode) -> Request:
    request = mode.request(LADDER)
    assert isinstance(request, Request)
    return request


def hardness(request: Request) -> float:
    return LADDER.puzzle_rating(request.settings).value


def test_rated_rounds_follow_the_rating() -> None:
    run = Rated("run", "jigsaw", 1100.0)
    first = asked(run)
    assert hardness(first) == pytest.approx(1100, abs=60)
    stronger = run.take(replace(RIGHT, rating=1400.0))
    assert hardness(asked(stronger)) == pytest.approx(1400, abs=60)
    assert asked(stronger).seed != first.seed
    assert stronger.take(WRONG).rating == 1400.0
    assert stronger.summary() == "1 of 1 rated round exactly right; your rating is 1400."
    assert run.is_rated
    assert asked(Rated("run", "jigsaw", 1100.0)) == first


def test_casual_rounds_keep_their_settings() -> None:
    settings = PuzzleSettings(5, 0.5)
    run = Casual("run", settings)
    requests = []
    for finished in (RIGHT, WRONG, RIGHT):
        requests.append(asked(run))
        run = run.take(finished)
    assert {request.settings for request in requests} == {settings}
    assert len({request.seed for request in requests}) == 3
    assert run.tally == Tally(3, 2, 3400, 60.0)
    assert run.summary() == "2 of 3 rounds exactly right."
    assert not run.is_rated


def test_the_daily_is_the_same_for_the_same_library_and_day() -> None:
    monday, library = date(2026, 1, 5), [f"song {number}" for number in range(40)]
    run = daily("jigsaw", monday, library)
    assert daily("jigsaw", monday, [*reversed(library), *library[:3]]) == run
    request = asked(run)
    assert len(set(request.songs)) == 16
    assert set(request.songs) <= set(library)
    others = [
        daily("jigsaw", monday + timedelta(days=1), library),
        daily("sequencing", monday, library),
        daily("jigsaw", monday, library[1:]),
    ]
    assert len({asked(other).seed for other in others} | {request.seed}) == 4
    assert len({asked(other).songs for other in others} | {request.songs}) == 4
    done = run.take(RIGHT)
    assert done.request(LADDER) is None
    assert done.summary() == "Exactly right: 1500 points for the puzzle of 2026-01-05."


@pytest.mark.parametrize("game", GAMES)
def test_every_day_of_the_week_has_a_puzzle(game: Game) -> None:
    days = [date(2026, 1, 5) + timedelta(days=number) for number in range(7)]
    settings = [asked(daily(game, day, ["a", "b"])).settings for day in days]
    assert settings[0].pieces < settings[5].pieces
    assert {each.game for each in settings} == {game}


def test_a_streak_gets_harder_until_the_first_mistake() -> None:
    run = Streak("run", "jigsaw")
    met = []
    for _ in range(40):
        met.append(hardness(asked(run)))
        run = run.take(RIGHT)
    grown = met[: met.index(max(met)) + 1]
    assert len(grown) > 5
    assert all(harder > easier for easier, harder in pairwise(grown))
    assert set(met[len(grown) :]) == {max(met)}
    assert run.summary() == "40 puzzles so far."
    over = run.take(WRONG)
    assert over.is_over
    assert over.request(LADDER) is None
    assert over.summary() == "40 puzzles in a row."
    assert not run.allows_hints


def test_a_storm_lasts_three_minutes_of_play() -> None:
    run = Storm("run", "jigsaw")
    first = asked(run)
    assert first.settings.total_s == 12.0
    for number in range(8):
        assert run.left_s == LENGTH_S - 20 * number
        run = run.take(RIGHT)
    assert hardness(asked(run)) > hardness(first)
    assert asked(run).settings.pieces <= 6
    # In time to the second, then too late.
    assert run.take(replace(RIGHT, seconds=20.0)).tally.exact == 9
    late = run.take(replace(RIGHT, seconds=20.1))
    assert late == run.stop()
    assert late.left_s == 0.0
    assert late.request(LADDER) is None
    assert late.summary() == "8 puzzles solved of 8 in three minutes."
    assert run.take(replace(RIGHT, seconds=20.0)).request(LADDER) is None


@pytest.mark.parametrize("begun", [Streak("run", "jigsaw"), Storm("run", "jigsaw")])
def test_a_run_that_is_left_is_over_with_what_it_has_counted(begun: Streak | Storm) -> None:
    run = begun.take(RIGHT).take(RIGHT)
    assert running_contest(run) == run
    left = run.leave()
    assert left.is_over
    assert running_contest(left) is None
    assert contest_of(left) == left
    assert left.request(LADDER) is None
    assert left.tally == run.tally
    assert "so far" in run.summary()
    assert left.summary() in ("2 puzzles in a row.", "2 puzzles solved of 2.")
    values = mode_to_json(left)
    assert mode_from_json(values) == left
    # One that was stored before runs could be left.
    del values["left"]
    assert mode_from_json(values) == run


def test_a_mistake_in_a_storm_costs_time_alone() -> None:
    run = Storm("run", "jigsaw").take(WRONG)
    assert run.request(LADDER) is not None
    assert run.tally.exact == 0
    assert hardness(asked(run)) == hardness(asked(Storm("run", "jigsaw")))


def test_failed_puzzles_come_back_each_once() -> None:
    twice, solved_later = make_puzzle(seed=50), make_puzzle(seed=51)
    records = [
        make_record(0, joins=1, puzzle=twice),
        make_record(1, joins=3),
        make_record(2, joins=None),
        make_record(3, joins=0, puzzle=solved_later),
        make_record(4, joins=2, puzzle=twice),
        make_record(5, joins=3, puzzle=solved_later, mode="replay"),
        make_record(6, joins=None, puzzle=make_medley()),
        make_record(7, joins=1, mode="storm"),
    ]
    run = again("run", records)
    asked_for = []
    while (wanted := run.request(LADDER)) is not None:
        asked_for.append(wanted)
        run = run.take(RIGHT if len(asked_for) == 1 else WRONG)
    assert asked_for == [Repeat("round 2"), Repeat("round 4"), Repeat("round 7")]
    assert run.summary() == "1 of 3 puzzles put right."
    assert not run.is_rated


def test_a_puzzle_whose_song_is_gone_is_passed_over() -> None:
    run = again("run", [make_record(0, joins=1), make_record(1, joins=1)]).skip()
    assert run.request(LADDER) == Repeat("round 1")
    assert run.tally.played == 0
    assert run.summary() == "0 of 0 puzzles put right, 1 to come."


def test_a_mode_takes_what_the_log_has_of_a_round() -> None:
    change = RatingChange(Rating(1500), Rating(1512.5), Rating(1500), Rating(1490))
    assert finished_of(make_record(1, joins=1)) == Finished(False, 333, 31.0)
    assert finished_of(make_record(1, joins=3, change=change)) == Finished(True, 1500, 31.0, 1512.5)


RUNS: list[Mode] = [
    Rated("run", "jigsaw", 1234.5).take(RIGHT),
    Casual("run", PuzzleSettings(3, 0.0, 30.0, on_beats=True)),
    Daily("run", "jigsaw", "2026-01-05", ("a", "b")).take(WRONG),
    Streak("run", "sequencing").take(RIGHT),
    Storm("run", "jigsaw").take(WRONG),
    Again("run", ("x", "y")),
]


@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.name)
def test_a_run_goes_to_json_and_back(run: Mode) -> None:
    values = json.loads(json.dumps(mode_to_json(run)))
    assert mode_from_json(values) == run
    assert mode_from_json(values).request(LADDER) == run.request(LADDER)
    for damage in ({"mode": "cheating"}, {"tally": {}}, {"run_id": 7}):
        with pytest.raises(DataError, match="damaged"):
            mode_from_json({**values, **damage})
    values.pop("tally")
    with pytest.raises(DataError, match="tally"):
        mode_from_json(values)
