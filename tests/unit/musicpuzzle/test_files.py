"""Files are whole or as they were, whatever happens while they are written."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from musicpuzzle.errors import DataError
from musicpuzzle.files import telling, write_atomically, write_or_tell


@pytest.mark.parametrize(
    ("content", "expected"), [("grün", "grün".encode()), (b"\x00\xff", b"\x00\xff")]
)
def test_text_and_bytes_arrive(tmp_path, content, expected):
    path = tmp_path / "new" / "folder" / "file"
    write_atomically(path, content)
    assert path.read_bytes() == expected


def test_the_old_file_is_replaced_and_nothing_else_stays(tmp_path):
    path = tmp_path / "file"
    path.write_text("old and longer than the new")
    write_atomically(path, "new")
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "file"
    path.write_text("old")

    def fail(handle: int) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk is full"):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_others_may_read_what_the_umask_lets_them(tmp_path):
    before = os.umask(0o022)
    try:
        write_atomically(tmp_path / "file", "x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o644


def test_what_a_person_asked_for_and_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    path = tmp_path / "file" / "list.csv"
    with pytest.raises(DataError, match=r"list\.csv: it cannot be written, .+\.$"):
        write_or_tell(path, "x")


@pytest.mark.parametrize(
    ("error", "why"),
    [(OSError(21, "Is a directory"), "Is a directory"), (OSError("no luck"), "no luck")],
)
def test_what_the_system_refuses_becomes_a_sentence(error: OSError, why: str) -> None:
    with (
        pytest.raises(DataError, match=rf"^list\.csv: it cannot be kept, {why}\.$"),
        telling(Path("list.csv"), "it cannot be kept"),
    ):
        raise error


def test_other_errors_stay_what_they_are() -> None:
    with pytest.raises(ZeroDivisionError), telling(Path("list.csv"), "it cannot be kept"):
        raise ZeroDivisionError
