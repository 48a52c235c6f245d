from __future__ import annotations

import json
from pathlib import Path

import pytest

from musicpuzzle.errors import DataError
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.play.ladder import Ladder, Rung, ladder_from_json, ladder_to_json, load_ladder
from musicpuzzle.play.rating import UNKNOWN, Rating

from .conftest import made_up_ladder


def test_it_goes_to_json_and_back(tmp_path: Path) -> None:
    ladder = made_up_ladder()
    path = tmp_path / "ladder.json"
    path.write_text(json.dumps(ladder_to_json(ladder)))
    assert load_ladder(path) == ladder == ladder_from_json(ladder_to_json(ladder))


def test_whom_it_lacks_is_unrated() -> None:
    ladder = made_up_ladder()
    assert ladder.rating("jigsaw", "sen") == Rating(1600, 40)
    assert ladder.rating("jigsaw", "nobody") == UNKNOWN
    assert ladder.rating("medley", "sen") == UNKNOWN
    assert UNKNOWN.deviation == 350


def test_places_are_those_of_the_wanted_with_the_unrated_last() -> None:
    rungs = tuple(
        Rung(name, Rating(1700.0 - 100 * place, 40), 500, name == "b", 0.6)
        for place, name in enumerate("abc")
    )
    ladder = Ladder({"jigsaw": rungs})
    assert ladder.places("jigsaw", ["new", "c", "b", "a"]) == (*rungs, Rung("new"))
    # With b left out nothing is known of a against c.
    ends = ladder.places("jigsaw", ["a", "c"])
    assert ends == (Rung("a", rungs[0].rating, 500), rungs[2])
    assert ladder.places("sequencing", ["a"]) == (Rung("a"),)


def test_puzzles_are_as_hard_as_their_kind() -> None:
    ladder = made_up_ladder()
    easy = ladder.puzzle_rating(PuzzleSettings(pieces=3, gap_s=0.0))
    assert (easy.value, easy.deviation) == (1000, pytest.approx((30**2 + 80**2) ** 0.5))
    harder = [ladder.puzzle_rating(PuzzleSettings(pieces=n, gap_s=0.5)).value for n in (4, 8)]
    assert 1000 < harder[0] < harder[1]
    # Nothing was measured of the other game, where the gap means nothing.
    parts = [
        ladder.puzzle_rating(PuzzleSettings(pieces=4, gap_s=gap_s, game="sequencing"))
        for gap_s in (0.0, 1.0)
    ]
    assert parts[0] == parts[1]
    assert parts[0].deviation == 350


def test_a_missing_file_is_an_empty_ladder_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ladder.json"
    assert load_ladder(path) == Ladder()
    good = ladder_to_json(made_up_ladder())
    for damage in ("", "[]", '{"games": 1}', json.dumps({**good, "games": {"chess": {}}})):
        path.write_text(damage)
        with pytest.raises(DataError, match=r"ladder\.json: the ladder cannot be read"):
            load_ladder(path)


def test_the_bundled_one_can_be_read() -> None:
    ladder = load_ladder()
    for rungs in ladder.rungs.values():
        values = [rung.rating.value for rung in rungs]
        assert values == sorted(values, reverse=True)
