"""From one puzzle to the next: runs begin, go on, come back and end. No widgets."""

from __future__ import annotations

import gc
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from musicpuzzle.errors import PuzzleError
from musicpuzzle.games.round import Round
from musicpuzzle.play.modes.contest import Contest, contest_of
from musicpuzzle.play.modes.mode import Mode
from musicpuzzle.play.modes.open_ended import Casual
from musicpuzzle.play.records import ModeName, RoundRecord
from musicpuzzle.play.unfinished import Unfinished
from musicpuzzle.settings import GAME, OPPONENT, RATED, SONG_SOURCE

from ..context import Context
from ..lanes import Job
from .deal import Deal
from .dealer import Dealer
from .playing import Playing
from .run import Kept, Run, finished_round, resumed_run
from .table import Phase
from .turns import Turn, Wish, new_id

__all__ = ["Phase", "Session"]


class Session(Playing):
    """Everything that can be done on the Play page, whatever key or mouse asks for it."""

    kept = Signal()
    """The round that is over is in the log."""
    opening = Signal(object)
    """Songs to begin with, while a half-played round has come back."""
    warned = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(context, parent)
        self.keeping.kept.connect(self._take_kept)
        self.keeping.failed.connect(self._fail_kept)
        self.dealer = Dealer(context.lanes, self.keeping.book, self)
        self.dealer.dealt.connect(self._take_turn)
        self.dealer.failed.connect(self._fail_deal)
        self.dealer.given_up.connect(self._back)
        self._starting = False
        self._first: tuple[tuple[Path, ...], int | None] = ((), None)

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
            self._goes_on = True
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

    def end_contest(self) -> None:
        """End a Streak or Storm before its time: what it has counted is shown."""
        contest = self.contest
        if contest is not None:
            self.dealer.forget()
            self._goes_on = False
            self._leave()
            self._end_contest(contest.leave())

    def close(self) -> None:
        """Keep the half-played round and forget what is under way."""
        self.dealer.forget()
        self._save()
        self._saving.stop()
        if self.phase is Phase.WAITING:
            self._keep()
        elif self.phase is not Phase.PLAYING and self.run and self.contest is None:
            # How it went was seen.
            self.keeping.book.clear()
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
            self.keeping.rest(turn.mode)
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
        elif isinstance(turn.mode, Contest):
            self._rest(turn, turn.mode)
            if paths:
                self.opening.emit(paths)
        elif paths:
            self.open(paths, seed)
        else:
            self.new_puzzle(seed)

    def _rest(self, turn: Turn, contest: Contest) -> None:
        """Show a Streak or Storm that was left between two rounds, by a kill or by closing."""
        self.run, self.round, self.mode_name = Run(new_id(), contest), None, contest.name
        self._context.settings.put(GAME, contest.game)
        if turn.deal is None or turn.finished is None:
            self._to(Phase.OVER)
        else:
            self._show_finished(turn, turn.deal, turn.finished)

    def _show_finished(self, turn: Turn, deal: Deal, record: RoundRecord) -> None:
        """Show the result of a round of the run that the log has."""
        assert self.run is not None
        self.run = Run(record.round_id, self.run.mode, record.hints)
        if record.opponent is not None:
            self._context.settings.put(OPPONENT, record.opponent)
        self._opponent = record.opponent
        self._lay_out(turn, deal)
        self.deal, self.record = deal, record
        self.round, self.answer = finished_round(record, time.monotonic())
        self.dealt.emit()
        self.rival_changed.emit()
        self._to(Phase.DONE)
        self._painter.ask(deal.pieces)

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
        self._lay_out(turn, deal)
        self._begin(deal, run, round_)
        self._painter.ask(deal.pieces)

    def _lay_out(self, turn: Turn, deal: Deal) -> None:
        if self.deal is None:
            # The first deal has loaded more libraries; see `rival.prepare`.
            gc.freeze()
        if deal.source.songs:
            # What could not be read is told once, not with every new puzzle.
            self.source = replace(deal.source, problems=())
            self._context.settings.put(SONG_SOURCE, deal.source.kept)
        self.standing = turn.standing
        self.pictures = ()

    def _take_kept(self, kept: Kept) -> None:
        run = self.run
        if run is not None and run.mode.run_id == kept.mode.run_id:
            run = self.run = replace(run, mode=_left_too(run.mode, kept.mode))
        if run is not None and run.round_id == kept.record.round_id:
            self.record = kept.record
            self.keeping.rest(run.mode)
        self.kept.emit()
        self._go_on_if_asked()

    def _fail_kept(self, sentence: str) -> None:
        self.failed.emit(sentence)
        self._go_on_if_asked()

    def _go_on_if_asked(self) -> None:
        if self._goes_on:
            self._goes_on = False
            self.new_puzzle()

    def _fail_deal(self, sentences: str) -> None:
        self.failed.emit(sentences)
        self._back()

    def _to(self, phase: Phase) -> None:
        super()._to(phase)
        contest = None if self.run is None else contest_of(self.run.mode)
        if phase is Phase.OVER and contest is not None:
            self.keeping.read_run(contest.run_id)

    def _back(self) -> None:
        self._starting = False
        self._to(self.phase_before())
        if self.phase is Phase.PLAYING:
            self._saving.start()
            if self.answer is None:
                self._ask()


def _left_too(now: Mode, counted: Mode) -> Mode:
    """A run with one round more, which stays left if it was left meanwhile."""
    if isinstance(now, Contest) and isinstance(counted, Contest) and now.left:
        return counted.leave()
    return counted
