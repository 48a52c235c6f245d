"""The scan beside the window: a process of its own, which may be killed at any moment."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal

import musicpuzzle
from musicpuzzle.library.events import PAUSE, RESUME, from_line
from musicpuzzle.library.report import ScanProgress, ScanReport

from ..lanes import Job, Lanes

NAME = "Scanning your folders"
PATIENCE_MS = 2_000


class Scanner(QObject):
    """Runs one scan at a time; also listed with the background jobs.

    Signals:
        changed: it began, is held, goes on, or ended.
        progressed: how far it is (ScanProgress).
        finished: what it found (ScanReport).
        failed: one sentence.
    """

    changed = Signal()
    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(str)

    def __init__(self, lanes: Lanes, parent: QObject, database: Path) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._job: Job | None = None
        self._database = database
        self._process: QProcess | None = None
        self._said = b""
        self._held = self._given_up = self._once_more = False
        self._report: ScanReport | None = None

    @property
    def is_running(self) -> bool:
        """True from the start of a scan to its end."""
        return self._process is not None

    @property
    def is_held(self) -> bool:
        """True while it is held."""
        return self._held

    def start(self) -> None:
        """Begin a scan of all folders, unless one runs."""
        if self._process is not None:
            return
        process = QProcess(self)
        # Where the package can be found that this program was started from.
        process.setWorkingDirectory(str(Path(musicpuzzle.__file__).parents[1]))
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._end)
        process.errorOccurred.connect(self._stumble)
        self._process, self._said, self._report = process, b"", None
        self._held = self._given_up = self._once_more = False
        words = ["-m", "musicpuzzle", "scan", "--events", "--library", str(self._database)]
        self._job = self._lanes.list_job(NAME, self._give_up)
        process.start(sys.executable, words)
        self.changed.emit()

    def start_anew(self) -> None:
        """Begin a scan that sees what is new by now: at once, or after the one that runs."""
        self._once_more = self._process is not None
        self.start()

    def hold(self, held: bool) -> None:
        """Hold the scan at its next step, or let it go on."""
        if self._process is not None and held != self._held:
            self._held = held
            self._process.write(f"{PAUSE if held else RESUME}\n".encode())
            self.changed.emit()

    def cancel(self) -> None:
        """Give the scan up; what it has done is kept, and the next one goes on from there."""
        if self._process is not None:
            self._given_up = True
            # It loses nothing by that, and a long step could keep it from listening.
            self._process.kill()

    def close(self) -> None:
        """End it before the window goes."""
        if self._process is not None:
            self._process.blockSignals(True)
            self._process.kill()
            self._process.waitForFinished(PATIENCE_MS)
            self._process = None
            self._unlist()

    def _read(self) -> None:
        if self._process is None:
            return
        self._said += bytes(self._process.readAllStandardOutput().data())
        *lines, self._said = self._said.split(b"\n")
        for line in lines:
            event = from_line(line.decode())
            if isinstance(event, ScanProgress):
                if self._job is not None:
                    self._job.report(event.share)
                self.progressed.emit(event)
            else:
                self._report = event

    def _stumble(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._process = None
            self._unlist()
            self.failed.emit("The scan could not be started.")
            self.changed.emit()

    def _end(self) -> None:
        process = self._process
        if process is None:
            return
        self._read()
        self._process, self._held = None, False
        self._unlist()
        why = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        process.deleteLater()
        once_more = self._once_more and not self._given_up and self._report is not None
        if self._report is not None:
            self.finished.emit(self._report)
        elif not self._given_up:
            self.failed.emit(why.splitlines()[-1] if why else "The scan ended unexpectedly.")
        self.changed.emit()
        if once_more:
            self.start()

    def _give_up(self, _: Job) -> None:
        self.cancel()

    def _unlist(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            self._lanes.unlist(job)
