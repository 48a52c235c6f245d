"""Rows of files by the folders that they lie in, within a transaction of somebody else."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from musicpuzzle.library.places import from_bytes, to_bytes
from musicpuzzle.library.walk import is_below


def folders_in(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The folders of the library as absolute paths, in their order."""
    rows = connection.execute("SELECT path FROM folders ORDER BY path")
    return tuple(from_bytes(path) for (path,) in rows)


def rows_below(
    connection: sqlite3.Connection, columns: str, folders: Iterable[str]
) -> Iterator[tuple[Any, ...]]:
    """Columns of the files in folders, in the order of their paths."""
    for folder in folders:
        first = to_bytes(folder.rstrip(os.sep) + os.sep)
        beyond = first[:-1] + bytes([first[-1] + 1])
        yield from connection.execute(
            f"SELECT {columns} FROM files WHERE path >= ? AND path < ? ORDER BY path",
            (first, beyond),
        )


def rows_outside(connection: sqlite3.Connection, folders: Iterable[str]) -> list[int]:
    """All files that lie in none of some folders."""
    kept = tuple(folders)
    rows = connection.execute("SELECT path, id FROM files")
    return [row for path, row in rows if not _is_in(from_bytes(path), kept)]


def rows_only_below(
    connection: sqlite3.Connection, folder: str, others: Iterable[str]
) -> list[int]:
    """The files in a folder, but for those that lie in one of the others too."""
    kept = tuple(others)
    rows = rows_below(connection, "path, id", [folder])
    return [row for path, row in rows if not _is_in(from_bytes(path), kept)]


def _is_in(path: str, folders: Iterable[str]) -> bool:
    return any(is_below(path, folder) for folder in folders)


def forget(connection: sqlite3.Connection, rows: Iterable[int]) -> None:
    """Let files be known no more; what the person corrected in their songs is kept."""
    connection.executemany("DELETE FROM files WHERE id = ?", ((row,) for row in rows))
