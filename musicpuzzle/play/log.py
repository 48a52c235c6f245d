"""The log of rounds: one line of JSON for each, only ever added to.

A line is in the file, on the disk, before `add` returns. A program that is killed while it writes
leaves a line without its end; whoever opens the log next puts that fragment into a file beside it,
says so in one sentence, and goes on. All who write or read hold its lock.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from musicpuzzle.audio.progress import Report, unreported
from musicpuzzle.errors import DataError
from musicpuzzle.files import telling
from musicpuzzle.line_log import append, locked
from musicpuzzle.paths import user_data_dir
from musicpuzzle.play.records import RoundRecord, from_line, to_line

FILE_NAME = "rounds.jsonl"
TORN_SUFFIX = ".torn"
_NOT_LOCKED = "it cannot be locked"
_NOT_KEPT = "the round cannot be kept"
_NOT_ASIDE = "a round that was not written to its end cannot be put aside"
_LINES_A_REPORT = 500
_MANY_BYTES = 1_000_000

Records = tuple[RoundRecord, ...]


class RoundLog:
    """The rounds of all times. For one thread at a time, as adding one waits for the disk.

    Attributes:
        path: the file they are kept in.
        problems: a sentence about each thing that could not be read; what could be is there.
    """

    def __init__(self, path: Path | None = None, *, report: Report = unreported) -> None:
        """Read what is there.

        Args:
            path: the file; by default the person's own.
            report: is told, now and whenever more is read, which share of the file was.

        Raises:
            DataError: the file cannot be read at all.
        """
        self.path = path or user_data_dir() / FILE_NAME
        self.problems: list[str] = []
        self._report = report
        self._records: dict[str, RoundRecord] = {}
        self._read_to = 0
        self._lines = 0
        self.refresh()

    @property
    def records(self) -> Records:
        """All rounds, the oldest first."""
        return tuple(self._records.values())

    def get(self, round_id: str) -> RoundRecord | None:
        """The round of that id, if it is kept."""
        return self._records.get(round_id)

    def refresh(self) -> None:
        """Read what another program has added since.

        Raises:
            DataError: the file cannot be read.
        """
        if not self.path.exists():
            self._forget()
            return
        with locked(self.path, _NOT_LOCKED):
            self._read_on()

    def add(self, make: Callable[[Records], RoundRecord]) -> RoundRecord:
        """Keep a round that `make` makes of all that are kept so far, and return it.

        No other program adds one in between. A round whose id is kept already is not kept again:
        the one from before is returned.

        Raises:
            DataError: the round cannot be kept.
        """
        with telling(self.path, _NOT_KEPT):
            self.path.parent.mkdir(parents=True, exist_ok=True)
        with locked(self.path, _NOT_LOCKED):
            self._read_on()
            record = make(self.records)
            if record.round_id in self._records:
                return self._records[record.round_id]
            with telling(self.path, _NOT_KEPT):
                append(self.path, to_line(record).encode() + b"\n")
            self._read_on()
        return self._records[record.round_id]

    def _read_on(self) -> None:
        """Take in the lines that were not read yet."""
        with telling(self.path, "the rounds cannot be read"):
            size = self.path.stat().st_size if self.path.exists() else 0
            if size < self._read_to:  # it was deleted or replaced
                self._forget()
            if size == self._read_to:
                return
            with self.path.open("rb") as file, _uncollected(size - self._read_to):
                file.seek(self._read_to)
                fragment = self._take(file, size)
        if fragment:
            with telling(self.path, _NOT_ASIDE):
                self._set_aside(fragment, size - len(fragment))

    def _forget(self) -> None:
        self._records.clear()
        self._read_to = self._lines = 0

    def _take(self, lines: Iterable[bytes], size: int) -> bytes:
        """Take in whole lines; a last one without its end is returned."""
        damaged: list[tuple[int, DataError]] = []
        fragment = b""
        for line in lines:
            if not line.endswith(b"\n"):
                fragment = line
                break
            self._read_to += len(line)
            self._lines += 1
            if self._lines % _LINES_A_REPORT == 0:
                self._report(self._read_to / size)
            try:
                record = from_line(line)
            except DataError as error:
                damaged.append((self._lines, error))
            else:
                self._records.setdefault(record.round_id, record)
        if damaged:
            number, reason = damaged[0]
            which = f"line {number} is" if len(damaged) == 1 else f"{len(damaged)} lines are"
            self.problems.append(f"{self.path}: {which} left out: {reason}")
        return fragment

    def _set_aside(self, fragment: bytes, end: int) -> None:
        """Move a last line without its end into a file of its own, first there, then here gone."""
        aside = self.path.with_name(self.path.name + TORN_SUFFIX)
        append(aside, fragment + b"\n")
        with self.path.open("r+b") as file:
            file.truncate(end)
            file.flush()
            os.fsync(file.fileno())
        self.problems.append(
            f"{self.path}: the last round was not written to its end, so it was put into"
            f" {aside.name}; all others are there."
        )


@contextmanager
def _uncollected(size: int) -> Iterator[None]:
    """Read so many bytes without the collector, half of whose time would be theirs.

    Rounds refer to nothing that refers to them. The collector would not know, look through all of
    them again and again, and keep whoever else wants to work from it.
    """
    if size < _MANY_BYTES:
        yield
        return
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()
