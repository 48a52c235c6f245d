"""The opponent at work: thinks in the lane of the models and lays its order through the rules."""

from __future__ import annotations

import gc
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from musicpuzzle.games import round as rules
from musicpuzzle.games.opponents import opponent
from musicpuzzle.games.round import Round
from musicpuzzle.play.characters import character_of

from .. import libraries
from ..lanes import Job, Lanes
from .deal import Deal


def display_name(name: str) -> str:
    """How the window calls an opponent."""
    return character_of(name).title


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of the opponent's thinking: its finished round, or why there is none."""

    round: Round | None = None
    seconds: float = 0.0
    failure: str = ""


@dataclass(frozen=True, slots=True)
class _Thought:
    job_id: int
    order: tuple[int, ...]
    seconds: float


class Rival(QObject):
    """One opponent for one deal at a time; the newest question is the one that counts."""

    answered = Signal(object)

    def __init__(self, lanes: Lanes, parent: QObject) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._job: Job | None = None
        self._job_id = 0
        self._deal: Deal | None = None
        self._started_s = 0.0

    def ask(self, name: str, deal: Deal, started_s: float) -> None:
        """Let the opponent think about exactly the pieces that the person hears."""
        self.cancel()
        self._deal, self._started_s = deal, started_s
        pieces, seed = deal.pieces, deal.puzzle.seed

        def think(job: Job) -> _Thought | None:
            libraries.load()
            player = opponent(name)
            if job.cancelled():
                return None
            thought = player.think(pieces, cancelled=job.cancelled, seed=seed)
            order = tuple(int(piece) for piece in thought.order)
            return _Thought(job.job_id, order, sum(thought.seconds.values()))

        self._job = self._lanes.models(think, f"{display_name(name)} thinks")
        self._job.success(self._take).failure(self._fail).given_up(self._stop)
        self._job_id = self._job.job_id

    def cancel(self) -> None:
        """Stop thinking; nothing of it is reported any more."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def _take(self, thought: _Thought | None) -> None:
        if thought is None or thought.job_id != self._job_id or self._deal is None:
            return
        self._job = None
        fresh = rules.start(self._deal.puzzle, self._started_s)
        done = rules.play_order(fresh, thought.order, self._started_s + thought.seconds)
        self.answered.emit(Answer(done, thought.seconds))

    def _stop(self, job: Job) -> None:
        if job is self._job:
            self._fail("you stopped it.")

    def _fail(self, sentence: str) -> None:
        self._job = None
        self.answered.emit(Answer(failure=sentence))


def prepare(name: str) -> None:
    """Load an opponent's model, in the lane of the models, before there is a puzzle."""
    libraries.load()
    opponent(name).prepare()
    # Half a million objects of the libraries will live as long as the program; the collector would
    # visit them all again and again, 100 ms each time, also in the GUI thread.
    gc.freeze()
