from __future__ import annotations

import json
from dataclasses import replace

import pytest

from musicpuzzle.errors import DataError
from musicpuzzle.games import round as rules
from musicpuzzle.play.hints import offer, take
from musicpuzzle.play.modes.again import Again
from musicpuzzle.play.modes.mode import Finished
from musicpuzzle.play.modes.streak import Streak
from musicpuzzle.play.records import SongRef
from musicpuzzle.play.unfinished import Between, Unfinished, stored_from_json, unfinished_from_json

from .conftest import make_puzzle


def half_played() -> Unfinished:
    """Some moves, one of them undone, a hint, 33 s on the clock."""
    round_ = rules.start(make_puzzle(5), at_s=1000.0)
    for place, piece in enumerate((2, 0, 4)):
        round_ = rules.place(round_, piece, place)
    told = take(round_, (), offer(round_, (), "lock")[0])
    round_ = rules.undo(rules.place(told.round, 1, told.round.row.index(None)))
    return Unfinished(
        round_id="round",
        mode=Streak("run", "jigsaw"),
        round=round_,
        elapsed_s=33.0,
        songs=(SongRef("song", "/music/song.flac", "Song"),),
        opponent="sen",
        hints=told.hints,
    )


def test_it_comes_back_as_it_was() -> None:
    before = half_played()
    after = unfinished_from_json(json.loads(json.dumps(before.to_json())))
    assert after == replace(before, round=replace(before.round, started_s=0.0))
    resumed = after.resumed(now_s=70_000.0)
    assert resumed.elapsed_s(70_000.0) == 33.0
    assert resumed.layout == before.round.layout
    assert rules.undo(resumed).layout == rules.undo(before.round).layout
    assert rules.redo(resumed).layout == rules.redo(before.round).layout != resumed.layout
    done = rules.play_order(rules.start(resumed.puzzle, resumed.started_s), range(5), 70_007.0)
    assert done.elapsed_s(99_999.0) == 40.0


def test_a_run_between_two_rounds_comes_back_too() -> None:
    streak = Streak("run", "jigsaw").take(Finished(exact=True, points=1500, seconds=9.0))
    between = Between(streak)
    assert stored_from_json(json.loads(json.dumps(between.to_json()))) == between
    for damage in ({"mode": {}}, {"mode": None}, {"schema": None}, {"schema": 3}):
        with pytest.raises(DataError):
            stored_from_json({**between.to_json(), **damage})


def test_the_run_that_waits_while_a_puzzle_is_played_once_more_comes_back() -> None:
    repeated = replace(half_played(), mode=Again("round", ()), waiting=Streak("run", "jigsaw"))
    stored = json.loads(json.dumps(repeated.to_json()))
    found = stored_from_json(stored)
    assert isinstance(found, Unfinished)
    assert found.waiting == repeated.waiting
    # Before runs could wait, nothing was kept of them.
    del stored["waiting"]
    older = stored_from_json(stored)
    assert isinstance(older, Unfinished)
    assert older.waiting is None


def test_what_is_damaged_over_or_newer_is_refused() -> None:
    good = half_played().to_json()
    over = replace(rules.play_order(rules.start(make_puzzle(5)), range(5), 1.0)).to_json()
    for damage in (
        {"round": over},
        {"round": {}},
        {"mode": {}},
        {"elapsed_s": -1},
        {"elapsed_s": float("nan")},
        {"hints": [1]},
        {"schema": 2},
    ):
        with pytest.raises(DataError):
            unfinished_from_json({**good, **damage})
