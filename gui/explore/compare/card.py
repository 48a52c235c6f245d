"""One of the three songs: heard, and chosen, without its name."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
)

from ...play.play_button import PlayButton
from ...theme.theme import Theme
from ...theme.tokens import Sizes
from ...widgets import button, label, set_kind
from ..keys import with_key
from .words import COMPARED, NAMES

STRIPE = 6
STEPS = 1000
_KEYS = ("hear_first", "hear_a", "hear_b")
_ANSWERS = ("", "answer_a", "answer_b")


def boxes(size: QSize, sizes: Sizes) -> Iterator[QRectF]:
    """The places of the three cards."""
    gap, height = sizes.px(16), sizes.px(170)
    wide = (size.width() - 2 * gap) / len(NAMES)
    for number in range(len(NAMES)):
        yield QRectF(number * (wide + gap), sizes.px(48), wide, height)


class SongCard(QFrame):
    """Names no song: who recognises an artist would answer from what they know.

    Signals:
        play_wanted: it is to be heard, or to stop.
        chosen: it is the answer.
    """

    play_wanted = Signal()
    chosen = Signal()

    def __init__(self, theme: Theme, number: int) -> None:
        """A card.

        Args:
            number: 0 for the first song, 1 for A, 2 for B.
        """
        super().__init__()
        self._theme = theme
        self._number = number
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        name = NAMES[number]
        called = name.lower() if number == 0 else name
        tip = with_key(f"Play {called}, or stop", _KEYS[number])
        self.play = PlayButton(theme, play=f"Play {called}", stop="Stop", tip=tip)
        self.play.clicked.connect(self.play_wanted)
        self.line = QProgressBar()
        self.line.setTextVisible(False)
        self.line.setRange(0, STEPS)
        self.line.setAccessibleName(f"How far {called} has played")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 16 + STRIPE, 16, 16)
        lines.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label(name, "heading"), 1)
        head.addWidget(label(str(number + 1), "key"))
        lines.addLayout(head)
        lines.addWidget(self.play)
        lines.addWidget(self.line)
        self.answer = button(
            f"{name} is more like it",
            tip=with_key(f"{name} is more like the first", _ANSWERS[number] or _KEYS[0]),
            name=f"{name} is more like the first",
        )
        self.answer.clicked.connect(self.chosen)
        if number == 0:
            # The words take the place of the button, so that all three cards are as high.
            place, words = QStackedWidget(), label(COMPARED, "note")
            for each in (self.answer, words):
                place.addWidget(each)
            place.setCurrentWidget(words)
            lines.addWidget(place)
        else:
            lines.addWidget(self.answer)
        theme.changed.connect(self.update)

    def show_sounding(self, sounds: bool, share: float = 0.0) -> None:
        """Take in whether it sounds, and which share of it has played."""
        if sounds != self.play.sounds:
            self.play.show_sounding(sounds)
            set_kind(self, "focused" if sounds else "")
        self.line.setValue(round(STEPS * share) if sounds else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A stripe in a hue of its own."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sizes = self._theme.sizes
        colour = QColor(self._theme.tokens.hue(2 * self._number))
        stripe = QRectF(sizes.px(16) + 1, sizes.px(10), sizes.px(48), sizes.px(STRIPE) - 1)
        painter.fillRect(stripe, colour)
        painter.end()
