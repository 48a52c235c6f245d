"""The files that a library consists of. All of them stand beside its database."""

from __future__ import annotations

import os
from pathlib import Path

from musicpuzzle.paths import user_data_dir

DATABASE_NAME = "library.sqlite"


def default_database() -> Path:
    """The person's own library."""
    return user_data_dir() / DATABASE_NAME


def journal_of(database: Path) -> Path:
    """What the person did, line by line."""
    return database.with_name(f"{database.stem}.journal.jsonl")


def backup_of(database: Path) -> Path:
    """The copy that is made after scans."""
    return database.with_name(f"{database.stem}.backup{database.suffix}")


def before_version(database: Path, version: int) -> Path:
    """The copy that is made before a migration to `version`."""
    return database.with_name(f"{database.stem}.before-v{version}{database.suffix}")


def lock_of(database: Path) -> Path:
    """Held while the database is opened."""
    return database.with_name(f"{database.stem}.lock")


def scan_lock_of(database: Path) -> Path:
    """Held while a scan runs."""
    return database.with_name(f"{database.stem}.scan.lock")


def vectors_of(database: Path, generation: int) -> Path:
    """The embeddings; each time they are packed they get another file."""
    return database.with_name(f"{database.stem}.embeddings-{generation}.f32")


def beside(path: Path) -> tuple[Path, Path]:
    """What SQLite keeps beside a database in use: its log and the log's index."""
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def to_bytes(path: str) -> bytes:
    """A path as the database keeps it: also names that are not text."""
    return os.fsencode(path)


def from_bytes(path: bytes) -> str:
    """The path that `to_bytes` was given."""
    return os.fsdecode(path)
