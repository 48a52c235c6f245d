"""The final map comes about in a process beside the window, which stays free to move."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

import musicpuzzle
from musicpuzzle.explore.views import View
from musicpuzzle.files import telling
from musicpuzzle.paths import user_cache_dir

from ..context import Context
from ..lanes import Job

Floats = NDArray[np.float32]

NAME = "Laying out the map"
MODULE = "musicpuzzle.explore.laying"
REQUEST = "map-{}.npy"
ENDED = "The map could not be laid out: the process that does it has ended."
_WAIT_MS = 2000


class Layouts(QObject):
    """Lays out views, one process at a time; also listed with the background jobs.

    Signals:
        done: the name of a view that has been laid out and kept.
        finished: all views are.
        failed: one sentence.
        stopped: somebody gave it up.
    """

    done = Signal(str)
    finished = Signal()
    failed = Signal(str)
    stopped = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._lanes = context.lanes
        self._process: QProcess | None = None
        self._request: Path | None = None
        self._views: list[View] = []
        self._n_done = 0
        self._writing: Job | None = None
        self.job: Job | None = None
        self._is_told = False

    @property
    def is_busy(self) -> bool:
        """Whether something is being laid out."""
        return self.job is not None

    def start(self, embeddings: Floats, views: Sequence[View]) -> None:
        """Lay out views of these songs, float32 (n, 256); what is under way is given up."""
        self.stop()
        self._views, self._n_done, self._is_told = list(views), 0, False
        path = self._request = user_cache_dir() / REQUEST.format(os.getpid())

        def write(job: Job) -> Path:
            with telling(path, "it cannot be written"):
                path.parent.mkdir(parents=True, exist_ok=True)
                np.save(path, np.ascontiguousarray(embeddings))
            if job.cancelled():  # so that nobody else deletes it
                path.unlink(missing_ok=True)
            return path

        self._writing = self._lanes.io(write).success(self._begin).failure(self._fail)
        self.job = self._lanes.list_job(NAME, self._give_up)

    def stop(self) -> None:
        """Give up what is under way, if anything is."""
        if self._writing is not None:
            self._writing.cancel()
            self._writing = None
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(_WAIT_MS)
            process.deleteLater()
        self._tidy()

    def _begin(self, path: Path) -> None:
        self._writing = None
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        # So that the child finds the package wherever the window was started.
        root = str(Path(musicpuzzle.__file__).resolve().parents[1])
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        environment.insert("PYTHONPATH", os.pathsep.join(paths))
        environment.insert("OMP_NUM_THREADS", "1")
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._end)
        process.errorOccurred.connect(self._break)
        self._process = process
        process.start(sys.executable, ["-m", MODULE, str(path), *self._views])

    def _read(self) -> None:
        process = self._process
        while process is not None and process.canReadLine():
            line = bytes(process.readLine().data())
            try:
                event = json.loads(line)
            except ValueError:
                continue  # a library's own words
            if isinstance(event, dict):
                self._take(event)

    def _take(self, event: dict[str, Any]) -> None:
        if "failed" in event:
            self._fail(str(event["failed"]))
        elif event.get("done"):
            self._n_done += 1
            self.done.emit(event["view"])
        elif self.job is not None and "share" in event:
            self.job.report((self._n_done + float(event["share"])) / len(self._views))

    def _end(self) -> None:
        self._read()
        if self._process is None:
            return
        is_whole = self._n_done == len(self._views)
        self._forget()
        if is_whole:
            self.finished.emit()
        elif not self._is_told:
            self._fail(ENDED)

    def _break(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._forget()
            self._fail(ENDED)

    def _fail(self, sentence: str) -> None:
        self._is_told = True
        self._tidy()
        self.failed.emit(sentence)

    def _forget(self) -> None:
        if self._process is not None:
            self._process.deleteLater()
            self._process = None
        self._tidy()

    def _tidy(self) -> None:
        """It is over, however it ended."""
        path, self._request = self._request, None
        if path is not None:
            # The process deletes it once it has read it, unless it was killed before.
            with suppress(OSError):
                path.unlink(missing_ok=True)
        job, self.job = self.job, None
        if job is not None:
            self._lanes.unlist(job)

    def _give_up(self, _: Job) -> None:
        self.stop()
        self.stopped.emit()
