"""Answers as CSV: what is written reads the same, whatever the names and wherever it was cut."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicpuzzle.errors import DataError
from musicpuzzle.explore.judging.judgements import (
    Entry,
    Judgement,
    entries_of,
    head,
    line_of,
    read_judgements,
    standing,
    table_of,
)
from musicpuzzle.explore.search import DIMENSIONS

NAMES = st.lists(
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Z")), min_size=1, max_size=8),
    min_size=3, max_size=3, unique=True,
)  # fmt: skip
SECONDS = st.integers(0, 600_000).map(lambda ms: ms / 1000)
JUDGEMENTS = st.builds(
    lambda names, dimension, starts: Judgement(*names, dimension, starts),
    NAMES, st.sampled_from(("", *DIMENSIONS)), st.none() | st.tuples(SECONDS, SECONDS, SECONDS),
)  # fmt: skip
IDS = st.sampled_from([f"{number:04x}" for number in range(6)])
ENTRIES = st.builds(
    Entry, JUDGEMENTS, st.sampled_from(("answered", "skipped", "undone")), IDS,
    st.sampled_from(("", 'dim "sim", clean.csv')), st.just("2026-01-01T10:00:00+00:00"),
    st.sampled_from(("nearer", "farther")),
)  # fmt: skip


@given(st.lists(ENTRIES, max_size=8))
def test_what_is_written_reads_the_same(entries: list[Entry]) -> None:
    text = head() + "".join(map(line_of, entries))
    assert entries_of(text) == (entries, 0)


@given(st.lists(ENTRIES, min_size=1, max_size=4), st.data())
def test_a_line_that_was_cut_is_no_answer_and_harms_no_other(
    entries: list[Entry], data: st.DataObject
) -> None:
    last = line_of(entries[-1])
    cut = data.draw(st.integers(1, len(last) - 2))
    text = head() + "".join(map(line_of, entries[:-1])) + last[:cut]
    assert entries_of(text)[0] == entries[:-1]
    # Whoever writes next begins on a line of its own.
    assert entries_of(text + "\n" + last)[0] == entries


@given(st.lists(ENTRIES, max_size=12))
def test_what_was_taken_back_does_not_stand(entries: list[Entry]) -> None:
    expected: list[Entry] = []
    for entry in entries:
        if entry.did == "undone":
            expected = [each for each in expected if each.entry_id != entry.entry_id]
        elif all(each.entry_id != entry.entry_id for each in expected):
            expected.append(entry)
    assert standing(entries) == expected


@given(entries=st.lists(ENTRIES, max_size=6))
def test_a_log_and_an_export_are_lists_of_answers(
    tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]
) -> None:
    folder = tmp_path_factory.mktemp("lists")
    log, export = folder / "log.csv", folder / "export.csv"
    log.write_text(head() + "".join(map(line_of, entries)), encoding="utf-8", newline="")
    held = [entry for entry in standing(entries) if entry.did == "answered"]
    answers = [entry.judgement for entry in held]
    assert read_judgements(log) == answers
    export.write_text(table_of(held), encoding="utf-8", newline="")
    assert read_judgements(export) == answers
    rows = list(csv.DictReader(io.StringIO(table_of(held), newline="")))
    assert [row["nearer"] for row in rows] == [each.nearer for each in answers]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("a,b,c,moood", "'moood' is none of genre"),
        ("a,b,,mood", "lacks a name"),
        ("a", "lacks a name"),
        ("a,a,c,", "it names 'a', 'a' and 'c'"),
    ],
)
def test_a_list_with_a_row_that_is_none_is_refused(
    tmp_path: Path, rows: str, sentence: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"anchor,nearer,farther,dimension\n{rows}\n")
    with pytest.raises(DataError, match=sentence):
        read_judgements(path)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("a,b,1,0", "lacks a name"),
        ("a,,1,0,c", "lacks a name"),
        ("a,b", "holds a row that is none"),
        ("a,b,many,0,c", "'many'"),
    ],
)
def test_a_public_list_with_a_row_that_is_none_is_refused(
    tmp_path: Path, rows: str, sentence: str
) -> None:
    path = tmp_path / "dim-sim.csv"
    path.write_text(f"song1_id,song2_id,song1_vote,song2_vote,anchor_id\n{rows}\n")
    with pytest.raises(DataError, match=sentence):
        read_judgements(path)


def test_files_that_hold_nothing_and_none_at_all(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.touch()
    assert read_judgements(path) == []
    path.write_text("anchor,nearer,farther\n")
    assert read_judgements(path) == []
    path.write_text("shopping list\n")
    with pytest.raises(DataError, match="has no column 'anchor'"):
        read_judgements(path)
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(DataError, match=r"list\.csv: cannot be read, it is no text in UTF-8\.$"):
        read_judgements(path)
    with pytest.raises(DataError, match=r"gone\.csv: cannot be read, No such file or directory\.$"):
        read_judgements(tmp_path / "gone.csv")
