"""Lists of answers about recordings that a library has, or lacks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from musicpuzzle.explore.judging.judgements import Judgement
from musicpuzzle.explore.judging.log import JudgementLog, entry_of
from musicpuzzle.explore.judging.recordings import Imported, import_list, matched

from ..material import made_up

SONGS = replace(
    made_up(4),
    paths=tuple(Path("music") / name for name in ("TRA.mp3", "TRB.mp3", "trc.ogg", "one.ogg")),
    contents=("aa", "bb", "cc", "dd"),
)
HEADER = (
    "anchor_id,anchor_start_seconds,song1_id,song1_start_seconds,song2_id,song2_start_seconds,"
    "song1_vote,song2_vote\n"
)


def test_recordings_are_known_by_content_or_by_the_name_of_their_file() -> None:
    found = matched(
        [
            Judgement("aa", "TRB", "TRC", "mood"),
            Judgement("TRA", "aa", "bb"),
            Judgement("TRA", "TRB", "gone"),
        ],
        SONGS.contents,
        SONGS.paths,
    )
    assert found == [Judgement("aa", "bb", "cc", "mood")]


def test_a_name_that_two_recordings_have_is_none() -> None:
    paths = [Path("one/01.mp3"), Path("two/01.mp3"), Path("b.mp3"), Path("c.mp3")]
    judgements = [Judgement("01", "b", "c")]
    assert matched(judgements, ["a1", "a2", "b", "c"], paths) == []
    assert matched(judgements, ["a1", "a1", "b", "c"], paths) == [Judgement("a1", "b", "c")]


def test_the_public_list_is_taken_over_once_and_told(tmp_path: Path) -> None:
    path = tmp_path / "dim-sim.csv"
    path.write_text(
        HEADER + "TRA,3,TRB,0,TRC,20,4,1\nTRA,3,TRB,0,TRX,20,4,1\nTRB,0,TRA,0,TRC,0,2,2\n"
    )
    log = JudgementLog(tmp_path / "log.csv")
    found = import_list(path, log, SONGS)
    assert found.words == (
        "dim-sim.csv: 1 of 2 answers can be used, 1 of them new;"
        " the other names recordings that your library lacks."
    )
    (entry,) = log.entries
    assert entry.judgement == Judgement("aa", "bb", "cc", "", (3.0, 0.0, 20.0))
    assert entry.source == "dim-sim.csv"
    assert log.own == []
    again = import_list(path, log, SONGS)
    assert again == Imported("dim-sim.csv", 2, 1, 0)
    assert len(log.entries) == 1


def test_what_the_person_left_open_is_imported_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("anchor,nearer,farther\naa,bb,cc\naa,bb,dd\n")
    log = JudgementLog(tmp_path / "log.csv")
    left_open, answered = Judgement("aa", "bb", "cc"), Judgement("aa", "bb", "dd")
    log.add([entry_of(left_open, skipped=True), entry_of(answered)])
    assert import_list(path, log, SONGS) == Imported("list.csv", 2, 2, 1)
    assert log.answers(imported=True) == [left_open]
    assert log.answers() == [answered]
    assert import_list(path, log, SONGS).new == 0


def test_what_came_of_a_list_is_one_sentence() -> None:
    assert Imported("l.csv", 3, 3, 0).words == "l.csv: 3 of 3 answers can be used, 0 of them new."
    assert Imported("l.csv", 1, 0, 0).words == (
        "l.csv: 0 of 1 answer can be used, 0 of them new; it names recordings that your library"
        " lacks."
    )
