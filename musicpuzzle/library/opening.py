"""Opening a library: looked through, put right where it is damaged, brought to this version."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from filelock import FileLock, Timeout

from musicpuzzle.errors import LibraryError
from musicpuzzle.library.backup import back_up, damage_of, move_aside, restore
from musicpuzzle.library.deeds import follow
from musicpuzzle.library.embeddings import seal
from musicpuzzle.library.library import PATIENCE_S, Library, connect, sentences
from musicpuzzle.library.places import (
    backup_of,
    before_version,
    default_database,
    journal_of,
    lock_of,
)
from musicpuzzle.library.schema import VERSION, migrate, version_of


def open_library(path: Path | None = None) -> Library:
    """Open a library, or begin one where there is none.

    Every page of the database is checked. A damaged one is moved aside and the newest sound backup
    takes its place; what the person did since follows from the journal. Before an older database
    is changed into one of this version it is copied.

    Args:
        path: the database; by default the person's own.

    Raises:
        LibraryError: it cannot be opened, is none of Music Puzzle's, or of a newer one's.
    """
    path = (path or default_database()).absolute()
    with sentences(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(lock_of(path), timeout=PATIENCE_S)
        try:
            lock.acquire()
        except Timeout as error:
            raise LibraryError(f"{path}: another Music Puzzle is opening the library.") from error
        try:
            return _opened(path)
        finally:
            lock.release()


def _opened(path: Path) -> Library:
    notices = _mended(path)
    connection = connect(path)
    try:
        _bring_up_to_date(path, connection)
        # One program may write while others read, and a kill leaves nothing half written.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        seal(connection, path)
        unread = follow(connection, journal_of(path))
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    if unread:
        lines = "line was" if unread == 1 else "lines were"
        notices.append(f"{journal_of(path)}: {unread} {lines} damaged and left out.")
    return Library(path, connection, tuple(notices))


def _mended(path: Path) -> list[str]:
    """Make sure that there is a sound database or none; sentences about what was done."""
    copies = [backup_of(path), *(before_version(path, n) for n in range(2, VERSION + 1))]
    if not path.exists() or not path.stat().st_size:
        # A log that is left over would be taken for the restored database's own.
        move_aside(path)
        taken = restore(path, copies)
        return [] if taken is None else [f"{path}: was gone, so {taken.name} was restored."]
    if damage_of(path) is None:
        return []
    if not (journal_of(path).exists() or any(copy.exists() for copy in copies)):
        raise LibraryError(f"{path}: is not a library of Music Puzzle.")
    aside = move_aside(path)
    taken = restore(path, copies)
    what = "a new one was begun" if taken is None else f"{taken.name} was restored"
    return [
        f"{path}: was damaged, so {what}, with all that you corrected;"
        f" the damaged file is kept as {aside.name}."
    ]


def _bring_up_to_date(path: Path, connection: sqlite3.Connection) -> None:
    try:
        version = version_of(connection)
        if 0 < version < VERSION:
            back_up(path, before_version(path, VERSION))
        migrate(connection)
    except LibraryError as error:
        raise LibraryError(f"{path}: {error}.") from error
