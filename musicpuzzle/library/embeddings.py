"""Where all songs lie: one file of float32 rows that only grows, mapped into memory to be read.

A row is on the disk before the database says whose it is, and no row is ever written twice. So a
kill leaves at most a row that is nobody's, and an older database that was restored knows its own.
The database has a check sum of each row: one that was damaged since is used by nobody, and its song
is heard again. When many rows are nobody's the others are packed into a new file.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
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
_NO_SUM = -1


@dataclass(frozen=True, slots=True, eq=False)
class Embeddings:
    """Where the songs of a library lie.

    Attributes:
        contents: whose each row is.
        vectors: float32 (songs, 256), read only; mapped into memory where no row is nobody's.
        n_lost: how many more there would be, had their rows not been damaged or cut off.
    """

    contents: tuple[str, ...]
    vectors: NDArray[np.float32]
    n_lost: int = 0

    @property
    def notices(self) -> tuple[str, ...]:
        """A sentence for the person about rows that were lost, if any were."""
        if not self.n_lost:
            return ()
        songs, them = ("1 song", "it") if self.n_lost == 1 else (f"{self.n_lost:,} songs", "them")
        return (f"What was heard of {songs} is damaged; the next scan hears {them} again.",)


def read_embeddings(library: Library, model: str) -> Embeddings:
    """The embeddings of all songs that a model has heard, as far as their rows are sound.

    Raises:
        LibraryError: the database or the file cannot be read.
    """
    rows, mapped = _rows_and_file(library, model)
    sums = _sums(mapped, (place for place, _, _ in rows))
    sound = [row for row, found in zip(rows, sums, strict=True) if row[2] == found]
    n_lost = len(rows) - len(sound)
    if not sound:
        return Embeddings((), np.zeros((0, DIMENSIONS), np.float32), n_lost)
    table = mapped.view("<f4").reshape(-1, DIMENSIONS)
    places = np.array([place for place, _, _ in sound])
    dense = places[-1] == len(places) - 1
    vectors = table[: len(places)] if dense else table[places]
    vectors.flags.writeable = False
    return Embeddings(tuple(content for _, content, _ in sound), vectors, n_lost)


def _rows_and_file(
    library: Library, model: str
) -> tuple[list[tuple[int, str, int | None]], NDArray[np.uint8]]:
    """Place, content and check sum of each row that a model made, and the file of all rows."""
    while True:
        with library.reading() as connection:
            rows = connection.execute(
                "SELECT place, content, crc32 FROM embeddings JOIN songs USING (content)"
                " WHERE embedded_by = ? ORDER BY place",
                (model,),
            ).fetchall()
            path = _file(connection, library.path)
            mapped = _mapped(path)
        # A scan that ended meanwhile may have packed the rows, and this file was gone already.
        with library.reading() as connection:
            if _file(connection, library.path) == path:
                return rows, mapped


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
    row = np.ascontiguousarray(vector, "<f4").tobytes()
    with path.open("r+b" if path.exists() else "wb") as file:
        file.seek(place * _ROW_BYTES)
        file.write(row)
        file.flush()
        os.fsync(file.fileno())
    connection.execute("DELETE FROM embeddings WHERE content = ?", (content,))
    connection.execute("INSERT INTO embeddings VALUES (?, ?, ?)", (place, content, zlib.crc32(row)))


def seal(connection: sqlite3.Connection, database: Path) -> None:
    """Keep the check sums of rows that have none, as they were written by an older version.

    Raises:
        OSError: the file cannot be read.
    """
    path = _file(connection, database)
    rows = connection.execute(
        "SELECT place FROM embeddings WHERE crc32 IS NULL AND place < ?", (_rows_in(path),)
    ).fetchall()
    places = [place for (place,) in rows]
    connection.executemany(
        "UPDATE embeddings SET crc32 = ? WHERE place = ?",
        zip(_sums(_mapped(path), places), places, strict=True),
    )


def find_lost(connection: sqlite3.Connection, database: Path) -> list[str]:
    """The songs whose rows were damaged or cut off.

    Raises:
        OSError: the file cannot be read.
    """
    rows = connection.execute("SELECT place, content, crc32 FROM embeddings").fetchall()
    sums = _sums(_mapped(_file(connection, database)), (place for place, _, _ in rows))
    return [row[1] for row, found in zip(rows, sums, strict=True) if row[2] != found]


def forget_lost(connection: sqlite3.Connection, database: Path) -> int:
    """Let songs be heard again whose rows were damaged or cut off; how many these are.

    Raises:
        OSError: the file cannot be read.
    """
    lost = [(content,) for content in find_lost(connection, database)]
    connection.executemany("UPDATE songs SET embedded_by = NULL WHERE content = ?", lost)
    connection.executemany("DELETE FROM embeddings WHERE content = ?", lost)
    return len(lost)


def pack(library: Library) -> bool:
    """Leave out the rows that are nobody's, when they are many; False where they are few.

    Raises:
        LibraryError: the new file cannot be written.
    """
    with library.writing() as connection:
        old = _file(connection, library.path)
        n_rows = _rows_in(old)
        rows = connection.execute(
            "SELECT place, content, crc32 FROM embeddings WHERE place < ? ORDER BY place", (n_rows,)
        ).fetchall()
        dead = n_rows - len(rows)
        if dead < max(_FEW_DEAD, _MOST_DEAD_SHARE * n_rows):
            return False
        generation = _generation(connection) + 1
        _write_packed(old, vectors_of(library.path, generation), [row[0] for row in rows])
        connection.execute("DELETE FROM embeddings")
        connection.executemany(
            "INSERT INTO embeddings VALUES (?, ?, ?)",
            ((place, *row[1:]) for place, row in enumerate(rows)),
        )
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_GENERATION, generation))
    with suppress(OSError):  # another program may still read it
        old.unlink()
    return True


def _write_packed(old: Path, new: Path, places: list[int]) -> None:
    rows = _mapped(old).reshape(-1, _ROW_BYTES)
    with new.open("wb") as file:
        for first in range(0, len(places), _FEW_DEAD):
            file.write(rows[places[first : first + _FEW_DEAD]].tobytes())
        file.flush()
        os.fsync(file.fileno())


def _mapped(path: Path) -> NDArray[np.uint8]:
    """The bytes of all whole rows."""
    n_bytes = _rows_in(path) * _ROW_BYTES
    return np.memmap(path, np.uint8, "r", shape=(n_bytes,)) if n_bytes else np.zeros(0, np.uint8)


def _sums(mapped: NDArray[np.uint8], places: Iterable[int]) -> Iterator[int]:
    """The check sums of rows; that of one which is not there is none that a row can have."""
    octets = mapped.data
    for place in places:
        row = octets[place * _ROW_BYTES : (place + 1) * _ROW_BYTES]
        yield zlib.crc32(row) if row else _NO_SUM


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
