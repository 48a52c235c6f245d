"""Logs that only grow: whole lines, on the disk, and one program at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from musicpuzzle import line_log
from musicpuzzle.errors import DataError
from musicpuzzle.line_log import append, locked


class Few:
    """A file that takes three bytes at a time."""

    def __init__(self, file: Any) -> None:
        self.file = file

    def __enter__(self) -> Few:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)

    def write(self, data: bytes) -> int:
        return int(self.file.write(data[:3]))


def test_a_log_grows_also_where_the_system_takes_few_bytes_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log"
    append(path, b"one\n")
    opened = Path.open
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", lambda *args, **kw: Few(opened(*args, **kw)))
        append(path, b"another one\n")
    assert path.read_bytes() == b"one\nanother one\n"


def test_after_a_line_that_was_cut_the_next_begins_on_a_line_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"one\ntw")
    append(path, b"three\n")
    append(path, b"four\n")
    assert path.read_bytes() == b"one\ntw\nthree\nfour\n"


def test_a_log_that_another_program_holds_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_log, "_PATIENCE_S", 0.05)
    path = tmp_path / "log"
    with (
        FileLock(tmp_path / "log.lock"),
        pytest.raises(DataError, match=r"log: another Music Puzzle keeps it locked\.$"),
        locked(path, "it cannot be locked"),
    ):
        pytest.fail("two programs hold it")
    with locked(path, "it cannot be locked"):
        pass


def test_a_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(DataError, match=r"log: it cannot be locked, .+\.$"),
        locked(tmp_path / "file" / "log", "it cannot be locked"),
    ):
        pytest.fail("nothing is locked")
