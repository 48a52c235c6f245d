"""The state of the Play page: which puzzle, whose rounds, and where they stand. No widgets."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from musicpuzzle.errors import PuzzleError
from musicpuzzle.games import round as rules
from musicpuzzle.games.round import Round
from musicpuzzle.play import hints as helping
from musicpuzzle.play.hints import Hint
from musicpuzzle.play.modes.mode import Mode
from musicpuzzle.play.modes.open_ended import Casual
from musicpuzzle.play.modes.storm import Storm
from musicpuzzle.play.records import ModeName
from musicpuzzle.play.unfinished import Unfinished
from musicpuzzle.settings import GAME, OPPONENT, RATED, SONG_SOURCE

from ..context import Context
from ..lanes import Job
from .deal import Deal
from .dealer import Dealer
from .keeping import Keeping
from .pictures import PictureMaker
from .rival import Answer, Rival
from .run import Kept, Run, resumed_run
from .table import Phase, Table
from .turns import Turn, Wish, new_id

__all__ = ["Phase", "Session"]

SAVE_MS = 5000


class Session(Table):
    """Everything that can be done on the Play page, whatever key or mouse asks for it."""

    phase_changed = Signal()
    dealt = Signal()
    round_changed = Signal()
    pictures_ready = Signal(object)
    rival_changed = Signal()
    kept = Signal()
    """The round that is over is in the log."""
    opening = Signal(object)
    """Songs to begin with, while a half-played round has come back."""
    failed = Signal(str)
    warned = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(context, parent)
        self.keeping = Keeping(context.lanes, self)
        self.keeping.kept.connect(self._take_kept)
        self.keeping.failed.connect(self._fail_kept)
        self.dealer = Dealer(context.lanes, self.keeping.book, self)
        self.dealer.dealt.connect(self._take_turn)
        self.dealer.failed.connect(self._fail_deal)
        self.dealer.given_up.connect(self._back)
        self._starting = False
        self._go_on = False
        self._first: tuple[tuple[Path, ...], int | None] = ((), None)
        self._opponent: str | None = None
        self._painter = PictureMaker(context.lanes, self)
        self._painter.ready.connect(self._take_pictures)
        self._painter.failed.connect(self.failed)
        self.rival = Rival(context.lanes, self)
        self.rival.answered.connect(self._take_answer)
        self._saving = QTimer(self, interval=SAVE_MS)
        self._saving.timeout.connect(self._save)

    @property
    def job(self) -> Job | None:
        """The job that makes a puzzle, while one is made."""
        return self.dealer.job

    def start(self, paths: tuple[Path, ...] = (), seed: int | None = None) -> None:
        """Go on with the half-played round, or else begin.

        Args:
            paths: songs to begin with; by default those of last time.
            seed: draws the first puzzle; by default chance does.
        """
        kept = self._context.settings.get(SONG_SOURCE)
        self._first, self._starting = (paths, seed), True
        self.dealer.resume((Path(kept),) if kept else ())
        self._to(Phase.DEALING)

    def new_puzzle(self, seed: int | None = None) -> None:
        """The next puzzle of the mode, of the same source."""
        run = self.run
        if self.phase is Phase.WAITING:
            self._leave()
        if self.keeping.is_busy:
            self._go_on = True
            return
        mode = None
        if run is not None and run.mode.name == self.mode_name:
            mode = run.goes_on(played=self.phase is not Phase.PLAYING)
        self._request(mode, seed)

    def begin(self, mode_name: ModeName, *, round_id: str = "") -> None:
        """Begin a run of a mode.

        Args:
            mode_name: which.
            round_id: for "replay", the one round of the log to play once more.
        """
        self._leave()
        if not round_id:
            self.mode_name = mode_name
            self._context.settings.put(RATED, mode_name == "rated")
        self._request(None, None, round_id=round_id)

    def open(self, paths: tuple[Path, ...], seed: int | None = None) -> None:
        """Make a puzzle of a song out of these files or folders, and stay with them."""
        self._leave()
        self._request(None, seed, paths=paths, remembered=False)

    def use_starter_songs(self) -> None:
        """Go back to the bundled songs."""
        self._leave()
        self._context.settings.put(SONG_SOURCE, "")
        self._request(None, None, paths=(), remembered=False)

    def again(self) -> None:
        """Play the same puzzle once more; it counts for nothing."""
        if self.deal is None or self.run is None:
            return
        if self.phase is Phase.PLAYING and self.run.mode.name in ("casual", "replay"):
            # Nothing of the round was told yet, so it may as well begin anew.
            self._begin(self.deal, replace(self.run, hints=()))
        elif self.phase is Phase.DONE:
            self._begin(self.deal, self.run.again())

    def cancel(self) -> None:
        """Give up making a puzzle; the one before, if any, is still there."""
        self.dealer.cancel()

    def give_up_round(self) -> None:
        """Leave a round that counts: it goes to the log as given up."""
        if self.is_at_stake:
            self._leave()
            self._to(Phase.OVER)

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
            self._go_on = True
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

    def end_run(self) -> None:
        """The time of the run is over in the middle of a round, which does not count."""
        if self.phase is Phase.PLAYING and self.run is not None:
            assert isinstance(self.run.mode, Storm)
            self.run = replace(self.run, mode=self.run.mode.stop())
            self.rival.cancel()
            self._context.player.stop()
            self.keeping.book.clear()
            self._to(Phase.OVER)

    def choose_rival(self, name: str) -> None:
        """Let another opponent think about the puzzle at hand."""
        self._context.settings.put(OPPONENT, name)
        if self.deal is not None and self.phase is Phase.PLAYING:
            self._ask()
            self._save()

    def close(self) -> None:
        """Keep the half-played round and forget what is under way."""
        self.dealer.forget()
        self._save()
        self._saving.stop()
        if self.phase is Phase.WAITING:
            self._keep()
        self.rival.cancel()
        self.keeping.close()

    def _request(
        self,
        mode: Mode | None,
        seed: int | None,
        *,
        paths: tuple[Path, ...] | None = None,
        remembered: bool = True,
        round_id: str = "",
    ) -> None:
        self.dealer.forget()
        try:
            settings = self.puzzle_settings()
        except PuzzleError as error:
            self.failed.emit(str(error))
            return
        source = self.source if paths is None else None
        kept = self._context.settings.get(SONG_SOURCE)
        wish = Wish(
            self.mode_name,
            settings,
            mode,
            seed,
            source,
            ((Path(kept),) if kept else ()) if paths is None else paths,
            remembered,
            round_id,
        )
        self.rival.cancel()
        self._saving.stop()
        self._context.player.stop()
        self.dealer.ask(wish)
        self._to(Phase.DEALING)

    def _leave(self) -> None:
        """Let go of the round at hand; what counts of it goes to the log."""
        if self.is_at_stake or self.phase is Phase.WAITING:
            self.rival.cancel()
            self._keep()
            self.round = None

    def _take_turn(self, turn: Turn) -> None:
        self.ladder = turn.ladder
        problems = [problem for problem in (*turn.problems, self.keeping.book.problem()) if problem]
        if problems:
            self.warned.emit("\n".join(problems))
        if self._starting:
            self._take_start(turn)
            return
        assert turn.mode is not None
        if turn.deal is None:
            self.run, self.round = Run(new_id(), turn.mode), None
            self.keeping.book.clear()
            self._to(Phase.OVER)
        else:
            if turn.mode.name == "casual":
                self.mode_name = "casual"
            self._take_deal(turn, Run(new_id(), turn.mode))

    def _take_start(self, turn: Turn) -> None:
        self._starting = False
        paths, seed = self._first
        if turn.deal is not None and turn.resumed is not None:
            self._resume(turn, turn.deal, turn.resumed)
            if paths:
                self.opening.emit(paths)
        elif paths:
            self.open(paths, seed)
        else:
            self.new_puzzle(seed)

    def _resume(self, turn: Turn, deal: Deal, unfinished: Unfinished) -> None:
        run = resumed_run(unfinished, Casual(new_id(), self.puzzle_settings()))
        self.mode_name = run.mode.name
        if unfinished.opponent is not None:
            self._context.settings.put(OPPONENT, unfinished.opponent)
        self._context.settings.put(GAME, deal.puzzle.settings.game)
        self._take_deal(turn, run, unfinished.resumed(time.monotonic()))
        self.said.emit("Your unfinished round is back")

    def _take_deal(self, turn: Turn, run: Run, round_: Round | None = None) -> None:
        deal = turn.deal
        assert deal is not None
        if self.deal is None:
            # The first deal has loaded more libraries; see `rival.prepare`.
            gc.freeze()
        if deal.source.songs:
            # What could not be read is told once, not with every new puzzle.
            self.source = replace(deal.source, problems=())
            self._context.settings.put(SONG_SOURCE, deal.source.kept)
        self.standing = turn.standing
        self.pictures = ()
        self._begin(deal, run, round_)
        self._painter.ask(deal.pieces)

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

    def _take_kept(self, kept: Kept) -> None:
        if self.run is not None and self.run.round_id == kept.record.round_id:
            self.record = kept.record
            self.keeping.book.clear()
        if self.run is not None and self.run.mode.run_id == kept.mode.run_id:
            self.run = replace(self.run, mode=kept.mode)
        self.kept.emit()
        self._go_on_if_asked()

    def _fail_kept(self, sentence: str) -> None:
        self.failed.emit(sentence)
        self._go_on_if_asked()

    def _go_on_if_asked(self) -> None:
        if self._go_on:
            self._go_on = False
            self.new_puzzle()

    def _take_pictures(self, pictures: tuple[QImage, ...]) -> None:
        self.pictures = pictures
        self.pictures_ready.emit(pictures)

    def _fail_deal(self, sentences: str) -> None:
        self.failed.emit(sentences)
        self._back()

    def _back(self) -> None:
        self._starting = False
        self._to(self.phase_before())
        if self.phase is Phase.PLAYING:
            self._saving.start()
            if self.answer is None:
                self._ask()

    def _to(self, phase: Phase) -> None:
        self.phase = phase
        self.phase_changed.emit()
