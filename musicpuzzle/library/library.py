"""A library that is open: one connection that writes, and as many as wanted that read."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from musicpuzzle.errors import LibraryError
from musicpuzzle.library import journal
from musicpuzzle.library.backup import back_up, is_damage
from musicpuzzle.library.deeds import follow
from musicpuzzle.library.journal import Deed
from musicpuzzle.library.places import backup_of, journal_of

PATIENCE_S = 20.0


class Library:
    """A person's songs. Any thread may use it; writers wait for each other.

    Attributes:
        path: the database.
        notices: a sentence for the person about each thing that was found and put right when it
            was opened.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, notices: tuple[str, ...] = ()
    ) -> None:
        """For `musicpuzzle.library.opening.open_library`."""
        self.path = path
        self.notices = notices
        self._connection = connection
        self._lock = threading.RLock()

    def close(self) -> None:
        """Let go of the database."""
        with self._lock:
            self._connection.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is kept, or nothing where the block raises.

        Raises:
            LibraryError: the database cannot be written.
        """
        with self._lock, sentences(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection of one's own, which sees one moment and waits for nobody.

        Raises:
            LibraryError: the database cannot be read.
        """
        with sentences(self.path), closing(connect(self.path)) as connection:
            connection.execute("PRAGMA query_only = 1")
            connection.execute("BEGIN")
            yield connection

    def do(self, deeds: Iterable[Deed]) -> None:
        """Do what the person asks for: first into the journal, then into the database.

        Raises:
            LibraryError: it cannot be kept.
        """
        with self.writing() as connection:
            self.note(connection, deeds)

    def note(self, connection: sqlite3.Connection, deeds: Iterable[Deed]) -> None:
        """`do` within a transaction that runs already."""
        path = journal_of(self.path)
        journal.append(path, deeds)
        follow(connection, path)

    def back_up(self) -> bool:
        """Copy the database as it is now; False where it turns out to be damaged.

        Raises:
            LibraryError: the copy cannot be written.
        """
        with sentences(self.path):
            return back_up(self.path, backup_of(self.path))


def connect(path: Path) -> sqlite3.Connection:
    """A connection with the settings of all: transactions only where one is begun.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    connection = sqlite3.connect(
        path, timeout=PATIENCE_S, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


@contextmanager
def sentences(path: Path) -> Iterator[None]:
    """Say in one sentence what SQLite or the system refuses.

    Raises:
        LibraryError: in the place of an error of theirs.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise LibraryError(f"{path}: {_reason(error)}.") from error
    except OSError as error:
        why = error.strerror or str(error)
        raise LibraryError(f"{path}: the library cannot be used: {why}.") from error


def _reason(error: sqlite3.Error) -> str:
    if is_damage(error):
        return "the library is damaged; start Music Puzzle again, and its backup is restored"
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return "another Music Puzzle is writing to the library"
    return f"the library cannot be used: {error}"
