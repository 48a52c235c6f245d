"""Writes the half-played round, or the run between two, to disk, beside whoever plays it.

Each running program has a file of its own, which it holds by a lock that the system lets go of when
the program dies. A program that starts takes over a file that nobody holds, one with a round in it
first.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from threading import Condition, Thread

from filelock import FileLock, Timeout

from musicpuzzle.errors import DataError
from musicpuzzle.files import telling, write_atomically
from musicpuzzle.paths import user_data_dir
from musicpuzzle.play.unfinished import Stored, stored_from_json

FOLDER = "unfinished"
_MOST_PROGRAMS = 32


class Keeper:
    """Keeps one half-played round; its methods may be called from one thread.

    Attributes:
        problem: a sentence about what could not be read or written last, or empty.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Take over a file.

        Raises:
            DataError: none can be had.
        """
        self.problem = ""
        self._folder = folder or user_data_dir() / FOLDER
        self._path, self._lock = self._claim()
        self._changed = Condition()
        self._next: Stored | None = None
        self._pending = self._busy = self._closed = False
        self._thread: Thread | None = None

    def load(self) -> Stored | None:
        """The round or run that was being played when the program ended, if there is one.

        One that is damaged is put beside its file, and `problem` says so.
        """
        if not self._path.is_file():
            return None
        try:
            return stored_from_json(json.loads(self._path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, RecursionError, DataError) as error:
            self.problem = f"{self._path}: the half-played round cannot be read. {error}"
        with suppress(OSError):
            self._path.replace(self._path.with_suffix(".damaged"))
        return None

    def save(self, stored: Stored) -> None:
        """Have a round or run written, soon; of several in a row only the newest."""
        self._ask(stored)

    def clear(self) -> None:
        """Have the file removed: the round is in the log, or was given up."""
        self._ask(None)

    def flush(self) -> None:
        """Wait until all that was asked for is on the disk."""
        with self._changed:
            self._changed.wait_for(lambda: not self._pending and not self._busy)

    def close(self) -> None:
        """Write what is left and let go of the file."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()
        self._lock.release()

    def _ask(self, stored: Stored | None) -> None:
        with self._changed:
            self._next, self._pending = stored, True
            self._changed.notify_all()
            if self._thread is None:
                self._thread = Thread(target=self._work, name="keeper", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._pending or self._closed)
                if not self._pending:
                    return
                stored, self._pending, self._busy = self._next, False, True
            problem = self._write(stored)
            with self._changed:
                self.problem, self._busy = problem, False
                self._changed.notify_all()

    def _write(self, stored: Stored | None) -> str:
        try:
            if stored is None:
                self._path.unlink(missing_ok=True)
            else:
                write_atomically(self._path, json.dumps(stored.to_json()))
        except OSError as error:
            reason = error.strerror or str(error)
            return f"{self._path}: the half-played round cannot be kept, {reason}."
        return ""

    def _claim(self) -> tuple[Path, FileLock]:
        with telling(self._folder, "no round can be kept there"):
            self._folder.mkdir(parents=True, exist_ok=True)
            paths = [self._folder / f"round-{number}.json" for number in range(_MOST_PROGRAMS)]
            for path in sorted(paths, key=lambda path: not path.is_file()):
                lock = FileLock(path.with_suffix(".lock"), timeout=0, thread_local=False)
                try:
                    lock.acquire()
                except Timeout:
                    continue
                # What a program that was killed while it wrote has left.
                for half in self._folder.glob(f".{path.name}.*"):
                    half.unlink(missing_ok=True)
                return path, lock
        raise DataError(f"{self._folder}: {_MOST_PROGRAMS} programs keep their rounds there.")
