"""The person's answers: one line of CSV for each, only ever added to.

A line is on the disk before `add` returns. A program that is killed while it writes leaves a line
without its end, which nobody takes for an answer.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from filelock import FileLock, Timeout

from musicpuzzle.errors import DataError
from musicpuzzle.explore.judging.judgements import (
    Asked,
    Did,
    Entry,
    Judgement,
    entries_of,
    head,
    line_of,
    standing,
)
from musicpuzzle.files import append_durably, write_atomically
from musicpuzzle.paths import user_data_dir

FILE_NAME = "judgements.csv"
_PATIENCE_S = 10.0
_ID_BYTES = 6


class JudgementLog:
    """All answers. For one thread at a time, as adding one waits for the disk.

    Attributes:
        path: the file they are kept in, which `trainer similarity --judgements` reads as it is.
        entries: answers and questions left open that were not taken back, the oldest first.
        reconsidered: questions whose answer was taken back; whoever answers one of them again has
            heard meanwhile what the model says.
        problem: a sentence about lines that could not be read, or empty.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Read what is there.

        Args:
            path: the file; by default the person's own.

        Raises:
            DataError: the file is there and cannot be read.
        """
        self.path = path or user_data_dir() / FILE_NAME
        self.entries: tuple[Entry, ...] = ()
        self.reconsidered: frozenset[Asked] = frozenset()
        self.problem = ""
        self._seen: tuple[int, int] | None = None
        self.refresh()

    @property
    def own(self) -> list[Entry]:
        """What the person answered or left open here, the oldest first."""
        return [entry for entry in self.entries if not entry.source]

    @property
    def asked(self) -> frozenset[Asked]:
        """The questions that the person was asked, answered or left open."""
        return frozenset(entry.judgement.asked for entry in self.own)

    def answers(self, *, imported: bool = False) -> list[Judgement]:
        """What a model may be held against: of own answers those given before it was heard."""
        return [
            entry.judgement
            for entry in self.entries
            if entry.did == "answered"
            and bool(entry.source) == imported
            and (imported or entry.judgement.asked not in self.reconsidered)
        ]

    def refresh(self) -> None:
        """Read what another program has added since.

        Raises:
            DataError: the file cannot be read.
        """
        try:
            if not self.path.exists():
                self._take([])
                self.problem, self._seen = "", None
                return
            status = self.path.stat()
            seen = (status.st_size, status.st_mtime_ns)
            if seen == self._seen:
                return
            text = self.path.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            raise DataError(f"{self.path}: cannot be read, {_why(error)}.") from error
        found, damaged = entries_of(text)
        if text and not text.startswith(head()):
            # A file that is another, or an older one: it is not written to, either.
            raise DataError(f"{self.path}: is no list of answers of this program.")
        lines = "1 line is" if damaged == 1 else f"{damaged} lines are"
        self.problem = f"{self.path}: {lines} damaged and left out." if damaged else ""
        self._take(found)
        self._seen = seen

    def _take(self, found: Sequence[Entry]) -> None:
        self.entries = tuple(standing(found))
        undone = {entry.entry_id for entry in found if entry.did == "undone"}
        self.reconsidered = frozenset(
            entry.judgement.asked
            for entry in found
            if entry.did == "answered" and entry.entry_id in undone
        )

    def add(self, judgements: Sequence[Entry]) -> None:
        """Keep answers; they are on the disk before this returns.

        Raises:
            DataError: they cannot be kept.
        """
        if not judgements:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._cannot(error) from error
        with self._locked():
            self.refresh()
            text = "".join(map(line_of, judgements))
            try:
                if not self.path.exists() or not self.path.stat().st_size:
                    # Whole or not at all: a file with half a head would be taken for another.
                    write_atomically(self.path, head())
                append_durably(self.path, (self._lead() + text).encode(errors="replace"))
            except OSError as error:
                raise self._cannot(error) from error
        self.refresh()

    def undo(self) -> Entry | None:
        """Take back what the person answered, or left open, last; None where there is nothing.

        Raises:
            DataError: that cannot be kept.
        """
        self.refresh()
        own = self.own
        if not own:
            return None
        last = own[-1]
        self.add([Entry(last.judgement, "undone", last.entry_id, at=_now(), as_a=last.as_a)])
        return last

    def _lead(self) -> str:
        """What has to stand before a new line: the end of one that was not written to its end."""
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return "" if file.read(1) == b"\n" else "\n"

    @contextmanager
    def _locked(self) -> Iterator[None]:
        lock = FileLock(self.path.with_name(self.path.name + ".lock"), timeout=_PATIENCE_S)
        try:
            lock.acquire()
        except Timeout as error:
            raise DataError(f"{self.path}: another Music Puzzle keeps it locked.") from error
        except OSError as error:
            raise self._cannot(error) from error
        try:
            yield
        finally:
            lock.release()

    def _cannot(self, error: OSError) -> DataError:
        return DataError(f"{self.path}: the answer cannot be kept, {_why(error)}.")


def entry_of(
    judgement: Judgement, *, skipped: bool = False, source: str = "", as_a: str = ""
) -> Entry:
    """A new entry, of now."""
    did: Did = "skipped" if skipped else "answered"
    return Entry(judgement, did, token_hex(_ID_BYTES), source, _now(), as_a)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _why(error: OSError) -> str:
    return error.strerror or str(error)
