"""The state of the Play page: which puzzle, whose rounds, and where they stand. No widgets."""

from __future__ import annotations

import gc
import secrets
import time
from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from musicpuzzle.errors import PuzzleError
from musicpuzzle.games import round as rules
from musicpuzzle.games.puzzle import letters
from musicpuzzle.games.round import Round
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.settings import GAP_S, ON_BEATS, OPPONENT, PIECES, SONG_SOURCE

from ..context import Context
from ..lanes import Job
from .deal import Deal, Request, make_deal
from .pictures import make_pictures
from .rival import Answer, Rival
from .songs import Source

SEED_BITS = 31
Items = list[tuple[int, NDArray[np.float32]]]


class Phase(Enum):
    """Where a session stands."""

    EMPTY = "empty"
    DEALING = "dealing"
    PLAYING = "playing"
    WAITING = "waiting"
    DONE = "done"


class Session(QObject):
    """Everything that can be done on the Play page, whatever key or mouse asks for it."""

    phase_changed = Signal()
    dealt = Signal()
    round_changed = Signal()
    pictures_ready = Signal(object)
    rival_changed = Signal()
    failed = Signal(str)
    warned = Signal(str)
    said = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.phase = Phase.EMPTY
        self.deal: Deal | None = None
        self.round: Round | None = None
        self.answer: Answer | None = None
        self.source: Source | None = None
        self.pictures: tuple[QImage, ...] = ()
        self._job: Job | None = None
        self._pictures_id = 0
        self.rival = Rival(context.lanes, self)
        self.rival.answered.connect(self._take_answer)

    @property
    def job(self) -> Job | None:
        """The job that makes a puzzle, while one is made."""
        return self._job

    def puzzle_settings(self) -> PuzzleSettings:
        """The difficulty that is set."""
        settings = self._context.settings
        return PuzzleSettings(
            pieces=settings.get(PIECES),
            gap_s=settings.get(GAP_S),
            on_beats=settings.get(ON_BEATS),
        )

    def new_puzzle(self, seed: int | None = None) -> None:
        """Make a puzzle of another song, or another part, of the same source."""
        kept = self._context.settings.get(SONG_SOURCE)
        paths = (Path(kept),) if kept and self.source is None else ()
        self._request(self.source, paths, seed, remembered=True)

    def open(self, paths: tuple[Path, ...], seed: int | None = None) -> None:
        """Make a puzzle of a song out of these files or folders, and stay with them."""
        self._request(None, paths, seed)

    def use_starter_songs(self) -> None:
        """Go back to the bundled songs."""
        self._context.settings.put(SONG_SOURCE, "")
        self._request(None, (), None)

    def again(self) -> None:
        """Play the same puzzle once more."""
        if self.deal is not None:
            self._begin(self.deal)

    def cancel(self) -> None:
        """Give up making a puzzle; the one before, if any, is still there."""
        if self._job is not None:
            self._job.cancel()

    def change(self, transition: Callable[[Round], Round], words: str = "") -> None:
        """Let a transition of the rules happen; one that they do not allow is only said."""
        if self.round is None or self.phase is not Phase.PLAYING:
            return
        before = self.round
        try:
            self.round = transition(before)
        except PuzzleError as error:
            self.said.emit(str(error))
            return
        if self.round is before:
            return
        if self._context.player.state().kind == "row":
            self._context.player.update_row(self.row_items())
        self.round_changed.emit()
        if words:
            self.said.emit(words)

    def submit(self) -> None:
        """Hand in the order; the result shows once the opponent is ready too."""
        before = self.round
        self.change(lambda round_: rules.submit(round_, time.monotonic()), "Submitted")
        if self.round is before or self.round is None or not self.round.is_over:
            return
        self._to(Phase.DONE if self.answer is not None else Phase.WAITING)

    def choose_rival(self, name: str) -> None:
        """Let another opponent think about the puzzle at hand."""
        self._context.settings.put(OPPONENT, name)
        if self.deal is not None and self.phase is Phase.PLAYING:
            self._ask()

    def listen(self, piece: int) -> None:
        """Play a piece from its beginning, or stop it if it sounds."""
        if self.deal is None:
            return
        player = self._context.player
        state = player.state()
        if state.playing and state.key == piece:
            player.stop()
            return
        name = letters(len(self.deal.pieces))[piece]
        player.play_piece(piece, self.deal.pieces[piece].samples, f"Piece {name}")

    def play_row(self, position: int = 0) -> None:
        """Play the row from a place on; empty places are skipped."""
        if self.round is None:
            return
        before = [piece for piece in self.round.row[:position] if piece is not None]
        items = self.row_items()
        if len(before) < len(items):
            self._context.player.play_row(items, len(before), "Your row")
        elif not items:
            self.said.emit("The row is still empty")

    def row_items(self) -> Items:
        """The pieces of the row with their samples, in order."""
        if self.round is None or self.deal is None:
            return []
        return [(piece, self.deal.pieces[piece].samples) for piece in self.round.order]

    def close(self) -> None:
        """Forget what is under way."""
        self._forget_job()
        self.rival.cancel()

    def _request(
        self,
        source: Source | None,
        paths: tuple[Path, ...],
        seed: int | None,
        *,
        remembered: bool = False,
    ) -> None:
        self._forget_job()
        try:
            settings = self.puzzle_settings()
        except PuzzleError as error:
            self.failed.emit(str(error))
            return
        drawn = secrets.randbits(SEED_BITS) if seed is None else seed
        request = Request(settings, drawn, source, paths, remembered)
        self.rival.cancel()
        self._context.player.stop()
        # The job captures the request and nothing else, so nothing needs a lock.
        self._job = self._context.lanes.io(lambda job: make_deal(request, job), "Making a puzzle")
        self._job.success(self._take_deal).failure(self._fail_deal).given_up(self._take_back)
        self._to(Phase.DEALING)

    def _forget_job(self) -> None:
        """Cancel what makes a puzzle, without going back to the one before."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def _take_back(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self._back()

    def _take_deal(self, deal: Deal | None) -> None:
        if deal is None or self._job is None or deal.job_id != self._job.job_id:
            return
        self._job = None
        if self.deal is None:
            # The first deal has loaded more libraries; see `rival.prepare`.
            gc.freeze()
        # What could not be read is told once, not with every new puzzle.
        self.source = replace(deal.source, problems=())
        self._context.settings.put(SONG_SOURCE, deal.source.kept)
        if deal.problems:
            self.warned.emit("\n".join(deal.problems))
        self.pictures = ()
        self._begin(deal)
        job = self._context.lanes.io(lambda job: make_pictures(deal.pieces, job))
        self._pictures_id = job.success(self._take_pictures).failure(self._report).job_id

    def _begin(self, deal: Deal) -> None:
        self.deal = deal
        self.round = rules.start(deal.puzzle, time.monotonic())
        self._context.player.stop()
        self._to(Phase.PLAYING)
        self.dealt.emit()
        self._ask()

    def _ask(self) -> None:
        assert self.deal is not None
        assert self.round is not None
        self.answer = None
        self.rival.ask(self._context.settings.get(OPPONENT), self.deal, self.round.started_s)
        self.rival_changed.emit()

    def _take_answer(self, answer: Answer) -> None:
        self.answer = answer
        self.rival_changed.emit()
        if self.phase is Phase.WAITING:
            self._to(Phase.DONE)

    def _take_pictures(self, result: tuple[int, tuple[QImage, ...]]) -> None:
        job_id, pictures = result
        if job_id == self._pictures_id:
            self.pictures = pictures
            self.pictures_ready.emit(pictures)

    def _report(self, sentence: str) -> None:
        self.failed.emit(sentence)

    def _fail_deal(self, sentences: str) -> None:
        self._job = None
        self.failed.emit(sentences)
        self._back()

    def _back(self) -> None:
        if self.deal is None:
            self._to(Phase.EMPTY)
        elif self.round is not None and self.round.is_over:
            self._to(Phase.DONE if self.answer is not None else Phase.WAITING)
        else:
            self._to(Phase.PLAYING)
            if self.answer is None:
                self._ask()

    def _to(self, phase: Phase) -> None:
        self.phase = phase
        self.phase_changed.emit()
