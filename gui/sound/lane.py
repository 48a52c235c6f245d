"""One background thread for the slow calls of the sound library, so the window never waits."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue


class Lane:
    """Runs jobs one after the other in a thread of its own that starts with the first job."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def submit(self, job: Callable[[], None]) -> None:
        """Queue a job; it must not raise."""
        if self._thread is None:
            self._jobs = SimpleQueue()
            # A daemon, because a driver that hangs must not keep the program from ending.
            self._thread = threading.Thread(
                target=_work, args=(self._jobs,), name=self._name, daemon=True
            )
            self._thread.start()
        self._jobs.put(job)

    def close(self, last: Callable[[], None], timeout_s: float) -> None:
        """Run a last job and end the thread, if it ever ran; wait no longer than timeout_s."""
        if self._thread is not None:
            self._jobs.put(last)
            self._jobs.put(None)
            self._thread.join(timeout_s)
            self._thread = None


def _work(jobs: SimpleQueue[Callable[[], None] | None]) -> None:
    while (job := jobs.get()) is not None:
        job()
