"""The rows of files and songs, as a scan reads and writes them within its transactions."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path

from musicpuzzle.library.analysis import ANALYSIS, Analysis
from musicpuzzle.library.below import rows_below
from musicpuzzle.library.changes import Changes, Known
from musicpuzzle.library.deeds import REMOVED_REASON
from musicpuzzle.library.embeddings import add_embedding
from musicpuzzle.library.places import from_bytes, to_bytes
from musicpuzzle.library.schema import INDEXED, MISSING, SKIPPED, WAITING
from musicpuzzle.library.tags import Tags

WAITING_REASON = "waits to be looked at"
UNSETTLED_NS = -1
"""The time of a file that is looked into again in the next scan: no file has it."""
_MINOR = 12
_MEASURED = ("duration_s", "loudness_lufs", "tempo_bpm", "tempo_confidence", "key", "sections")


@dataclass(frozen=True, slots=True)
class Listed:
    """How the files below some folders stand.

    Attributes:
        indexed: how many are in the library.
        skipped: path and reason of each other one that was found, in the order of their paths.
    """

    indexed: int
    skipped: tuple[tuple[str, str], ...]


def known_below(connection: sqlite3.Connection, folders: Iterable[str]) -> dict[str, Known]:
    """All files that are known in folders, by path."""
    columns = "path, id, size, mtime_ns, content, before, status, reason, analysis"
    return {
        from_bytes(path): Known(*row) for path, *row in rows_below(connection, columns, folders)
    }


def listed_below(connection: sqlite3.Connection, folders: Iterable[str]) -> Listed:
    """How all that were found in folders stand now."""
    indexed = 0
    skipped = []
    for path, status, reason in rows_below(connection, "path, status, reason", folders):
        if status == INDEXED:
            indexed += 1
        elif status != MISSING:
            skipped.append((from_bytes(path), str(reason)))
    return Listed(indexed, tuple(skipped))


def complete_contents(connection: sqlite3.Connection, model: str | None) -> set[str]:
    """Songs that have all that an analysis gives, by this version and, if there is one, a model."""
    rows = connection.execute(
        "SELECT content FROM songs WHERE analysis = ? AND (? IS NULL OR embedded_by = ?)",
        (ANALYSIS, model, model),
    )
    return {content for (content,) in rows}


def register(connection: sqlite3.Connection, changes: Changes) -> None:
    """Write down what a walk found, so that all of it is listed from then on."""
    connection.executemany(
        # By what was in it a file is found again; where it comes back it is looked into again.
        "UPDATE files SET status = ?, content = coalesce(content, before),"
        " mtime_ns = iif(content IS NULL, ?, mtime_ns) WHERE id = ?",
        ((MISSING, UNSETTLED_NS, row) for row in changes.vanished),
    )
    now = time.time()
    insert = (
        "INSERT INTO files (path, size, mtime_ns, status, reason, analysis, added_s)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)"
    )
    for file, row in changes.refused:
        if row is None:
            values = (to_bytes(file.path), -1, -1, SKIPPED, file.reason, ANALYSIS, now)
            connection.execute(insert, values)
        else:
            connection.execute(
                "UPDATE files SET size = -1, status = ?, reason = ? WHERE id = ?",
                (SKIPPED, file.reason, row.id),
            )
    connection.executemany(
        # What could be used once counts more than what could not: a file may be half written.
        "UPDATE files SET size = ?, mtime_ns = ?, content = NULL, status = ?, reason = ?,"
        f" before = CASE status WHEN '{INDEXED}' THEN content ELSE coalesce(before, content) END"
        " WHERE id = ?",
        (
            (file.size, file.mtime_ns, WAITING, WAITING_REASON, row.id)
            for file, row in changes.changed
        ),
    )
    connection.executemany(
        "UPDATE files SET status = ?, reason = ? WHERE id = ?",
        # What is only to be analysed anew stays in the library meanwhile.
        (
            (WAITING, WAITING_REASON, row.id)
            for _, row in changes.unfinished
            if row.status != INDEXED
        ),
    )
    connection.executemany(
        insert,
        (
            (to_bytes(file.path), file.size, file.mtime_ns, WAITING, WAITING_REASON, 0, now)
            for file in changes.new
        ),
    )


def is_known(connection: sqlite3.Connection, row: int) -> bool:
    """False where a file was forgotten, as its folder was taken out of the library."""
    return bool(connection.execute("SELECT 1 FROM files WHERE id = ?", (row,)).fetchone())


def keep_song(
    connection: sqlite3.Connection,
    database: Path,
    content: str,
    song: tuple[Tags, Analysis],
    model: str | None,
) -> None:
    """Write down what is in a song, and where it lies if a model has heard it."""
    tags, found = song
    heard = (model, found.typical_s)
    if model is None:
        heard = connection.execute(
            "SELECT embedded_by, typical_s FROM songs WHERE content = ?", (content,)
        ).fetchone() or (None, None)
    sections = [[round(s.start_s, 3), round(s.end_s, 3), s.label] for s in found.sections]
    values = (
        content,
        *astuple(tags),
        found.duration_s,
        found.tempo and found.tempo.bpm,
        found.tempo and found.tempo.confidence,
        None if found.key is None else found.key.tonic + _MINOR * found.key.is_minor,
        found.loudness_lufs,
        json.dumps(sections),
        ANALYSIS,
        *heard,
    )
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT OR REPLACE INTO songs VALUES ({marks})", values)
    if model is not None:
        connection.execute("DELETE FROM embeddings WHERE content = ?", (content,))
    if found.vector is not None:
        add_embedding(connection, database, content, found.vector)


def settle(
    connection: sqlite3.Connection, row: int, content: str | None, reason: str, mtime_ns: int
) -> None:
    """Write down that a file is indexed, or why it is not."""
    is_usable = not reason and content is not None
    if is_usable:
        gone = connection.execute("SELECT 1 FROM removed WHERE content = ?", (content,)).fetchone()
        reason = REMOVED_REASON if gone else ""
    connection.execute(
        "UPDATE files SET content = ?, before = CASE WHEN ? THEN NULL ELSE before END,"
        " status = ?, reason = ?, analysis = ?, mtime_ns = ? WHERE id = ?",
        (content, is_usable, SKIPPED if reason else INDEXED, reason, ANALYSIS, mtime_ns, row),
    )


def take_over(
    connection: sqlite3.Connection, row: int, content: str, *, is_new: bool
) -> int | None:
    """Make one row of a file and of a vanished one with the same content, if there is one.

    Args:
        connection: of the transaction.
        row: the file's own row.
        content: what is in it.
        is_new: the older row stays and moves; otherwise the file's own one stays.

    Returns:
        The vanished file's row, where there is one; else None.
    """
    older = connection.execute(
        "SELECT id FROM files WHERE content = ? AND status = ? AND id != ? ORDER BY id",
        (content, MISSING, row),
    ).fetchone()
    if older is None:
        return None
    if not is_new:
        connection.execute("DELETE FROM files WHERE id = ?", older)
    else:
        _move(connection, row, *older)
    return int(older[0])


def take_over_retagged(
    connection: sqlite3.Connection, row: int, content: str
) -> tuple[int, str] | tuple[None, None]:
    """Make one row of a new file and of a vanished one that sounds the same, if there is one.

    A program that writes tags often renames the file, too. Its sound is then measured as before to
    the last digit.

    Returns:
        The vanished file's row, which stays, and what was in it; None twice where there is none.
    """
    same = " AND ".join(f"old.{each} IS now.{each}" for each in _MEASURED)
    older = connection.execute(
        "SELECT f.id, f.content FROM songs now JOIN files f"
        " JOIN songs old ON old.content = f.content"
        f" WHERE now.content = ? AND f.status = ? AND {same} ORDER BY f.id",
        (content, MISSING),
    ).fetchone()
    if older is None:
        return None, None
    _move(connection, row, older[0])
    return int(older[0]), str(older[1])


def _move(connection: sqlite3.Connection, row: int, older: int) -> None:
    """Let an older row stand for the file of a newer one."""
    place = connection.execute("SELECT path, size FROM files WHERE id = ?", (row,)).fetchone()
    connection.execute("DELETE FROM files WHERE id = ?", (row,))
    connection.execute("UPDATE files SET path = ?, size = ? WHERE id = ?", (*place, older))


def prune(connection: sqlite3.Connection) -> None:
    """Forget what was measured of songs that lie nowhere; what the person corrected is kept.

    A vanished file whose song lies somewhere else, too, is no loss, and is forgotten as well.
    """
    connection.execute(
        "DELETE FROM files WHERE status = ? AND content IN"
        " (SELECT content FROM files WHERE status = ?)",
        (MISSING, INDEXED),
    )
    lost = (
        "content NOT IN (SELECT content FROM files WHERE content IS NOT NULL)"
        " AND content NOT IN (SELECT before FROM files WHERE before IS NOT NULL)"
    )
    connection.execute(f"DELETE FROM songs WHERE {lost}")
    connection.execute(f"DELETE FROM embeddings WHERE {lost}")
