"""A scan: looks through folders, and analyses what is new or was changed.

Each song is written down as soon as it is analysed. So a scan that is killed has lost no more than
the song it was at, and the next one goes on from there.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from musicpuzzle.audio.identity import recording_id
from musicpuzzle.errors import AudioError, LibraryError
from musicpuzzle.library import catalogue
from musicpuzzle.library.analysis import Analysis, Embedder, analyse
from musicpuzzle.library.below import folders_in, forget, rows_outside
from musicpuzzle.library.changes import Changes, compare
from musicpuzzle.library.control import ScanControl, ScanStoppedError
from musicpuzzle.library.corrections import carried_over
from musicpuzzle.library.embeddings import find_lost, forget_lost, pack
from musicpuzzle.library.folders import folders_of
from musicpuzzle.library.library import Library, sentences
from musicpuzzle.library.places import backup_of, scan_lock_of
from musicpuzzle.library.report import ScanProgress, ScanReport
from musicpuzzle.library.schema import INDEXED
from musicpuzzle.library.tags import Tags, read_tags
from musicpuzzle.library.walk import Found, Walk, outermost, walk

# A file that was changed this moment may change once more without a later time.
_SETTLED_S = 2.0
_BACKUP_EVERY_S = 120.0
# What decoders and filters let through when a file is damaged in a way that nobody foresaw.
_UNFORESEEN = (ArithmeticError, LookupError, MemoryError, OSError, RuntimeError, ValueError)


def _unreported(progress: ScanProgress) -> None:
    """Nobody reads it."""


def scan(
    library: Library,
    folders: Iterable[str] | None = None,
    *,
    embedder: Embedder | None = None,
    control: ScanControl | None = None,
    report: Callable[[ScanProgress], None] = _unreported,
) -> ScanReport:
    """Bring a library to what lies in its folders.

    Args:
        library: is written to song by song.
        folders: only these; all of the library's without.
        embedder: tells where each song lies among others, if there is one.
        control: by which another thread can hold the scan or give it up.
        report: is told how far it is, before each file.

    Raises:
        LibraryError: the library cannot be read or written, or another scan of it is running.
    """
    named = None if folders is None else outermost(folders)
    with _alone(library):
        return _Scan(library, named, embedder, control or ScanControl(), report).run()


@contextmanager
def _alone(library: Library) -> Iterator[None]:
    lock = FileLock(scan_lock_of(library.path), timeout=0)
    with sentences(library.path):
        try:
            lock.acquire()
        except Timeout as error:
            raise LibraryError(f"{library.path}: another scan of it is running.") from error
    try:
        yield
    finally:
        lock.release()


@dataclass(frozen=True, slots=True)
class _Work:
    """A file to be looked at: its row, and what is known to be, or to have been, in it.

    Attributes:
        is_indexed: it is in the library already, and only to be analysed anew.
    """

    file: Found
    row: int
    content: str | None
    before: str | None
    is_indexed: bool

    @property
    def is_new(self) -> bool:
        """True where nobody has looked into it yet."""
        return self.content is None and self.before is None


class _Scan:
    """One scan at work."""

    def __init__(
        self,
        library: Library,
        named: tuple[str, ...] | None,
        embedder: Embedder | None,
        control: ScanControl,
        report: Callable[[ScanProgress], None],
    ) -> None:
        self._library = library
        self._named = named or ()
        self._roots = outermost(folders_of(library)) if named is None else named
        self._embedder = embedder
        self._model = None if embedder is None else embedder.name
        self._control = control
        self._report = report
        self._complete: set[str] = set()
        self._vanished: set[int] = set()
        self._changed = self._moved = self._moved_new = self._analysed = 0
        self._saved_s = time.monotonic()

    def run(self) -> ScanReport:
        """Look, register, analyse, and tidy up."""
        begun_s = time.monotonic()
        walked, changes, stopped = Walk((), ()), Changes((), (), (), (), ()), False
        try:
            self._report(ScanProgress("looking"))
            walked = walk(self._roots, check=self._control.check)
            changes, work = self._register(walked)
            self._work_through(work)
        except ScanStoppedError:
            stopped = True
        self._tidy(any((changes.new, changes.changed, changes.unfinished, changes.vanished)))
        with self._library.reading() as connection:
            listed = catalogue.listed_below(connection, self._roots)
        return ScanReport(
            found=listed.indexed + len(listed.skipped),
            indexed=listed.indexed,
            skipped=listed.skipped,
            unread=walked.unread,
            new=len(changes.new) - self._moved_new,
            changed=self._changed,
            moved=self._moved,
            vanished=len(self._vanished),
            analysed=self._analysed,
            stopped=stopped,
            seconds=time.monotonic() - begun_s,
        )

    def _register(self, walked: Walk) -> tuple[Changes, list[_Work]]:
        """Write down all that was found; and what is to be done."""
        with self._library.reading() as connection:
            damaged = find_lost(connection, self._library.path)
            known = catalogue.known_below(connection, self._roots)
        if damaged:
            with self._library.writing() as connection:
                forget_lost(connection, self._library.path)
        with self._library.reading() as connection:
            self._complete = catalogue.complete_contents(connection, self._model)
        changes = compare(walked.files, known, self._complete)
        self._vanished = set(changes.vanished)
        if any((changes.new, changes.changed, changes.unfinished, changes.refused)) or (
            changes.vanished
        ):
            with self._library.writing() as connection:
                catalogue.register(connection, changes)
        if not (changes.new or changes.changed or changes.unfinished):
            return changes, []
        todo = {file.path: file for file in changes.new}
        todo |= {file.path: file for file, _ in (*changes.changed, *changes.unfinished)}
        with self._library.reading() as connection:
            rows = catalogue.known_below(connection, self._roots)
        return changes, [
            _Work(file, row.id, row.content, row.before, row.status == INDEXED)
            for path, file in sorted(todo.items())
            if (row := rows.get(path)) is not None
        ]

    def _work_through(self, work: list[_Work]) -> None:
        total = max(1, sum(max(1, item.file.size) for item in work))
        done, begun_s, held_s = 0, time.monotonic(), self._control.held_s
        for number, item in enumerate(work):
            share = done / total
            worked_s = time.monotonic() - begun_s - (self._control.held_s - held_s)
            left_s = worked_s * (1 - share) / share if number else None
            self._report(
                ScanProgress("analysing", number, len(work), share, left_s, item.file.path)
            )
            self._control.check()
            self._look_at(item)
            done += max(1, item.file.size)
            if time.monotonic() - self._saved_s > _BACKUP_EVERY_S:
                self._back_up()
        if work:
            self._report(ScanProgress("analysing", len(work), len(work), 1.0, 0.0))

    def _look_at(self, item: _Work) -> None:
        content, reason, song, passing = item.content, "", None, False
        try:
            if content is None:
                content = recording_id(item.file.path, check=self._control.check)
            if content not in self._complete:
                song = self._analysed_song(item.file.path)
        except AudioError as error:
            reason, passing = error.reason, not _is_there(item.file)
        except _UNFORESEEN as error:
            reason, passing = f"cannot be analysed: {error}", True
        # The next scan tries again what may have failed for this moment only.
        if not (passing and item.is_indexed):
            known_ns = (
                catalogue.UNSETTLED_NS if passing or content is None else _settled_ns(item.file)
            )
            self._keep(item, content, reason, song, known_ns)

    def _analysed_song(self, path: str) -> tuple[Tags, Analysis]:
        self._analysed += 1
        # First the tags: a file that goes meanwhile has none, and then cannot be analysed.
        tags = read_tags(path)
        return tags, analyse(path, embedder=self._embedder, check=self._control.check)

    def _keep(
        self,
        item: _Work,
        content: str | None,
        reason: str,
        song: tuple[Tags, Analysis] | None,
        known_ns: int,
    ) -> None:
        library, row, before = self._library, item.row, item.before
        with library.writing() as connection:
            if not catalogue.is_known(connection, row):
                return
            if content is not None:
                if song is not None:
                    catalogue.keep_song(connection, library.path, content, song, self._model)
                    self._complete.add(content)
                older = catalogue.take_over(connection, row, content, is_new=item.is_new)
                if older is None and item.is_new:
                    older, before = catalogue.take_over_retagged(connection, row, content)
                if older is not None:
                    row = older if item.is_new else row
                    self._moved += 1
                    self._moved_new += item.is_new
                    self._vanished.discard(older)
                if before not in (None, content):
                    self._changed += 1
                    library.note(connection, carried_over(connection, str(before), content))
            catalogue.settle(connection, row, content, reason, known_ns)

    def _tidy(self, changed: bool) -> None:
        with self._library.reading() as connection:
            changed |= bool(self._outside(connection))
        if changed:
            with self._library.writing() as connection:
                forget(connection, self._outside(connection))
                catalogue.prune(connection)
            pack(self._library)
        if changed or not Path(backup_of(self._library.path)).exists():
            self._back_up()

    def _outside(self, connection: sqlite3.Connection) -> list[int]:
        """Files of folders that were taken out of the library while a scan looked at them."""
        return rows_outside(connection, (*folders_in(connection), *self._named))

    def _back_up(self) -> None:
        self._saved_s = time.monotonic()
        self._library.back_up()


def _settled_ns(file: Found) -> int:
    """The time by which a file is known to be the same; none where it may yet change."""
    # Clocks differ: a time that lies ahead is no sign that the file is being written.
    is_settled = abs(time.time() - file.mtime_ns / 1e9) >= _SETTLED_S
    return file.mtime_ns if is_settled else catalogue.UNSETTLED_NS


def _is_there(file: Found) -> bool:
    """False where a file has gone since it was found, or is another one."""
    try:
        now = Path(file.path).stat()
    except OSError:
        return False
    return (now.st_size, now.st_mtime_ns) == (file.size, file.mtime_ns)
