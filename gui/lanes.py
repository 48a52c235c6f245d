"""Work beside the window: one lane whose single worker owns the models, one for input and output.

The GUI thread only ever waits for signals. A job captures its inputs, so nothing is locked.
"""

from __future__ import annotations

import itertools
import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from musicpuzzle.errors import MusicPuzzleError

logger = logging.getLogger(__name__)
Work = Callable[["Job"], Any]
_ids = itertools.count(1)


class GivenUpError(Exception):
    """Nobody wants what a job would have come to."""


class Job:
    """One piece of work, known to its worker and to the GUI thread.

    It is no QObject: the GUI thread would be free to delete it while the worker still stands inside
    the emission of its last signal.

    Attributes:
        job_id: larger than that of every job before it.
        name: what a person reads in the list of background jobs; empty for one not worth a line.
        must_end: it is done even when the window closes, as what keeps a finished round.
        share: how much of the work is done, 0 to 1, as the work last reported it.
        doing: what `share` is a part of, where that is not all that the name says.
    """

    def __init__(self, work: Work, name: str = "", *, must_end: bool = False) -> None:
        self.job_id = next(_ids)
        self.name = name
        self.must_end = must_end
        self.share = 0.0
        self.doing = ""
        self._work = work
        self._cancel = threading.Event()
        self._started_s = time.monotonic()
        self._began_s = self._started_s
        self._on_success: Callable[[Any], None] | None = None
        self._on_failure: Callable[[str], None] | None = None
        self._on_cancel: Callable[[Job], None] | None = None

    def success(self, slot: Callable[[Any], None]) -> Job:
        """Call `slot` with the result, in the GUI thread, unless the job was cancelled."""
        self._on_success = _owned_by_gui(slot)
        return self

    def failure(self, slot: Callable[[str], None]) -> Job:
        """Call `slot` with one sentence, in the GUI thread, unless the job was cancelled."""
        self._on_failure = _owned_by_gui(slot)
        return self

    def given_up(self, slot: Callable[[Job], None]) -> Job:
        """Call `slot` with the job when somebody, anywhere in the window, cancels it."""
        self._on_cancel = _owned_by_gui(slot)
        return self

    def cancel(self) -> None:
        """Ask the work to stop at its next chunk; nothing of it is delivered any more.

        To be called in the GUI thread.
        """
        if not self._cancel.is_set():
            self._cancel.set()
            if self._on_cancel:
                self._on_cancel(self)

    def detach(self) -> None:
        """Tell nobody what comes of the work, which goes on; to be called in the GUI thread."""
        self._on_success = self._on_failure = self._on_cancel = None

    def cancelled(self) -> bool:
        """Whether the work should stop; work asks this between chunks."""
        return self._cancel.is_set()

    def check(self) -> None:
        """What long work calls between two chunks.

        Raises:
            GivenUpError: the job was cancelled; whatever is raised then, nobody hears of it.
        """
        if self.cancelled():
            raise GivenUpError

    def begin(self, doing: str = "") -> None:
        """Say from the worker that what `report` measures begins now, perhaps once more."""
        self._began_s = time.monotonic()
        self.share, self.doing = 0.0, doing

    def report(self, share: float) -> None:
        """Say from the worker that `share` (0 to 1) of the work is done."""
        self.share = share

    @property
    def running_s(self) -> float:
        """Seconds since the job was handed in."""
        return time.monotonic() - self._started_s

    @property
    def left_s(self) -> float | None:
        """Estimated seconds left, None as long as nothing can be said."""
        if self.share <= 0.02:
            return None
        return (time.monotonic() - self._began_s) * (1 - self.share) / self.share

    def run(self) -> tuple[Any, Exception | None]:
        """Do the work, in the lane's worker: the result, or what went wrong."""
        if self.cancelled():
            return None, None
        self.begin()
        try:
            return self._work(self), None
        except Exception as error:  # noqa: BLE001 - whatever it is, a person must hear of it
            return None, error

    def deliver(self, result: Any, error: Exception | None) -> None:
        """Tell whoever waits, in the GUI thread, unless the job was cancelled."""
        if self.cancelled():
            return
        if error is None:
            if self._on_success:
                self._on_success(result)
            return
        if not isinstance(error, MusicPuzzleError):
            logger.error("A job failed unexpectedly", exc_info=error)
        if self._on_failure:
            self._on_failure(sentence(error))


def sentence(error: Exception) -> str:
    """What a person reads about an error."""
    if isinstance(error, MusicPuzzleError):
        return str(error)
    return f"Something unexpected went wrong ({type(error).__name__}: {error})."


def _owned_by_gui(slot: Callable[..., None]) -> Callable[..., None]:
    owner = getattr(slot, "__self__", None)
    if not isinstance(owner, QObject) or owner.thread() is not QThread.currentThread():
        raise TypeError("a job reports to bound methods of objects that live in the GUI thread")
    return slot


class Lane:
    """A queue of jobs and the one thread that does them in order."""

    def __init__(self, name: str, report: Callable[[Job, Any, Exception | None], None]) -> None:
        """A lane that calls `report`, in its thread, with what came of each job."""
        self._report = report
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work_off, name=name)
        self._thread.start()

    def put(self, job: Job) -> None:
        """Hand in a job."""
        self._queue.put(job)

    def close(self) -> None:
        """Wait for the job at hand, if any, and end the thread; may be repeated."""
        self._queue.put(None)
        self._thread.join()

    def _work_off(self) -> None:
        while (job := self._queue.get()) is not None:
            self._report(job, *job.run())


class Lanes(QObject):
    """The two lanes and the list of what runs in them. It must be closed before it is forgotten."""

    jobs_changed = Signal()
    _outcome = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outcome.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._models = Lane("models", self._outcome.emit)
        self._io = Lane("io", self._outcome.emit)
        self.jobs: list[Job] = []

    def models(self, work: Work, name: str = "") -> Job:
        """Run `work(job)` where the loaded models live."""
        return self._start(self._models, work, name)

    def io(self, work: Work, name: str = "", *, must_end: bool = False) -> Job:
        """Run `work(job)` in the lane of files, decoding and pictures; see `Job.must_end`."""
        return self._start(self._io, work, name, must_end=must_end)

    def list_job(self, name: str, give_up: Callable[[Job], None]) -> Job:
        """List work that no lane does, such as a process's, so that it can be seen and given up."""
        job = Job(lambda _: None, name).given_up(give_up)
        self.jobs.append(job)
        self.jobs_changed.emit()
        return job

    def unlist(self, job: Job) -> None:
        """Say that work which `list_job` listed is over."""
        job.detach()
        self.jobs.remove(job)
        self.jobs_changed.emit()

    def close(self) -> None:
        """Cancel everything but what must be done, and end both threads."""
        for job in tuple(self.jobs):  # whoever gives up listed work takes it from the list
            if not job.must_end:
                job.cancel()
        self._models.close()
        self._io.close()

    def _start(self, lane: Lane, work: Work, name: str, *, must_end: bool = False) -> Job:
        job = Job(work, name, must_end=must_end)
        self.jobs.append(job)
        lane.put(job)
        self.jobs_changed.emit()
        return job

    @Slot(object, object, object)
    def _deliver(self, job: Job, result: object, error: Exception | None) -> None:
        self.jobs.remove(job)
        self.jobs_changed.emit()
        job.deliver(result, error)
