from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest

from musicpuzzle.errors import DataError
from musicpuzzle.play.hints import Hint
from musicpuzzle.play.history import History, replay
from musicpuzzle.play.ladder import Ladder
from musicpuzzle.play.log import RoundLog
from musicpuzzle.play.person import Standing, advance, puzzle_after_solver, rate_round
from musicpuzzle.play.rating import Rating

from .conftest import BEGIN, made_up_ladder, make_medley, make_puzzle, make_record


@pytest.fixture
def history(tmp_path: Path) -> History:
    return History(RoundLog(tmp_path / "rounds.jsonl"), made_up_ladder())


def test_a_rated_round_is_played_against_the_puzzle_as_the_opponent_found_it(
    history: History,
) -> None:
    record = make_record(1, joins=2, rival=3)
    kind = history.puzzle_rating(record.puzzle)
    kept = history.finish(record, rated=True)
    assert kept.change is not None
    assert kept.change.puzzle == puzzle_after_solver(kind, Rating(1600, 40), 1500)
    assert kept.change.puzzle.value < kind.value
    assert kept.change == rate_round(Standing(), kept.change.puzzle, 667, record.finished_at)
    assert history.standing("jigsaw").rating == kept.change.after
    assert history.standing("sequencing") == Standing()


def test_hints_cost_rating_too(history: History) -> None:
    hint = (Hint("lock", None, 500),)
    helped = history.finish(make_record(1, joins=3, hints=hint), rated=True)
    assert helped.change is not None
    puzzle = helped.change.puzzle
    assert helped.change.after == advance(Standing(), puzzle, 1000, helped.finished_at).rating


def test_without_an_opponent_only_the_kind_of_the_puzzle_counts(history: History) -> None:
    for number, name in ((1, None), (2, "a stranger")):
        record = make_record(number, rival=0 if name else None, opponent=name)
        kind = history.puzzle_rating(record.puzzle)
        kept = history.finish(record, rated=True)
        assert kept.change is not None
        # Of a stranger's strength so little is known that its failure says next to nothing.
        assert kept.change.puzzle.value == pytest.approx(kind.value, abs=25)


def test_a_puzzle_that_was_solved_is_known_from_then_on(history: History) -> None:
    puzzle = make_puzzle(6, seed=5)
    first = history.finish(make_record(1, joins=5, puzzle=puzzle), rated=True)
    history.finish(make_record(2, joins=1, puzzle=puzzle), rated=False)
    assert first.change is not None
    assert history.puzzle_rating(puzzle) == first.change.puzzle_after
    second = history.finish(make_record(3, joins=5, puzzle=puzzle), rated=True)
    assert second.change is not None
    assert second.change.puzzle == first.change.puzzle_after


def test_replayed_from_the_file_every_number_is_the_same(history: History) -> None:
    drawn = random.Random(3)
    played = []
    for number in range(40):
        puzzle = make_puzzle(
            drawn.choice([3, 4, 6]),
            seed=number,
            gap_s=drawn.choice([0.0, 1.0]),
            game=drawn.choice(["jigsaw", "sequencing"]),
        )
        record = make_record(
            number,
            joins=drawn.choice([None, *range(puzzle.n)]),
            rival=drawn.choice([None, *range(puzzle.n)]),
            puzzle=puzzle,
            finished_at=BEGIN + timedelta(days=number, seconds=drawn.randrange(9999)),
            hints=drawn.choice([(), (Hint("join", 0, 250),)]),
        )
        played.append(history.finish(record, rated=drawn.random() < 0.8))
    again = RoundLog(history.log.path).records
    assert again == tuple(played)
    standings = replay(again)
    for game in ("jigsaw", "sequencing"):
        assert standings[game] == history.standing(game)
        after = [each.change.after for each in played if each.game == game and each.change]
        assert standings[game].rating == after[-1]
        assert standings[game].rounds == len(after)
    # A ladder measured anew changes nothing that was played.
    assert History(RoundLog(history.log.path), Ladder()).standing("jigsaw") == standings["jigsaw"]
    assert replay(again[20:], replay(again[:20])) == standings


def test_rounds_of_another_program_move_the_same_rating(history: History) -> None:
    other = History(RoundLog(history.log.path), history.ladder)
    first = history.finish(make_record(1), rated=True)
    second = other.finish(make_record(2), rated=True)
    assert first.change is not None
    assert second.change is not None
    assert second.change.before == first.change.after


def test_a_round_that_is_kept_already_moves_nothing(history: History) -> None:
    first = history.finish(make_record(1), rated=True)
    assert history.finish(make_record(1), rated=True) == first
    assert history.standing("jigsaw").rounds == 1


def test_casual_rounds_and_medleys_of_several_songs_move_no_rating(history: History) -> None:
    assert history.finish(make_record(1), rated=False).change is None
    medley = make_record(2, joins=None, puzzle=make_medley())
    with pytest.raises(DataError, match="no right order"):
        history.finish(medley, rated=True)
    assert history.finish(medley, rated=False).change is None
    assert history.standing("jigsaw") == Standing()
    assert len(history.log.records) == 2


def test_a_log_that_was_deleted_starts_again(history: History) -> None:
    history.finish(make_record(1), rated=True)
    history.log.path.unlink()
    history.log.refresh()
    assert history.standing("jigsaw") == Standing()


def test_a_run_is_its_rounds_in_the_order_they_were_played(history: History) -> None:
    for number, run in ((1, "a"), (2, "b"), (3, "a")):
        history.finish(make_record(number, run_id=run), rated=False)
    assert [each.round_id for each in history.run("a")] == ["round 1", "round 3"]
    assert history.run("c") == ()
