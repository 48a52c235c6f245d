"""The opponent's card: who it is, that it thinks, when it was ready, or why it cannot play."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ..theme.colour import mix
from ..theme.theme import Theme
from ..widgets import Chooser, label, set_kind
from .rival import TIPS, Answer, display_name

SCORING = "1000 points for all joins, 500 more if all is right; time decides between equals."
DOTS = 4
DOT_MS = 320


class Dots(QWidget):
    """Four dots that fill one after the other while somebody thinks."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lit = 0
        self._colour = ""
        self._timer = QTimer(self, interval=DOT_MS)
        self._timer.timeout.connect(self._step)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A line of dots."""
        return QSize(self._theme.sizes.px(76), self._theme.sizes.px(16))

    def think(self, *, moving: bool) -> None:
        """Start filling; without motion they stand half filled."""
        self._lit, self._colour = (1 if moving else DOTS // 2), "accent"
        self._timer.start() if moving else self._timer.stop()
        self.update()

    def rest(self, colour: str) -> None:
        """Stand still, all filled in the colour of a token."""
        self._timer.stop()
        self._lit, self._colour = DOTS, colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dots."""
        tokens, sizes = self._theme.tokens, self._theme.sizes
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        size = sizes.px(10)
        lit = QColor(getattr(tokens, self._colour or "muted"))
        unlit = QColor(mix(tokens.surface, tokens.text, 0.14))
        for dot in range(DOTS):
            painter.setBrush(lit if dot < self._lit else unlit)
            painter.drawEllipse(dot * sizes.px(18), (self.height() - size) // 2, size, size)
        painter.end()

    def _step(self) -> None:
        self._lit = self._lit % DOTS + 1
        self.update()


class OpponentPanel(QFrame):
    """Says how the opponent is doing, and never what it found."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, names: tuple[str, ...], chosen: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self._theme = theme
        self.chooser = Chooser(tip="Choose your opponent (Down)", name="Opponent")
        for name in names:
            self.chooser.addItem(display_name(name), name)
            tip = TIPS.get(name, "")
            self.chooser.setItemData(self.chooser.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self.chooser.setCurrentIndex(max(0, self.chooser.findData(chosen)))
        self.chooser.activated.connect(self._choose)
        self.who = label("", "muted", wrap=True)
        self.dots = Dots(theme)
        self.status = label("", "muted", wrap=True)
        self.status.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(label("Your opponent", "heading"))
        layout.addWidget(self.chooser)
        layout.addWidget(self.who)
        layout.addSpacing(4)
        layout.addWidget(self.dots)
        layout.addWidget(self.status)
        layout.addStretch(1)
        self.scoring = label(SCORING, "note", wrap=True)
        layout.addWidget(self.scoring)
        self._show_tip()

    @property
    def name(self) -> str:
        """The chosen opponent as the window calls it."""
        return self.chooser.currentText()

    def show_thinking(self, *, moving: bool) -> None:
        """The opponent has the pieces and thinks."""
        self.dots.think(moving=moving)
        self._say("Thinking about the pieces you hear", "muted")

    def show_answer(self, answer: Answer) -> None:
        """The opponent is ready, or cannot play."""
        if answer.round is None:
            self.dots.rest("bad")
            self._say(f"Cannot play: {answer.failure} You can go on alone.", "bad")
        else:
            self.dots.rest("good")
            self._say(f"Ready after {answer.seconds:.1f} s", "muted")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the rules give way, then the words about who it is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        assert layout
        self.who.show()
        self.scoring.show()
        for words in (self.scoring, self.who):
            layout.activate()
            if layout.totalHeightForWidth(self.width()) > self.height():
                words.hide()

    def _say(self, words: str, kind: str) -> None:
        self.status.setText(words)
        self.status.setAccessibleName(words)
        self.status.setToolTip(words)
        set_kind(self.status, kind)
        self._fit()

    def _choose(self) -> None:
        self._show_tip()
        self.chosen.emit(str(self.chooser.currentData()))

    def _show_tip(self) -> None:
        tip = TIPS.get(str(self.chooser.currentData()), "")
        self.who.setText(tip)
