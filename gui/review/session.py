"""The state of the review page: whose round, how far the work is, which pair is looked at."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from musicpuzzle.games.opponents import opponent
from musicpuzzle.review.evidence import Evidence, Explainer, MapEvidence
from musicpuzzle.review.review import Review, look_back
from musicpuzzle.review.words import cell_words, join_name, mistake_words

from .. import libraries
from ..context import Context
from ..lanes import Job
from .heat import heat_colours, to_steps
from .listening import Pair, play_join
from .subject import Subject

STILL_MS = 150
"""So long a pair has to be looked at before its maps are computed."""


STOPPED = "You stopped the review."
PREPARING = "Making the puzzle once more"
LISTENING = "Listening to every join"

Prepare = Callable[[Job], Subject]
"""Makes what is to be reviewed, in the lane of files."""


class Phase(Enum):
    """Where a review stands."""

    EMPTY = "empty"
    BUSY = "busy"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, eq=False)
class Explained:
    """Evidence with its maps as steps of colour, uint8 (moments before, moments after) each."""

    evidence: Evidence
    maps: tuple[NDArray[np.uint8], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Made:
    """A review, and the words about each mistake and pair, which would hold the window up."""

    job_id: int
    review: Review
    mistakes: dict[Pair, tuple[str, ...]]
    pairs: dict[Pair, str]


class ReviewSession(QObject):
    """What the page asks for; the computing happens in the lane of the models."""

    phase_changed = Signal()
    pair_changed = Signal()
    explained = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.phase = Phase.EMPTY
        self.subject: Subject | None = None
        self.review: Review | None = None
        self.mistakes: dict[Pair, tuple[str, ...]] = {}
        self.pairs: dict[Pair, str] = {}
        self.pair: Pair | None = None
        self.failure = ""
        self.explanation_failure = ""
        self.job: Job | None = None
        self._prepare: Prepare | None = None
        self._explainer: Explainer | None = None
        self._known: dict[Pair, Explained] = {}
        self._explaining: Job | None = None
        self._still = QTimer(self, singleShot=True, interval=STILL_MS)
        self._still.timeout.connect(self._explain)

    @property
    def explanation(self) -> Explained | None:
        """What lies behind the pair that is looked at; None while it is computed."""
        return None if self.pair is None else self._known.get(self.pair)

    def look(self, subject: Subject) -> None:
        """Review a round; what was reviewed before is forgotten."""
        self._forget()
        self._look(subject)

    def look_at(self, prepare: Prepare) -> None:
        """Review a round whose sound has to be made first."""
        self._forget()
        self._prepare = prepare

        def work(job: Job) -> tuple[int, Subject]:
            return job.job_id, prepare(job)

        self.job = self._context.lanes.io(work, PREPARING)
        self.job.success(self._take_subject).failure(self._fail).given_up(self._stop)
        self._to(Phase.BUSY)

    def _take_subject(self, made: tuple[int, Subject]) -> None:
        job_id, subject = made
        if self.job is not None and self.job.job_id == job_id:
            self._look(subject)

    def _forget(self) -> None:
        self.close()
        self.subject, self.review, self.pair, self._prepare = None, None, None, None
        self.failure, self._known = "", {}

    def _look(self, subject: Subject) -> None:
        self.subject = subject
        explainer = self._explainer = Explainer(subject.opponent, subject.pieces)

        # The job captures the subject and its explainer, which only this lane asks, and no more.
        def work(job: Job) -> _Made:
            return _review_of(subject, explainer, job)

        self.job = self._context.lanes.models(work, LISTENING)
        self.job.success(self._take).failure(self._fail).given_up(self._stop)
        self._to(Phase.BUSY)

    def again(self) -> None:
        """Try once more what failed."""
        if self.subject is not None:
            self.look(self.subject)
        elif self._prepare is not None:
            self.look_at(self._prepare)

    def select(self, pair: Pair) -> None:
        """Look at a pair."""
        if self.review is None or pair == self.pair or pair[0] == pair[1]:
            return
        self.pair = pair
        self.explanation_failure = ""
        self._give_up_explaining()
        self.pair_changed.emit()
        if pair in self._known:
            self.explained.emit()
        else:
            self._still.start()

    def listen(self, pair: Pair | None = None) -> None:
        """Play the join of a pair, by default of the one that is looked at."""
        wanted = pair or self.pair
        if self.review is not None and self.subject is not None and wanted is not None:
            name = join_name(self.review, wanted)
            play_join(self._context.player, self.subject.pieces, wanted, name)

    def close(self) -> None:
        """Give up what is under way."""
        job, self.job = self.job, None
        if job is not None:
            job.cancel()
        self._give_up_explaining()

    def cancel(self) -> None:
        """Give up making the review."""
        if self.job is not None:
            self.job.cancel()

    def _take(self, made: _Made) -> None:
        if self.job is None or self.job.job_id != made.job_id:
            return
        self.job = None
        self.review, self.mistakes, self.pairs = made.review, made.mistakes, made.pairs
        review = made.review
        first = (*review.you.wrong, *review.you.pairs, *review.theirs.pairs)
        self.pair = first[0] if first else None
        self._to(Phase.READY)
        self._explain()

    def _stop(self, job: Job) -> None:
        # Also cancelled in the list of jobs.
        if job is self.job:
            self._fail(STOPPED)

    def _fail(self, sentence: str) -> None:
        self.job = None
        self.failure = sentence
        self._to(Phase.FAILED)

    def _explain(self) -> None:
        explainer, pair = self._explainer, self.pair
        if explainer is None or pair is None:
            return

        def work(job: Job) -> tuple[int, Explained]:
            return job.job_id, _explained(explainer, pair, job)

        self._explaining = self._context.lanes.models(work)
        self._explaining.success(self._take_explanation).failure(self._fail_explanation)

    def _take_explanation(self, made: tuple[int, Explained]) -> None:
        job_id, explained = made
        if self._explaining is None or self._explaining.job_id != job_id:
            return
        self._explaining = None
        self._known[explained.evidence.pair] = explained
        self.explained.emit()

    def _fail_explanation(self, sentence: str) -> None:
        self._explaining = None
        self.explanation_failure = sentence
        self.explained.emit()

    def _give_up_explaining(self) -> None:
        self._still.stop()
        if self._explaining is not None:
            self._explaining.cancel()
            self._explaining = None

    def _to(self, phase: Phase) -> None:
        self.phase = phase
        self.phase_changed.emit()


def _review_of(subject: Subject, explainer: Explainer, job: Job) -> _Made:
    libraries.load()
    puzzle = subject.puzzle
    player = opponent(subject.opponent)
    thought = player.think(subject.pieces, cancelled=job.cancelled, seed=puzzle.seed)
    job.report(0.5)
    # Computed here, so that the first paint finds them ready.
    for dark in (False, True):
        heat_colours(dark)
    review = look_back(
        puzzle, subject.pieces, subject.order, subject.rival, thought, check=job.check
    )
    parts = explainer.parts(check=job.check) if review.you.wrong else None
    mistakes = {pair: mistake_words(review, pair, parts) for pair in review.you.wrong}
    pairs = {pair: cell_words(review, pair) for pair in itertools.permutations(range(puzzle.n), 2)}
    return _Made(job.job_id, review, mistakes, pairs)


def _explained(explainer: Explainer, pair: Pair, job: Job) -> Explained:
    evidence = explainer.explain(pair, check=job.check)
    maps = evidence.planes if isinstance(evidence, MapEvidence) else ()
    return Explained(evidence, tuple(to_steps(plane) for plane in maps))
