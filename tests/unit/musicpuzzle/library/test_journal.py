from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicpuzzle.library.journal import Deed, append, read_after, size_of
from musicpuzzle.library.tags import FIELDS

texts = st.text(st.characters(codec="utf-8"), max_size=20)
# Names of folders may be bytes that are no text.
names = st.text(
    st.characters(codec="utf-8", exclude_characters="\0")
    | st.characters(min_codepoint=0xDC80, max_codepoint=0xDCFF, categories=["Cs"]),
    min_size=1,
    max_size=20,
)
values = st.one_of(
    st.tuples(st.sampled_from(FIELDS[:5]), texts),
    st.tuples(st.just("bpm"), st.floats(20, 400).map("{:g}".format)),
    st.tuples(st.just("year"), st.integers(1000, 2999).map(str)),
    st.tuples(st.sampled_from(FIELDS), st.sampled_from(["", None])),
)
deeds = st.one_of(
    st.builds(Deed, st.sampled_from(["add folder", "remove folder"]), names),
    st.builds(Deed, st.sampled_from(["remove song", "put song back"]), texts),
    st.builds(lambda song, said: Deed("correct", song, *said), texts, values),
)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


@given(parts=st.lists(st.lists(deeds, max_size=3), max_size=4))
def test_what_is_written_is_read_from_any_point_on(
    parts: list[list[Deed]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    journal = tmp_path_factory.mktemp("journal") / "journal.jsonl"
    starts = []
    for part in parts:
        starts.append(size_of(journal))
        append(journal, part)
    for number, start in enumerate(starts):
        expected = [deed for part in parts[number:] for deed in part]
        assert read_after(journal, start) == (expected, size_of(journal), 0)


def test_a_line_without_its_end_is_not_read_and_does_no_harm(journal: Path) -> None:
    append(journal, [Deed("remove song", "one")])
    whole = size_of(journal)
    with journal.open("ab") as file:
        file.write(b'{"did": "remove so')
    assert read_after(journal, 0) == ([Deed("remove song", "one")], whole, 0)
    append(journal, [Deed("remove song", "two")])
    found, end, damaged = read_after(journal, whole)
    assert (found, end, damaged) == ([Deed("remove song", "two")], size_of(journal), 1)


@pytest.mark.parametrize(
    "line",
    [
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"did": "sing", "subject": "x", "field": "", "value": null}',
        b'{"did": "correct", "subject": 5, "field": "", "value": null}',
        b'{"did": "correct", "subject": "x", "field": "title", "value": 5}',
        b'{"did": "correct", "subject": "x", "field": "title", "value": "\\ud800"}',
        b'{"did": "correct", "subject": "x", "field": "colour", "value": "red"}',
        b'{"did": "correct", "subject": "x", "field": "colour", "value": null}',
        b'{"did": "correct", "subject": "x", "field": "bpm", "value": "1x0"}',
        b'{"did": "correct", "subject": "x", "field": "bpm", "value": "90; 100"}',
        b'{"did": "correct", "subject": "x", "field": "bpm", "value": "nan"}',
        b'{"did": "correct", "subject": "x", "field": "year", "value": "in 1987"}',
        b'{"did": "remove song", "subject": "\\udcff", "field": "", "value": null}',
        b'{"did": "add folder", "subject": "/a\\ud800", "field": "", "value": null}',
        b'{"did": "add folder", "subject": "/a\\u0000", "field": "", "value": null}',
        b'{"did": "add folder", "subject": "", "field": "", "value": null}',
    ],
)
def test_a_damaged_line_is_counted_and_left_out(line: bytes, journal: Path) -> None:
    append(journal, [Deed("add folder", "a")])
    with journal.open("ab") as file:
        file.write(line + b"\n")
    append(journal, [Deed("add folder", "b")])
    found, _, damaged = read_after(journal, 0)
    assert ([deed.subject for deed in found], damaged) == (["a", "b"], 1)
