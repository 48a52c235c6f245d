"""Background jobs: a pill that opens to a list in which each can be cancelled."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from .lanes import Job, Lanes
from .widgets import button, label

# A job that is over sooner would only flicker.
SHOWN_AFTER_S = 1.0
LOOK_MS = 250


def time_left(job: Job) -> str:
    """How long it will still take, such as "1:10 left"; empty while nothing can be said."""
    if job.left_s is None:
        return ""
    seconds = round(job.left_s)
    return f"{seconds // 60}:{seconds % 60:02d} left"


def progress_words(job: Job) -> str:
    """Name, per cent and time left, such as "Opening Harbour Lights 62 % 0:03 left"."""
    return f"{job.doing or job.name} {share_words(job)}"


def share_words(job: Job) -> str:
    """Per cent and time left, such as "62 % 0:03 left"."""
    return f"{round(100 * job.share)} % {time_left(job)}".rstrip()


class JobsPill(QPushButton):
    """Name, per cent and time left of the job at hand.

    Attributes:
        is_short: there is no room for its name.
    """

    def __init__(self, lanes: Lanes) -> None:
        super().__init__()
        self.setProperty("kind", "pill")
        self.setAccessibleName("Background jobs")
        self.setToolTip("What the program does in the background; open to cancel")
        self._lanes = lanes
        self._popup: JobsPopup | None = None
        self.is_short = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self.clicked.connect(self._open)
        lanes.jobs_changed.connect(self.look)
        self.hide()

    def shown_jobs(self) -> list[Job]:
        """The jobs worth a line."""
        jobs = [job for job in self._lanes.jobs if job.name and not job.cancelled()]
        return [job for job in jobs if job.running_s >= SHOWN_AFTER_S]

    def look(self) -> None:
        """Take in what runs now."""
        running = any(job.name for job in self._lanes.jobs)
        if running != self._timer.isActive():
            self._timer.start() if running else self._timer.stop()
        jobs = self.shown_jobs()
        self.setVisible(bool(jobs))
        if jobs:
            more = f"  +{len(jobs) - 1}" if len(jobs) > 1 else ""
            words = progress_words(jobs[0]) + more
            self.setAccessibleName(f"Background jobs: {words}")
            self.setText(share_words(jobs[0]) + more if self.is_short else words)
        if self._popup:
            self._popup.show_jobs(jobs)

    def _open(self) -> None:
        self._popup = JobsPopup(self.window())
        self._popup.destroyed.connect(self._forget_popup)
        self._popup.show_jobs(self.shown_jobs())
        self._popup.adjustSize()
        corner = self.mapToGlobal(QPoint(self.width(), -8))
        size = self._popup.sizeHint()
        self._popup.move(corner - QPoint(size.width(), size.height()))
        self._popup.show()

    def _forget_popup(self) -> None:
        self._popup = None


class JobsPopup(QFrame):
    """The list of jobs."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(320)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(label("In the background", "strong"))
        self._grid = QGridLayout()
        layout.addLayout(self._grid)
        self._jobs: list[Job] = []
        self._words: list[QLabel] = []
        self._bars: list[QProgressBar] = []

    def show_jobs(self, jobs: list[Job]) -> None:
        """Show these; closes when there are none."""
        if not jobs:
            self.close()
            return
        if jobs != self._jobs:
            self._jobs = jobs
            self._rebuild()
        for job, words, bar in zip(jobs, self._words, self._bars, strict=True):
            words.setText(progress_words(job))
            bar.setValue(round(100 * job.share))

    def _rebuild(self) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        self._words, self._bars = [], []
        for row, job in enumerate(self._jobs):
            words = label(job.name)
            self._grid.addWidget(words, 2 * row, 0)
            self._words.append(words)
            bar = QProgressBar()
            bar.setTextVisible(False)
            bar.setAccessibleName(f"Progress of {job.name}")
            self._grid.addWidget(bar, 2 * row + 1, 0)
            self._bars.append(bar)
            cancel = button(
                "Cancel", tip=f"Cancel: {job.name}", kind="quiet", name=f"Cancel {job.name}"
            )
            cancel.clicked.connect(job.cancel)
            cancel.clicked.connect(self.close)
            self._grid.addWidget(cancel, 2 * row, 1, 2, 1)
