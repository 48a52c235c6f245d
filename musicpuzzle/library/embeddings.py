"""Where all songs lie: one file of float32 rows that only grows, mapped into memory to be read.

A row is on the disk before the database says whose it is, and no row is ever written twice. So a
kill leaves at most a row that is nobody's, and an older database that was restored knows its own.
When many rows are nobody's the others are packed into a new file.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.library.analysis import DIMENSIONS, Vector
from musicpuzzle.library.library import Library
from musicpuzzle.library.places import vectors_of

_ROW_BYTES = 4 * DIMENSIONS
_GENERATION = "embeddings_file"
_FEW_DEAD = 1_000
_MOST_DEAD_SHARE = 0.25


@dataclass(frozen=True, slots=True, eq=False)
class Embeddings:
    """Where the songs of a library lie.

    Attributes:
        contents: whose each row is.
        vectors: float32 (songs, 256), read only; mapped into memory where no row is nobody's.
    """

    contents: tuple[str, ...]
    vectors: NDArray[np.float32]


def read_embeddings(library: Library, model: str) -> Embeddings:
    """The embeddings of all songs that a model has heard.

    Raises:
        LibraryError: the database or the file cannot be read.
    """
    with library.reading() as connection:
        rows = connection.execute(
            "SELECT place, content FROM embeddings JOIN songs USING (content)"
            " WHERE embedded_by = ? ORDER BY place",
            (model,),
        ).fetchall()
        path = _file(connection, library.path)
        n_rows = _rows_in(path)
        rows = [row for row in rows if row[0] < n_rows]
        if not rows:
            return Embeddings((), np.zeros((0, DIMENSIONS), np.float32))
        mapped = np.memmap(path, np.float32, "r", shape=(n_rows, DIMENSIONS))
    places = np.array([place for place, _ in rows])
    dense = places[-1] == len(places) - 1
    vectors = mapped[: len(places)] if dense else mapped[places]
    vectors.flags.writeable = False
    return Embeddings(tuple(content for _, content in rows), vectors)


def add_embedding(
    connection: sqlite3.Connection, database: Path, content: str, vector: Vector
) -> None:
    """Keep where a song lies, within a transaction.

    Args:
        connection: of the transaction.
        database: the library's.
        content: the song.
        vector: float32 (256,).

    Raises:
        OSError: the file cannot be written.
    """
    path = _file(connection, database)
    place = -(-_size(path) // _ROW_BYTES)
    with path.open("r+b" if path.exists() else "wb") as file:
        file.seek(place * _ROW_BYTES)
        file.write(np.ascontiguousarray(vector, "<f4").tobytes())
        file.flush()
        os.fsync(file.fileno())
    connection.execute("DELETE FROM embeddings WHERE content = ?", (content,))
    connection.execute("INSERT INTO embeddings VALUES (?, ?)", (place, content))


def forget_lost(connection: sqlite3.Connection, database: Path) -> int:
    """Let songs be heard again whose rows are missing from the file; how many these are."""
    n_rows = _rows_in(_file(connection, database))
    connection.execute(
        "UPDATE songs SET embedded_by = NULL WHERE content IN"
        " (SELECT content FROM embeddings WHERE place >= ?)",
        (n_rows,),
    )
    return connection.execute("DELETE FROM embeddings WHERE place >= ?", (n_rows,)).rowcount


def pack(library: Library) -> bool:
    """Leave out the rows that are nobody's, when they are many; False where they are few.

    Raises:
        LibraryError: the new file cannot be written.
    """
    with library.writing() as connection:
        old = _file(connection, library.path)
        n_rows = _rows_in(old)
        rows = connection.execute("SELECT place, content FROM embeddings ORDER BY place").fetchall()
        rows = [row for row in rows if row[0] < n_rows]
        dead = n_rows - len(rows)
        if dead < max(_FEW_DEAD, _MOST_DEAD_SHARE * n_rows):
            return False
        generation = _generation(connection) + 1
        _write_packed(old, vectors_of(library.path, generation), [place for place, _ in rows])
        connection.execute("DELETE FROM embeddings")
        connection.executemany(
            "INSERT INTO embeddings VALUES (?, ?)",
            ((place, content) for place, (_, content) in enumerate(rows)),
        )
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_GENERATION, generation))
    with suppress(OSError):  # another program may still read it
        old.unlink()
    return True


def _write_packed(old: Path, new: Path, places: list[int]) -> None:
    mapped = np.memmap(old, np.uint8, "r", shape=(_rows_in(old), _ROW_BYTES))
    with new.open("wb") as file:
        for first in range(0, len(places), _FEW_DEAD):
            file.write(mapped[places[first : first + _FEW_DEAD]].tobytes())
        file.flush()
        os.fsync(file.fileno())


def _file(connection: sqlite3.Connection, database: Path) -> Path:
    return vectors_of(database, _generation(connection))


def _generation(connection: sqlite3.Connection) -> int:
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (_GENERATION,)).fetchone()
    return int(row[0]) if row else 0


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _rows_in(path: Path) -> int:
    """Whole rows; what a kill left half written is none."""
    return _size(path) // _ROW_BYTES
