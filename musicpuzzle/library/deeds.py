"""How a person's deeds change the database: when they do them, and when they are replayed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from musicpuzzle.library import journal
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
    for deed in deeds:
        _apply(connection, deed)
    if end != before:
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_FOLLOWED, end))
    return damaged


def _apply(connection: sqlite3.Connection, deed: Deed) -> None:
    match deed.did:
        case "add folder":
            connection.execute("INSERT OR IGNORE INTO folders VALUES (?)", _path(deed))
        case "remove folder":
            connection.execute("DELETE FROM folders WHERE path = ?", _path(deed))
        case "correct" if deed.value is None:
            connection.execute(
                "DELETE FROM corrections WHERE content = ? AND field = ?",
                (deed.subject, deed.field),
            )
        case "correct":
            connection.execute(
                "INSERT OR REPLACE INTO corrections VALUES (?, ?, ?)",
                (deed.subject, deed.field, deed.value),
            )
        case "remove song":
            connection.execute("INSERT OR IGNORE INTO removed VALUES (?)", (deed.subject,))
            connection.execute(
                "UPDATE files SET status = ?, reason = ? WHERE content = ? AND status = ?",
                (SKIPPED, REMOVED_REASON, deed.subject, INDEXED),
            )
        case "put song back":
            connection.execute("DELETE FROM removed WHERE content = ?", (deed.subject,))
            connection.execute(
                "UPDATE files SET status = ?, reason = '' WHERE content = ? AND reason = ?",
                (INDEXED, deed.subject, REMOVED_REASON),
            )


def _path(deed: Deed) -> tuple[bytes]:
    return (to_bytes(deed.subject),)
