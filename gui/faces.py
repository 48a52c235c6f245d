"""What any page shows where its content is not there: a sentence and what changes it, or the
skeleton of what will be there."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from .jobs_pill import SHOWN_AFTER_S, time_left
from .lanes import Job
from .theme.theme import Theme
from .theme.tokens import Sizes
from .widgets import button, label

CORNER = 8
LOOK_MS = 100
WORDS_WIDTH = 480
BAR_WIDTH = 240
LEAST_BAR_WIDTH = 60

Boxes = Callable[[QSize, Sizes], Iterable[QRectF]]
"""Where the parts of a page will be, in pixels, for the size of the page."""


def holds_keys(faces: QStackedWidget) -> bool:
    """Whether the keys are in the face that is shown: then they are not to be lost with it."""
    face, focus = faces.currentWidget(), faces.window().focusWidget()
    return face is not None and focus is not None and face.isAncestorOf(focus)


class SentenceFace(QWidget):
    """One sentence, the button that changes it, and others below.

    Attributes:
        figure: large, above the sentence; hidden where there is none.
    """

    def __init__(self, words: str, action: str, tip: str, *others: QPushButton) -> None:
        super().__init__()
        self.words = label(words, wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # Of a fixed width and without an alignment in the layout, so that its height follows it.
        self.words.setFixedWidth(WORDS_WIDTH)
        self.action = button(action, tip=tip, kind="main")
        layout = QVBoxLayout(self)
        layout.setSpacing(16)
        layout.addStretch(2)
        self.figure = label("", "title")
        self.figure.hide()
        layout.addWidget(self.figure, alignment=Qt.AlignmentFlag.AlignHCenter)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.words)
        middle.addStretch(1)
        layout.addLayout(middle)
        for each in (self.action, *others):
            layout.addWidget(each, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def show_figure(self, figure: str) -> None:
        """Show a figure that the sentence is about; empty for none."""
        self.figure.setText(figure)
        self.figure.setVisible(bool(figure))


class Skeleton(QWidget):
    """Empty boxes in the places of what will be there."""

    def __init__(self, theme: Theme, boxes: Boxes, name: str) -> None:
        """A skeleton.

        Args:
            boxes: what to draw.
            name: what a screen reader says.
        """
        super().__init__()
        self._theme = theme
        self._boxes = boxes
        self.setAccessibleName(name)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The boxes."""
        del event
        sizes = self._theme.sizes
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tokens.well))
        for box in self._boxes(self.size(), sizes):
            painter.drawRoundedRect(box, sizes.px(CORNER), sizes.px(CORNER))
        painter.end()


class BusyFace(Skeleton):
    """A skeleton; after a second also how far a job is, its time left, and a way out."""

    def __init__(self, theme: Theme, boxes: Boxes, *, name: str, tip: str) -> None:
        """A face for a job that comes later.

        Args:
            boxes: what to draw.
            name: what a screen reader says.
            tip: of the button that gives it up.
        """
        super().__init__(theme, boxes, name)
        self._job: Job | None = None
        self.words = label("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMinimumWidth(LEAST_BAR_WIDTH)
        self.bar.setMaximumWidth(BAR_WIDTH)
        self.cancel = button("Cancel", tip=tip)
        self.details = QWidget(self)
        line = QHBoxLayout(self.details)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addStretch(1)
        line.addWidget(self.words)
        line.addWidget(self.bar, 4)
        line.addWidget(self.cancel)
        line.addStretch(1)
        self.details.hide()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    def details_box(self) -> QRect:
        """Where the progress stands: in the middle, where a page has no better place."""
        height = self.details.sizeHint().height()
        return QRect(0, (self.height() - height) // 2, self.width(), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the progress in its place."""
        super().resizeEvent(event)
        self.details.setGeometry(self.details_box())

    def watch(self, job: Job | None) -> None:
        """Follow a job, by its name or the face's; None stops it."""
        self._job = job
        self.details.hide()
        if job is None:
            self._timer.stop()
        else:
            self.bar.setAccessibleName(f"Progress: {job.name or self.accessibleName()}")
            self._timer.start()

    def _look(self) -> None:
        if self._job is None or self._job.running_s < SHOWN_AFTER_S:
            return
        self.bar.setValue(round(100 * self._job.share))
        doing = self._job.doing or self._job.name or self.accessibleName()
        self.words.setText(f"{doing}  {time_left(self._job)}".rstrip())
        self.details.setGeometry(self.details_box())
        self.details.show()
