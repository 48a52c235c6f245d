"""Whether a database is sound, and copies of it that are written whole or not at all."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from musicpuzzle.files import write_atomically
from musicpuzzle.library.places import beside

_DAMAGED_CODES = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def damage_of(database: Path) -> str | None:
    """What is wrong with a database, in SQLite's words; None where every page of it is sound.

    Raises:
        sqlite3.Error: it cannot be looked at now, as it is locked or may not be read.
    """
    try:
        with closing(sqlite3.connect(database)) as connection:
            (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return str(error)
    return None if found == "ok" else str(found).splitlines()[-1]


def is_damage(error: sqlite3.Error) -> bool:
    """True when the error says that the file itself is damaged, not that it is busy or closed."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is not None and code & 0xFF in _DAMAGED_CODES


def back_up(database: Path, target: Path) -> bool:
    """Copy a database in use, as it is at one moment, to `target`; others may write meanwhile.

    Returns:
        False where what was copied is damaged; `target` is then as it was before.

    Raises:
        OSError, sqlite3.Error: it cannot be written.
    """
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(handle)
    copy = Path(name)
    try:
        with closing(sqlite3.connect(database)) as old, closing(sqlite3.connect(copy)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")
        if damage_of(copy) is not None:
            return False
        with copy.open("rb") as file:
            os.fsync(file.fileno())
        copy.replace(target)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return False
    finally:
        copy.unlink(missing_ok=True)
    return True


def restore(database: Path, copies: list[Path]) -> Path | None:
    """Put the newest sound one of `copies` in the place of a database that is not there.

    Returns:
        The one that was taken; None where none is sound.

    Raises:
        OSError, sqlite3.Error: a copy cannot be read, or the database not written.
    """
    there = [copy for copy in copies if copy.exists() and copy.stat().st_size]
    for copy in sorted(there, key=lambda path: path.stat().st_mtime_ns, reverse=True):
        if damage_of(copy) is None:
            write_atomically(database, copy.read_bytes())
            return copy
    return None


def move_aside(database: Path) -> Path:
    """Give a damaged database, and what SQLite keeps beside it, a name that says so.

    Raises:
        OSError: it cannot be renamed.
    """
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    aside = database.with_name(f"{database.stem}.damaged-{moment}{database.suffix}")
    for path, target in zip((*beside(database), database), (*beside(aside), aside), strict=True):
        if path.exists():
            path.rename(target)
    return aside
