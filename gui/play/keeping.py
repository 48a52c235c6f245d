"""Keeps rounds: the half-played one at every move, a finished one in the log."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Signal

from musicpuzzle.games.round import Round
from musicpuzzle.play.log import Records
from musicpuzzle.play.modes.contest import contest_of
from musicpuzzle.play.modes.mode import Mode
from musicpuzzle.play.unfinished import Between, Unfinished

from ..lanes import Job, Lanes
from .book import Book
from .deal import Deal
from .rival import Answer
from .run import Kept, Run, keep, record_of


class Keeping(QObject):
    """What it is given it has written, beside the window.

    Signals:
        kept: a round is in the log (Kept).
        failed: why it is not, in a sentence.
        run_read: the rounds of a run, as the log has them (its id, Records).
    """

    kept = Signal(object)
    run_read = Signal(str, object)
    failed = Signal(str)

    def __init__(self, lanes: Lanes, parent: QObject) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._job: Job | None = None
        self.book = Book()

    @property
    def is_busy(self) -> bool:
        """A finished round is not in the log yet."""
        return self._job is not None

    def save(self, run: Run, deal: Deal, round_: Round, opponent: str | None) -> None:
        """Have a half-played round written."""
        if not round_.is_over:
            elapsed_s = round_.elapsed_s(time.monotonic())
            self.book.save(
                Unfinished(
                    run.round_id,
                    run.own_mode,
                    round_,
                    elapsed_s,
                    deal.songs,
                    opponent,
                    run.hints,
                    contest_of(run.mode) if run.replayed else None,
                )
            )

    def rest(self, mode: Mode) -> None:
        """No round is at hand: have a run that is one whole written, and any other forgotten."""
        if contest_of(mode) is None:
            self.book.clear()
        else:
            self.book.save(Between(mode))

    def finish(
        self, run: Run, deal: Deal, round_: Round, answer: Answer | None, opponent: str | None
    ) -> None:
        """Have a round added to the log, as it was handed in, or as given up."""
        record = record_of(run, deal, (round_, time.monotonic()), answer, opponent)
        book = self.book
        self._job = self._lanes.io(lambda _: keep(record, run, book), must_end=True)
        self._job.success(self._take).failure(self._fail)

    def read_run(self, run_id: str) -> None:
        """Have the rounds of a run looked up, once all that are over are in the log."""
        book = self.book
        job = self._lanes.io(lambda _: (run_id, book.open().run(run_id)))
        job.success(self._take_run).failure(self._fail_read)

    def close(self) -> None:
        """Write what is left; a round that is just being added is added."""
        if self._job is not None:
            self._job.detach()
        self.book.close()

    def _take(self, kept: Kept) -> None:
        self._job = None
        self.kept.emit(kept)

    def _take_run(self, read: tuple[str, Records]) -> None:
        self.run_read.emit(*read)

    def _fail_read(self, sentence: str) -> None:
        self.failed.emit(sentence)

    def _fail(self, sentence: str) -> None:
        self._job = None
        self.failed.emit(sentence)
