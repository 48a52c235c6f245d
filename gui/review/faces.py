"""What the page shows where there is no review: none yet, one being made, one that failed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ..jobs_pill import SHOWN_AFTER_S
from ..lanes import Job
from ..theme.theme import Theme
from ..widgets import button, label

LOOK_MS = 100
ROWS, ROW, GAP = 3, 34, 12


class BusyFace(QWidget):
    """The skeleton of the review; after a second also how far it is, and a way out."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._job: Job | None = None
        self.setAccessibleName("The round is being reviewed")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the review")
        self.bar.setFixedWidth(240)
        self.cancel = button("Cancel", tip="Give up this review")
        self._details = QWidget()
        line = QHBoxLayout(self._details)
        line.setSpacing(16)
        line.addStretch(1)
        for widget in (label("Listening to every join", "muted"), self.bar, self.cancel):
            line.addWidget(widget)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self._details)
        layout.addStretch(1)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        theme.changed.connect(self.update)

    def watch(self, job: Job | None) -> None:
        """Follow a job; None stops it."""
        self._job = job
        self._timer.start() if job else self._timer.stop()
        self._details.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Three rows and three cards."""
        del event
        sizes = self._theme.sizes
        row, corner = sizes.px(ROW), sizes.px(8)
        boxes = [QRectF(0, k * (row + 6), self.width(), row) for k in range(ROWS)]
        top = ROWS * (row + 6) + GAP
        width = (self.width() - 2 * GAP) / 3
        boxes += [QRectF(k * (width + GAP), top, width, self.height() - top) for k in range(3)]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tokens.well))
        for box in boxes:
            painter.drawRoundedRect(box, corner, corner)
        painter.end()

    def _look(self) -> None:
        if self._job is not None and self._job.running_s >= SHOWN_AFTER_S:
            self.bar.setValue(round(100 * self._job.share))
            self._details.show()
