"""The tables of a library, and how an older one becomes a newer one."""

from __future__ import annotations

import sqlite3

from musicpuzzle.errors import LibraryError

APPLICATION_ID = 0x4D505A4C
"""By this a database is known to be a library of Music Puzzle."""

# Status of a file. Indexed and listed files, those skipped or waiting, together are all found.
INDEXED, SKIPPED, WAITING, MISSING = "indexed", "skipped", "waiting", "missing"
STATUSES = (INDEXED, SKIPPED, WAITING, MISSING)

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        f"PRAGMA application_id = {APPLICATION_ID}",
        # Numbers about the library itself.
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE folders (path BLOB PRIMARY KEY) WITHOUT ROWID",
        # What is in a song, by the identity of its content: tags and what was measured.
        """CREATE TABLE songs (
            content TEXT PRIMARY KEY,
            title TEXT, artist TEXT, album TEXT, genre TEXT, mood TEXT, bpm REAL, year INTEGER,
            duration_s REAL NOT NULL,
            tempo_bpm REAL, tempo_confidence REAL,
            key INTEGER,
            loudness_lufs REAL NOT NULL,
            sections TEXT NOT NULL,
            analysis INTEGER NOT NULL
        ) WITHOUT ROWID""",
        # What lies where. Two files may hold the same song. Where the content is known it is that
        # of this size and time; `before` is what lay there before the file was changed.
        """CREATE TABLE files (
            id INTEGER PRIMARY KEY,
            path BLOB NOT NULL UNIQUE,
            size INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL,
            content TEXT,
            before TEXT,
            status TEXT NOT NULL CHECK (status IN ('indexed', 'skipped', 'waiting', 'missing')),
            reason TEXT NOT NULL,
            analysis INTEGER NOT NULL,
            added_s REAL NOT NULL
        )""",
        "CREATE INDEX files_by_content ON files (content)",
        # What the person did, as the journal has it too.
        """CREATE TABLE corrections (
            content TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (content, field)
        ) WITHOUT ROWID""",
        "CREATE TABLE removed (content TEXT PRIMARY KEY) WITHOUT ROWID",
    ),
    (
        # Which row of the file of embeddings is whose, and by which model a song was heard: one
        # that is shorter than its window has no embedding.
        "CREATE TABLE embeddings (place INTEGER PRIMARY KEY, content TEXT NOT NULL UNIQUE)",
        "ALTER TABLE songs ADD COLUMN embedded_by TEXT",
        "ALTER TABLE songs ADD COLUMN typical_s REAL",
    ),
    (
        # Of the bytes of a row, by which damage is noticed.
        "ALTER TABLE embeddings ADD COLUMN crc32 INTEGER",
    ),
)
VERSION = len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    """The version that a database is of; 0 for an empty one.

    Raises:
        LibraryError: it belongs to another program.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and application != APPLICATION_ID:
        raise LibraryError("belongs to another program")
    return int(version)


def migrate(connection: sqlite3.Connection, to_version: int = VERSION) -> None:
    """Bring a database from its version to a later one: wholly or not at all.

    Raises:
        LibraryError: it belongs to another program, or to a newer Music Puzzle.
    """
    version = version_of(connection)
    if version > VERSION:
        raise LibraryError("was written by a newer Music Puzzle, so please update this one")
    if version >= to_version:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statements in MIGRATIONS[version:to_version]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {to_version}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
