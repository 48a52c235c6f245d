"""How a song moves over the map, found beside the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from musicpuzzle.errors import ModelError
from musicpuzzle.explore.course import Course, course_of

from .. import libraries
from ..context import Context
from ..lanes import Job
from .atlas import Atlas

NAME = "Listening to the song once more"
ANOTHER_EAR = "Another model has heard the songs of this map: scan your folders again."


class Courses(QObject):
    """Finds the course of one song at a time, where the models live.

    Signals:
        changed: `course` is another, or its search has ended.
        failed: one sentence.

    Attributes:
        course: what was found; None for none.
        song: the song that was asked about last; -1 for none.
    """

    changed = Signal()
    failed = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._lanes = context.lanes
        self._job: Job | None = None
        self.course: Course | None = None
        self.song = -1

    @property
    def is_busy(self) -> bool:
        """Whether a song is being listened to."""
        return self._job is not None

    def ask(self, atlas: Atlas, song: int) -> None:
        """Find how a song of an atlas moves."""
        self._drop()
        self.song = song
        self._job = self._lanes.models(lambda job: find_course(atlas, song, job), NAME)
        self._job.success(self._take).failure(self._fail).given_up(self._give_up)

    def forget(self) -> None:
        """Show no course, and look for none."""
        self._drop()
        self.changed.emit()

    def _drop(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
        self.course, self.song = None, -1

    def _take(self, course: Course) -> None:
        self._job, self.course = None, course
        self.changed.emit()

    def _fail(self, sentence: str) -> None:
        self._job = None
        self.failed.emit(sentence)

    def _give_up(self, job: Job) -> None:
        if job is self._job:
            self.forget()


def find_course(atlas: Atlas, song: int, job: Job) -> Course:
    """How a song moves over all maps of an atlas; in the lane of models.

    Raises:
        ModelError: there is no model, or another one has heard the songs.
        AudioError: the song cannot be heard.
    """
    libraries.load()
    from musicpuzzle.models.embedder import load_embedder

    embedder = load_embedder()
    if embedder.name != atlas.collection.model:
        raise ModelError(ANOTHER_EAR)
    layouts = {view: sheet.layout.positions for view, sheet in atlas.sheets.items()}
    path = atlas.collection.paths[song]
    return course_of(song, path, embedder, atlas.space, layouts, check=job.check)
