"""The round at hand as the log will have it: its id, the run it belongs to, the hints it cost."""

from __future__ import annotations

from dataclasses import dataclass

from musicpuzzle.games import round as rules
from musicpuzzle.games.round import Round
from musicpuzzle.play.hints import Hint
from musicpuzzle.play.modes.again import Again
from musicpuzzle.play.modes.contest import Contest
from musicpuzzle.play.modes.mode import Mode, finished_of
from musicpuzzle.play.modes.open_ended import Casual
from musicpuzzle.play.records import RoundRecord, attempt_of, given_up, utc_now
from musicpuzzle.play.unfinished import Unfinished

from .book import Book
from .deal import Deal
from .rival import Answer
from .scoring import scored
from .turns import casual_go_on, new_id


@dataclass(frozen=True, slots=True)
class Run:
    """A round and its run.

    Attributes:
        round_id: its id in the log.
        mode: the run, without this round as long as it is not kept.
        hints: those that were taken.
        replayed: the puzzle is played once more and counts for nothing.
    """

    round_id: str
    mode: Mode
    hints: tuple[Hint, ...] = ()
    replayed: bool = False

    @property
    def is_rated(self) -> bool:
        """The round moves the person's rating."""
        return self.mode.is_rated and not self.replayed

    @property
    def own_mode(self) -> Mode:
        """The mode of this round alone."""
        return Again(self.round_id, ()) if self.replayed else self.mode

    def again(self) -> Run:
        """The same puzzle once more, which counts for nothing."""
        return Run(new_id(), self.mode, replayed=True)

    def goes_on(self, *, played: bool) -> Mode | None:
        """The run for the next puzzle; None where another one has to begin.

        Args:
            played: the round is over; else its puzzle was left.
        """
        mode = self.mode
        if isinstance(mode, Casual):
            return mode if played else casual_go_on(mode)
        if isinstance(mode, Again):
            return mode if played or self.replayed or not mode.queue else mode.skip()
        if isinstance(mode, Contest):
            goes_on = (played or self.replayed) and not mode.is_over
            return mode if goes_on else None
        return mode


@dataclass(frozen=True, slots=True)
class Kept:
    """A round that is in the log, and the run with it."""

    record: RoundRecord
    mode: Mode


def record_of(
    run: Run,
    deal: Deal,
    at: tuple[Round, float],
    answer: Answer | None,
    opponent: str | None,
) -> RoundRecord:
    """The round for the log, as handed in or given up.

    Args:
        at: the person's round, and the time on its clock.
    """
    round_, now_s = at
    if round_.is_over:
        person = attempt_of(round_, scored(deal, round_)[0])
    else:
        person = given_up(round_, now_s)
    rival = None
    if answer is not None and answer.round is not None:
        rival = attempt_of(answer.round, scored(deal, answer.round)[0])
    return RoundRecord(
        round_id=run.round_id,
        finished_at=utc_now(),
        mode=run.own_mode.name,
        run_id=run.own_mode.run_id,
        puzzle=deal.puzzle,
        songs=deal.songs,
        opponent=opponent,
        person=person,
        rival=rival,
        hints=run.hints,
    )


def keep(record: RoundRecord, run: Run, book: Book) -> Kept:
    """Add a round to the log, in the lane of files.

    Raises:
        DataError: it cannot be kept.
    """
    rated = run.is_rated and record.puzzle.has_truth
    kept = book.keep(record, rated=rated)
    return Kept(kept, run.mode if run.replayed else run.mode.take(finished_of(kept)))


def finished_round(record: RoundRecord, now_s: float) -> tuple[Round, Answer]:
    """A round of the log that was handed in, and the opponent's, as if it had just ended.

    Args:
        now_s: of the clock that other times will be read from.
    """
    begun = rules.start(record.puzzle, now_s - record.person.seconds)
    own = rules.play_order(begun, record.person.order, now_s)
    rival = record.rival
    if rival is None:
        return own, Answer(failure="it could not play this round." if record.opponent else "")
    ready_s = begun.started_s + rival.seconds
    return own, Answer(rules.play_order(begun, rival.order, ready_s), rival.seconds)


def resumed_run(unfinished: Unfinished, fallback: Mode) -> Run:
    """The run that a half-played round belongs to; see `Run.own_mode`."""
    mode = unfinished.mode
    replayed = isinstance(mode, Again) and not mode.queue
    if replayed:
        mode = unfinished.waiting or fallback
    return Run(unfinished.round_id, mode, unfinished.hints, replayed=replayed)
