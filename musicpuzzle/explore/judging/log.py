"""The person's answers: one line of CSV for each, only ever added to.

A line is on the disk before `add` returns. A program that is killed while it writes leaves a line
without its end, which nobody takes for an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

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
    table_of,
)
from musicpuzzle.files import telling, write_atomically, write_or_tell
from musicpuzzle.line_log import append, locked
from musicpuzzle.paths import user_data_dir

FILE_NAME = "judgements.csv"
_NOT_KEPT = "the answer cannot be kept"
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
        with telling(self.path, "cannot be read"):
            if not self.path.exists():
                self._take([])
                self.problem, self._seen = "", None
                return
            status = self.path.stat()
            seen = (status.st_size, status.st_mtime_ns)
            if seen == self._seen:
                return
            text = self.path.read_text(encoding="utf-8", errors="replace")
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

    def add(self, entries: Sequence[Entry]) -> None:
        """Keep entries; they are on the disk before this returns.

        Raises:
            DataError: they cannot be kept.
        """
        if not entries:
            return
        with telling(self.path, _NOT_KEPT):
            self.path.parent.mkdir(parents=True, exist_ok=True)
        with locked(self.path, _NOT_KEPT):
            self.refresh()
            with telling(self.path, _NOT_KEPT):
                if not self.path.exists() or not self.path.stat().st_size:
                    # Whole or not at all: a file with half a head would be taken for another.
                    write_atomically(self.path, head())
                append(self.path, "".join(map(line_of, entries)).encode(errors="replace"))
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

    def export(self, path: Path) -> None:
        """Write the person's own answers to a file for other programs, see `table_of`.

        Raises:
            DataError: it cannot be written, or is the one that the answers are kept in.
        """
        if path.resolve() == self.path.resolve():
            raise DataError(f"{path}: your answers are kept in it; export them to another file.")
        write_or_tell(path, table_of(self.own))


def entry_of(
    judgement: Judgement, *, skipped: bool = False, source: str = "", as_a: str = ""
) -> Entry:
    """A new entry, of now."""
    did: Did = "skipped" if skipped else "answered"
    return Entry(judgement, did, token_hex(_ID_BYTES), source, _now(), as_a)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
