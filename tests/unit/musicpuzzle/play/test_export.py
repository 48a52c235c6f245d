from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from musicpuzzle.errors import DataError
from musicpuzzle.play.export import COLUMNS, to_csv, write_csv
from musicpuzzle.play.hints import Hint
from musicpuzzle.play.person import RatingChange
from musicpuzzle.play.rating import Rating
from musicpuzzle.play.records import SongRef

from .conftest import make_record

CHANGE = RatingChange(Rating(1500), Rating(1523.4, 90), Rating(1601.5), Rating(1590))


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_each_round_is_a_line_with_all_of_it() -> None:
    hints = (Hint("join", 2, 250), Hint("lock", None, 500))
    full = make_record(1, joins=1, rival=3, change=CHANGE, hints=hints, mode="rated")
    plain = make_record(2, joins=None)
    first, second = rows(to_csv([full, plain]))
    assert tuple(first) == COLUMNS
    names = "ABCD"
    assert first["truth"] == "".join(names[piece] for piece in full.puzzle.truth)
    assert first["opponent_order"] == first["truth"] != first["order"]
    assert (first["joins_right"], first["exact"], first["points"]) == ("1", "0", "0")
    assert (first["hints"], first["rated"], first["mode"]) == ("join lock", "1", "rated")
    assert (first["rating_before"], first["rating_after"]) == ("1500", "1523.4")
    assert first["puzzle_rating"] == "1601.5"
    assert first["finished_at"] == "2026-01-05T13:00:00+00:00"
    assert second["order"] == second["opponent"] == second["rating_after"] == ""
    assert second["id"] == "round 2"


def test_titles_are_kept_whole_and_never_run_as_formulas() -> None:
    songs = (
        SongRef("a", "/music/=a.flac", '=HYPERLINK("x"), or\nso'),
        SongRef("b", "/music/b.flac", "Å; ß"),
    )
    (row,) = rows(to_csv([make_record(1, songs=songs)]))
    assert row["songs"] == '\'=HYPERLINK("x"), or\nso; Å; ß'
    assert row["paths"] == "/music/=a.flac; /music/b.flac"


def test_the_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    write_csv(path, [make_record(1)])
    assert path.read_bytes().decode() == to_csv([make_record(1)])
    with pytest.raises(DataError, match=r"history\.csv: it cannot be written"):
        write_csv(path / "history.csv", [])
