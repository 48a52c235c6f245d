"""Asks, keeps answers and counts agreement, in a lane of its own: no answer waits for a map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, Slot

from musicpuzzle.explore.judging.agreement import Agreements, agreements_of, leads
from musicpuzzle.explore.judging.log import JudgementLog, entry_of
from musicpuzzle.explore.judging.questions import FEWEST_SONGS, Question, draw, question_of
from musicpuzzle.explore.judging.recordings import import_list

from ...lanes import Job, Lane
from ..atlas import Atlas

INSTEAD = "One of the three songs could not be heard, so this is another question."


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that was answered, and what the model says.

    Attributes:
        question: the question.
        is_a: whether the person said A.
        model_is_a: whether the model says A; None where it hears no difference.
    """

    question: Question
    is_a: bool
    model_is_a: bool | None


@dataclass(frozen=True, slots=True)
class Done:
    """What came of something that was done with the answers.

    Attributes:
        question: the one to be asked; None for a new one.
        words: a sentence about what was done, or empty.
        answered: what was answered by it.
    """

    question: Question | None = None
    words: str = ""
    answered: Answered | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """What is to be shown.

    Attributes:
        atlas: the songs that it is about.
        question: the next one; None where there are too few songs, or all has been asked.
        has_songs: whether there are songs enough.
        own, imported: how the model agrees with the person, and with lists of others.
        can_undo: whether there is anything to take back.
        has_answers: whether there is anything to export.
        before: what was answered just now.
        words: a sentence about what was done, or empty.
    """

    atlas: Atlas
    question: Question | None
    has_songs: bool
    own: Agreements
    imported: Agreements
    can_undo: bool
    has_answers: bool
    before: Answered | None = None
    words: str = ""


class Judge(QObject):
    """Draws questions about the songs of an atlas, one after the other.

    Signals:
        turned: the Turn that is to be shown now.
        failed: one sentence; what was shown before holds.
    """

    turned = Signal(object)
    failed = Signal(str)
    _outcome = Signal(object, object, object)

    def __init__(self, parent: QObject, path: Path | None = None) -> None:
        """A judge.

        Args:
            path: of the answers, by default the person's own.
        """
        super().__init__(parent)
        self._path = path
        # Both for the lane alone: a page that nobody opens needs neither.
        self._log: JudgementLog | None = None
        self._lane: Lane | None = None
        self._atlas: Atlas | None = None
        self._dimension = ""
        self._lost: set[Path] = set()
        self.job: Job | None = None
        self._outcome.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def dimension(self) -> str:
        """What is asked about, one of `ASKED`."""
        return self._dimension

    def ask(self, atlas: Atlas) -> None:
        """Ask about these songs from now on."""
        self._atlas = atlas
        self._begin(lambda _: Done())

    def ask_about(self, dimension: str) -> None:
        """Ask about likeness in another sense, one of `ASKED`."""
        self._dimension = dimension
        self._begin(lambda _: Done())

    def answer(self, question: Question, is_a: bool | None) -> None:
        """Keep the answer A or B, or None for a question that is left open, and ask the next."""
        atlas = self._atlas
        assert atlas is not None
        collection = atlas.collection
        own = question.judgement(collection.contents, collection.typical_s, is_a=is_a is not False)
        as_a = "farther" if is_a is False else "nearer"
        entry = entry_of(own, skipped=is_a is None, as_a=as_a)

        def work(log: JudgementLog) -> Done:
            log.add([entry])
            if is_a is None:
                return Done()
            lead = float(leads(atlas.space, question.dimension, np.array([question.songs]))[0])
            return Done(answered=Answered(question, is_a, None if lead == 0 else lead > 0))

        self._begin(work)

    def undo(self) -> None:
        """Take the last answer back, and ask its question again if its songs are there."""
        atlas = self._atlas
        assert atlas is not None
        self._begin(lambda log: Done(_undone(log, atlas), "The last answer was taken back."))

    def drop(self, path: Path) -> None:
        """Ask about something else than a song that cannot be heard, from now on."""
        self._lost.add(path)
        self._begin(lambda _: Done(words=INSTEAD))

    def take_over(self, path: Path) -> None:
        """Import a list of answers."""
        atlas = self._atlas
        assert atlas is not None
        self._begin(lambda log: Done(words=import_list(path, log, atlas.collection).words))

    def close(self) -> None:
        """Keep what was answered, and end the lane; may be repeated."""
        lane, self._lane = self._lane, None
        if lane is not None:
            lane.close()

    def _begin(self, do: Callable[[JudgementLog], Done]) -> None:
        """Do something with the log, and then draw and count."""
        atlas, dimension, lost = self._atlas, self._dimension, frozenset(self._lost)
        if atlas is None:
            return

        def work(_: Job) -> Turn:
            log = self._log = self._log or JudgementLog(self._path)
            log.refresh()
            problem = log.problem
            done = do(log)
            return _turn(log, atlas, dimension, lost, replace(done, words=done.words or problem))

        if self._lane is None:
            self._lane = Lane("judgements", self._outcome.emit)
        self.job = Job(work).success(self._take).failure(self._fail)
        self._lane.put(self.job)

    @Slot(object, object, object)
    def _deliver(self, job: Job, result: object, error: Exception | None) -> None:
        is_last = job is self.job
        if is_last:
            self.job = None
        if is_last or error is not None:
            job.deliver(result, error)

    def _take(self, turn: Turn) -> None:
        if turn.question is not None:
            self._dimension = turn.question.dimension
        self.turned.emit(turn)

    def _fail(self, sentence: str) -> None:
        self.failed.emit(sentence)


def _undone(log: JudgementLog, atlas: Atlas) -> Question | None:
    entry = log.undo()
    return None if entry is None else question_of(entry, atlas.collection.contents)


def _turn(
    log: JudgementLog,
    atlas: Atlas,
    dimension: str,
    lost: frozenset[Path],
    done: Done,
) -> Turn:
    """What is to be shown after something was done."""
    collection, space, question = atlas.collection, atlas.space, done.question
    gone = {song for song, path in enumerate(collection.paths) if path in lost} if lost else set()
    if question is None or gone.intersection(question.songs):
        question = draw(space, collection.contents, dimension, log.asked, gone)
    own, imported = (
        agreements_of(log.answers(imported=imports), collection.contents, space)
        for imports in (False, True)
    )
    return Turn(
        atlas, question,
        has_songs=len(collection) - len(gone) >= FEWEST_SONGS,
        own=own, imported=imported,
        can_undo=bool(log.own),
        has_answers=any(entry.did == "answered" for entry in log.own),
        before=done.answered, words=done.words,
    )  # fmt: skip
