"""How a person's deeds change the database: when they do them, and when they are replayed."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from musicpuzzle.library import journal
from musicpuzzle.library.below import folders_in, forget, rows_only_below
from musicpuzzle.library.journal import Deed
from musicpuzzle.library.places import to_bytes
from musicpuzzle.library.schema import INDEXED, SKIPPED

REMOVED_REASON = "was removed from the library by you"
_FOLLOWED = "journal_bytes"


def follow(connection: sqlite3.Connection, path: Path) -> int:
    """Take in what the journal has beyond what was taken in; to be called in a transaction.

    Returns:
        How many lines could not be read.

    Raises:
        OSError: the journal cannot be read.
    """
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (_FOLLOWED,)).fetchone()
    before = int(row[0]) if row else 0
    # A journal that is shorter than it was is another one, and is followed from its beginning.
    start = before if journal.size_of(path) >= before else 0
    deeds, end, damaged = journal.read_after(path, start)
    for _, alike in groupby(deeds, _kind):
        _apply(connection, list(alike))
    if end != before:
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_FOLLOWED, end))
    return damaged


def _apply(connection: sqlite3.Connection, deeds: Sequence[Deed]) -> None:
    """Do what is of one kind at once: one may take all songs out of a large library."""
    subjects = [(deed.subject,) for deed in deeds]
    match deeds[0].did:
        case "add folder":
            connection.executemany("INSERT OR IGNORE INTO folders VALUES (?)", _paths(deeds))
        case "remove folder":
            connection.executemany("DELETE FROM folders WHERE path = ?", _paths(deeds))
            left = folders_in(connection)
            for deed in deeds:
                forget(connection, rows_only_below(connection, deed.subject, left))
        case "correct" if deeds[0].value is None:
            connection.executemany(
                "DELETE FROM corrections WHERE content = ? AND field = ?",
                [(deed.subject, deed.field) for deed in deeds],
            )
        case "correct":
            connection.executemany(
                "INSERT OR REPLACE INTO corrections VALUES (?, ?, ?)",
                [(deed.subject, deed.field, deed.value) for deed in deeds],
            )
        case "remove song":
            connection.executemany("INSERT OR IGNORE INTO removed VALUES (?)", subjects)
            connection.execute(
                "UPDATE files SET status = ?, reason = ?"
                " WHERE status = ? AND content IN (SELECT content FROM removed)",
                (SKIPPED, REMOVED_REASON, INDEXED),
            )
        case "put song back":
            connection.executemany("DELETE FROM removed WHERE content = ?", subjects)
            connection.execute(
                # One that is gone from its folder stays gone.
                "UPDATE files SET status = iif(status = ?, ?, status), reason = ''"
                " WHERE reason = ? AND content NOT IN (SELECT content FROM removed)",
                (SKIPPED, INDEXED, REMOVED_REASON),
            )


def _kind(deed: Deed) -> tuple[str, bool]:
    return deed.did, deed.value is None


def _paths(deeds: Sequence[Deed]) -> list[tuple[bytes]]:
    return [(to_bytes(deed.subject),) for deed in deeds]
