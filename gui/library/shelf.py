"""The library as the page has it: opened, read and changed in the lane of files."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from musicpuzzle.library.corrections import correct
from musicpuzzle.library.folders import (
    add_folders,
    folders_of,
    put_songs_back,
    remove_folder,
    remove_songs,
)
from musicpuzzle.library.library import Library
from musicpuzzle.library.opening import open_library
from musicpuzzle.library.places import default_database
from musicpuzzle.library.query import choices
from musicpuzzle.library.songs import Songs, read_sections, read_songs

from ..context import Context
from ..lanes import Job
from .faces import READING

_OPENED, _READ = 0.3, 0.7
"""About which shares of the time to read a library are over then."""
Change = Callable[[Library], object]


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a library.

    Attributes:
        songs: all of them.
        genres, moods: those that there are, the most frequent first.
        folders: that they lie in.
        notices: what was put right as it was opened, a sentence each.
        seconds: how long it took to read.
    """

    songs: Songs
    genres: tuple[str, ...]
    moods: tuple[str, ...]
    folders: tuple[str, ...]
    notices: tuple[str, ...]
    seconds: float


class _Opened:
    """The library, opened by the first job that needs it. For the lane of files alone."""

    def __init__(self, database: Path) -> None:
        self.database = database
        self._library: Library | None = None
        self._notices: tuple[str, ...] = ()

    def library(self) -> Library:
        if self._library is None:
            self._library = open_library(self.database)
            self._notices = self._library.notices
        return self._library

    def contents(self, sort: str, job: Job) -> Contents:
        begun_s = time.monotonic()
        library = self.library()
        job.report(_OPENED)
        songs = read_songs(library)
        job.report(_READ)
        # Whoever types or sorts must not wait for them.
        assert songs.searched is not None
        songs.ranks(sort)
        genres, moods = tuple(choices(songs.genre)), tuple(choices(songs.mood))
        notices, self._notices = self._notices, ()
        seconds = time.monotonic() - begun_s
        return Contents(songs, genres, moods, folders_of(library), notices, seconds)

    def close(self) -> None:
        if self._library is not None:
            self._library.close()


class Shelf(QObject):
    """Reads and changes the library; each change is followed by a reading.

    Signals:
        changed: what is in it now (Contents).
        failed: one sentence about what could not be read or changed.
        added: folders came to it, which want to be scanned.
        busy_changed: it is read for the first time, or that is over.

    Attributes:
        sort: the column that the songs will be sorted by.
        was_given_up: somebody, anywhere in the window, gave the last reading up.
    """

    changed = Signal(object)
    failed = Signal(str)
    added = Signal()
    busy_changed = Signal()

    def __init__(self, context: Context, parent: QObject, database: Path | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._opened = _Opened(database or default_database())
        self._job: Job | None = None
        self._closed = False
        self.sort = "title"
        self.was_given_up = False

    @property
    def database(self) -> Path:
        """Where the library is."""
        return self._opened.database

    @property
    def job(self) -> Job | None:
        """The reading that runs, if one does."""
        return self._job

    def read(self) -> None:
        """Read all that is in it, unless that is being done."""
        if self._job is None and not self._closed:
            opened, sort = self._opened, self.sort
            self.was_given_up = False
            self._job = self._context.lanes.io(lambda job: opened.contents(sort, job), READING)
            self._job.success(self._take).failure(self._fail).given_up(self._forget)
            self.busy_changed.emit()

    def read_again(self) -> None:
        """Read all that is in it; what is being read may be older."""
        if self._job is not None:
            self._job.cancel()
        self.read()

    def add(self, folders: Sequence[Path]) -> None:
        """Let folders belong to the library."""
        job = self._change(lambda library: add_folders(library, folders))
        job.success(self._tell_added)

    def drop(self, folder: str) -> None:
        """Let a folder belong to it no more."""
        self._change(lambda library: remove_folder(library, folder)).success(self._read_again)

    def correct(self, contents: Sequence[str], field: str, value: str | None) -> None:
        """Say what a tag should be; None takes that back."""
        job = self._change(lambda library: correct(library, contents, field, value))
        job.success(self._read_again)

    def remove(self, contents: Sequence[str]) -> None:
        """List songs as removed."""
        self._change(lambda library: remove_songs(library, contents)).success(self._read_again)

    def put_back(self, contents: Sequence[str]) -> None:
        """Take removed songs in again."""
        self._change(lambda library: put_songs_back(library, contents)).success(self._read_again)

    def sections(self, content: str) -> Job:
        """Read the sections of a song; whoever asks says to whom they go."""
        opened = self._opened
        return self._context.lanes.io(lambda _: read_sections(opened.library(), content))

    def close(self) -> None:
        """Close the library when all that is under way is done."""
        self._closed = True
        opened = self._opened
        self._context.lanes.io(lambda _: opened.close(), must_end=True)

    def _change(self, change: Change) -> Job:
        opened = self._opened
        job = self._context.lanes.io(lambda _: change(opened.library()), must_end=True)
        return job.failure(self._fail_change)

    def _tell_added(self, _: object) -> None:
        self.added.emit()
        self.read_again()

    def _read_again(self, _: object) -> None:
        self.read_again()

    def _take(self, contents: Contents) -> None:
        self._job = None
        self.changed.emit(contents)
        self.busy_changed.emit()

    def _fail(self, sentence: str) -> None:
        self._job = None
        self.failed.emit(sentence)
        self.busy_changed.emit()

    def _fail_change(self, sentence: str) -> None:
        self.failed.emit(sentence)

    def _forget(self, job: Job) -> None:
        if job is self._job:
            self._job, self.was_given_up = None, True
            self.busy_changed.emit()
