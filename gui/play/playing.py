"""The round at hand: what happens on the table until its result is there."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from musicpuzzle.errors import PuzzleError
from musicpuzzle.games import round as rules
from musicpuzzle.games.round import Round
from musicpuzzle.play import hints as helping
from musicpuzzle.play.hints import Hint
from musicpuzzle.play.modes.contest import Contest
from musicpuzzle.play.modes.storm import Storm
from musicpuzzle.settings import OPPONENT

from ..context import Context
from .deal import Deal
from .keeping import Keeping
from .pictures import PictureMaker
from .rival import Answer, Rival
from .run import Run
from .table import Phase, Table

SAVE_MS = 5000


class Playing(Table):
    """Moves, hints, the opponent, and what of it is kept."""

    phase_changed = Signal()
    dealt = Signal()
    round_changed = Signal()
    pictures_ready = Signal(object)
    rival_changed = Signal()
    failed = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(context, parent)
        self.keeping = Keeping(context.lanes, self)
        self._goes_on = False
        self._opponent: str | None = None
        self._painter = PictureMaker(context.lanes, self)
        self._painter.ready.connect(self._take_pictures)
        self._painter.failed.connect(self.failed)
        self.rival = Rival(context.lanes, self)
        self.rival.answered.connect(self._take_answer)
        self._saving = QTimer(self, interval=SAVE_MS)
        self._saving.timeout.connect(self._save)

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
        self._save()
        self.round_changed.emit()
        if words:
            self.said.emit(words)

    def submit(self) -> None:
        """Hand in the order; the result shows once the opponent is ready too."""
        before = self.round
        self.change(lambda round_: rules.submit(round_, time.monotonic()), "Submitted")
        if self.round is before or self.round is None or not self.round.is_over:
            return
        self._saving.stop()
        if self.plays_alone:
            # The next puzzle comes at once.
            self._keep()
            self._goes_on = True
            self._to(Phase.DEALING)
        elif self.answer is not None:
            self._finish()
        else:
            self._to(Phase.WAITING)

    def take_hint(self, hint: Hint) -> helping.Told | None:
        """Take a hint that was offered; None where it cannot be taken any more."""
        if self.round is None or self.run is None or self.phase is not Phase.PLAYING:
            return None
        try:
            told = helping.take(self.round, self.run.hints, hint)
        except PuzzleError as error:
            self.said.emit(str(error))
            return None
        self.run = replace(self.run, hints=told.hints)
        self.round = told.round
        self._save()
        self.round_changed.emit()
        return told

    def end_storm(self) -> None:
        """The time is over in the middle of a round, which does not count."""
        if self.phase is Phase.PLAYING and self.run and isinstance(self.run.mode, Storm):
            self._end_contest(self.run.mode.stop())

    def _end_contest(self, ended: Contest) -> None:
        """Let a Streak or Storm be over; a round that was not handed in does not count."""
        assert self.run
        self.run = Run(self.run.round_id, ended)
        self.round = None
        self.rival.cancel()
        self._saving.stop()
        self._context.player.stop()
        self.keeping.rest(ended)
        self._to(Phase.OVER)

    def choose_rival(self, name: str) -> None:
        """Let another opponent think about the puzzle at hand."""
        self._context.settings.put(OPPONENT, name)
        if self.deal is not None and self.phase is Phase.PLAYING:
            self._ask()
            self._save()

    def _begin(self, deal: Deal, run: Run, round_: Round | None = None) -> None:
        self.deal, self.run, self.record = deal, run, None
        self.round = round_ or rules.start(deal.puzzle, time.monotonic())
        self._context.player.stop()
        self._to(Phase.PLAYING)
        self.dealt.emit()
        self._ask()
        self._save()
        self._saving.start()

    def _ask(self) -> None:
        assert self.deal is not None
        assert self.round is not None
        self.answer = None
        self._opponent = None if self.plays_alone else self._context.settings.get(OPPONENT)
        if self._opponent is not None:
            self.rival.ask(self._opponent, self.deal, self.round.started_s)
        self.rival_changed.emit()

    def _take_answer(self, answer: Answer) -> None:
        self.answer = answer
        self.rival_changed.emit()
        if self.phase is Phase.WAITING:
            self._finish()

    def _finish(self) -> None:
        self._keep()
        self._to(Phase.DONE)

    def _save(self) -> None:
        """Have the half-played round written, so that it survives whatever happens."""
        if self.phase is Phase.PLAYING and self.run and self.deal and self.round:
            self.keeping.save(self.run, self.deal, self.round, self._opponent)

    def _keep(self) -> None:
        """Have the round added to the log, as it was handed in, or as given up."""
        if self.run and self.deal and self.round:
            self.keeping.finish(self.run, self.deal, self.round, self.answer, self._opponent)

    def _take_pictures(self, pictures: tuple[QImage, ...]) -> None:
        self.pictures = pictures
        self.pictures_ready.emit(pictures)

    def _to(self, phase: Phase) -> None:
        self.phase = phase
        self.phase_changed.emit()
