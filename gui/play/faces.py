"""What the page shows when there is no round: nothing yet, or a puzzle being made."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ..jobs_pill import SHOWN_AFTER_S, time_left
from ..lanes import Job
from ..shortcuts import with_key
from ..theme.theme import Theme
from ..widgets import button, label
from .geometry import arrange
from .songs import has_starter_songs
from .tile import CORNER

LOOK_MS = 100


class EmptyFace(QWidget):
    """One sentence and the button that changes it; where there are bundled songs, these too."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # Of a fixed width and without an alignment in the layout, so that its height follows it.
        self.words.setFixedWidth(480)
        self.open = button("Open a song", tip=with_key("Open a song", "open"), kind="main")
        self.starters = button("Play a starter song", tip="Make a puzzle of one of our own songs")
        if not has_starter_songs():
            self.starters.hide()
        layout = QVBoxLayout(self)
        layout.setSpacing(16)
        layout.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.words)
        middle.addStretch(1)
        layout.addLayout(middle)
        layout.addWidget(self.open, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.starters, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)


class OverFace(QWidget):
    """A run is over: how it went, and what to do now."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setFixedWidth(480)
        self.more = button("Once more", tip=with_key("Begin again", "new"), kind="main")
        self.casual = button("Casual round", tip="Play with nothing at stake")
        layout = QVBoxLayout(self)
        layout.setSpacing(16)
        layout.addStretch(2)
        for widget in (self.words, self.more, self.casual):
            line = QHBoxLayout()
            line.addStretch(1)
            line.addWidget(widget)
            line.addStretch(1)
            layout.addLayout(line)
        layout.addStretch(3)


class BusyFace(QWidget):
    """The skeleton of the board; after a second also how far it is, and a way out."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._n = 6
        self._job: Job | None = None
        self.words = label("Making a puzzle", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the puzzle")
        self.bar.setFixedWidth(240)
        self.cancel = button("Cancel", tip=with_key("Give up making this puzzle", "stop"))
        self._details = QWidget()
        line = QHBoxLayout(self._details)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(self.words)
        line.addWidget(self.bar)
        line.addWidget(self.cancel)
        line.addStretch(1)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        theme.changed.connect(self.update)
        self._details.setParent(self)

    def watch(self, job: Job | None, n: int) -> None:
        """Follow a job that makes a puzzle of n pieces; None stops it."""
        self._job, self._n = job, n
        self._timer.start() if job else self._timer.stop()
        self._details.hide()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The places, the card and the tiles of what will be there."""
        tokens, sizes = self._theme.tokens, self._theme.sizes
        geometry = arrange(self._n, self.width(), self.height(), sizes)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.well))
        for box in (*geometry.places, *geometry.tray, geometry.side):
            shape = QRectF(box).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(shape, sizes.px(CORNER), sizes.px(CORNER))
        painter.end()
        self._details.setGeometry(geometry.strip)

    def _look(self) -> None:
        if self._job is None or self._job.running_s < SHOWN_AFTER_S:
            return
        self.bar.setValue(round(100 * self._job.share))
        self.words.setText("Making a puzzle  " + time_left(self._job))
        self._details.show()
