"""What all modes have in common: what they ask for, what they take, how far they have come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Protocol, Self

from musicpuzzle.draw import below
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.play.ladder import Ladder
from musicpuzzle.play.records import ModeName, RoundRecord

SEEDS = 2**31


@dataclass(frozen=True, slots=True)
class Request:
    """The puzzle that a mode wants next.

    Attributes:
        settings: which game, and how hard.
        seed: what the puzzle is drawn with.
        songs: recording ids in the order in which they are to be tried; of a medley as many as
            are needed, from the left. Empty: the seed draws among the songs at hand.
    """

    settings: PuzzleSettings
    seed: int
    songs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repeat:
    """The puzzle of a round of the log is wanted once more."""

    round_id: str


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of a round, as far as a mode asks.

    Attributes:
        exact: the whole order was right.
        points: after hints.
        seconds: from the start to the submitted order.
        rating: the person's after a rated round, else None.
    """

    exact: bool
    points: int
    seconds: float
    rating: float | None = None


def finished_of(record: RoundRecord) -> Finished:
    """What a mode asks of a round that is in the log."""
    return Finished(
        exact=record.person.verdict.exact,
        points=record.points,
        seconds=record.person.seconds,
        rating=None if record.change is None else record.change.after.value,
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a run has come.

    Attributes:
        played: rounds that are over.
        exact: those of them whose whole order was right.
        points: all points, after hints.
        seconds: of all rounds together.
    """

    played: int = 0
    exact: int = 0
    points: int = 0
    seconds: float = 0.0

    def plus(self, finished: Finished) -> Tally:
        """With one round more."""
        return replace(
            self,
            played=self.played + 1,
            exact=self.exact + finished.exact,
            points=self.points + finished.points,
            seconds=self.seconds + finished.seconds,
        )


AT_START = Tally()


class Mode(Protocol):
    """A run of a mode. Values are immutable: `take` gives a new one.

    Attributes:
        name: as the log has it.
        is_rated: its rounds move the person's rating.
        allows_hints: hints may be taken.
        needs_truth: it cannot do without a right order, which a medley of several songs has not.
    """

    name: ClassVar[ModeName]
    is_rated: ClassVar[bool]
    allows_hints: ClassVar[bool]
    needs_truth: ClassVar[bool]

    @property
    def run_id(self) -> str:
        """Which run it is."""
        ...

    @property
    def tally(self) -> Tally:
        """How far it has come."""
        ...

    def request(self, ladder: Ladder) -> Request | Repeat | None:
        """The puzzle that is wanted next; None once the run is over."""
        ...

    def take(self, finished: Finished) -> Self:
        """The run after a round."""
        ...

    def summary(self) -> str:
        """How the run went, or goes, in one sentence."""
        ...


def seed_of(run_id: str, number: int) -> int:
    """The seed of a run's puzzle, from its number."""
    return below(SEEDS, "puzzle of a run", run_id, number)
