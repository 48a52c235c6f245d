"""Logs of what a person did: files of lines that only grow, written by one program at a time.

The system lets go of a lock when the program that holds it dies. So for whoever holds it a last
line without its end is one that a kill has cut, never one that is just being written.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from musicpuzzle.errors import DataError
from musicpuzzle.files import telling

_PATIENCE_S = 10.0


@contextmanager
def locked(log: Path, otherwise: str) -> Iterator[None]:
    """Hold the lock of a log, which is a file beside it.

    Args:
        log: the file of lines; its folder is there.
        otherwise: what is said where the system refuses, such as "the round cannot be kept".

    Raises:
        DataError: another program holds it for ten seconds, or the system refuses it.
    """
    lock = FileLock(log.with_name(log.name + ".lock"), timeout=_PATIENCE_S)
    with telling(log, otherwise):
        try:
            lock.acquire()
        except Timeout as error:
            raise DataError(f"{log}: another Music Puzzle keeps it locked.") from error
    try:
        yield
    finally:
        lock.release()


def append(log: Path, lines: bytes) -> None:
    """Add whole lines and wait until they, and the file's name, are on the disk.

    After a line without its end they begin on a line of their own.

    Raises:
        OSError: the file cannot be written; a part of the bytes may stand at its end.
    """
    is_new = not log.exists()
    with log.open("a+b", buffering=0) as file:
        end = file.seek(0, os.SEEK_END)
        if end:
            file.seek(end - 1)
            lines = lines if file.read(1) == b"\n" else b"\n" + lines
        written = 0
        while written < len(lines):
            written += file.write(lines[written:])
        os.fsync(file.fileno())
    if is_new and os.name == "posix":  # elsewhere a folder cannot be opened
        folder = os.open(log.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
