"""Has puzzles made in the lane of files; the newest wish is the one that counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ..lanes import Job, Lanes
from .book import Book
from .turns import Turn, Wish, next_turn, resumed_turn


class Dealer(QObject):
    """One wish at a time.

    Signals:
        dealt: what came of it (Turn).
        failed: why nothing came of it, in lines.
        given_up: somebody cancelled it.
    """

    dealt = Signal(object)
    failed = Signal(str)
    given_up = Signal()

    def __init__(self, lanes: Lanes, book: Book, parent: QObject) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._book = book
        self.job: Job | None = None

    def resume(self, paths: tuple[Path, ...]) -> None:
        """Look for a half-played round."""
        book = self._book
        self._start(lambda job: resumed_turn(paths, book, job), "Looking for an unfinished round")

    def ask(self, wish: Wish) -> None:
        """Have the puzzle of a wish made."""
        book = self._book
        # The job captures the wish and nothing else, so nothing needs a lock.
        self._start(lambda job: next_turn(wish, book, job), "Making a puzzle")

    def cancel(self) -> None:
        """Give up making a puzzle."""
        if self.job is not None:
            self.job.cancel()

    def forget(self) -> None:
        """Give up making a puzzle without a word."""
        job, self.job = self.job, None
        if job is not None:
            job.cancel()

    def _start(self, work: Callable[[Job], Turn], name: str) -> None:
        self.forget()
        self.job = self._lanes.io(work, name)
        self.job.success(self._take).failure(self._fail).given_up(self._stop)

    def _take(self, turn: Turn) -> None:
        if self.job is not None and turn.job_id == self.job.job_id:
            self.job = None
            self.dealt.emit(turn)

    def _fail(self, sentences: str) -> None:
        self.job = None
        self.failed.emit(sentences)

    def _stop(self, job: Job) -> None:
        if job is self.job:
            self.job = None
            self.given_up.emit()
