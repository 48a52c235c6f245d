"""The opponent's card: who it is, that it thinks, when it was ready, or why it cannot play."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from musicpuzzle.games.settings import Game
from musicpuzzle.play.characters import character_of
from musicpuzzle.play.ladder import Ladder

from ..theme.colour import mix
from ..theme.theme import Theme
from ..widgets import Card, Chooser, label, set_kind
from .rival import Answer, display_name

SCORING = "1000 points for all joins, 500 more if all is right; time decides between equals."
AGAINST_TIME = "Submit, and the next puzzle comes. The clock stands while it is made."
JUDGED = "The judge gives up to 1000 points; time decides between equals."
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


class OpponentPanel(Card):
    """Says how the opponent is doing, and never what it found."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, names: tuple[str, ...], chosen: str) -> None:
        super().__init__()
        self._theme = theme
        self.chooser = Chooser(tip="Choose your opponent (Down)", name="Opponent")
        self.who = label("", "muted", wrap=True)
        self.clock = label("", "title")
        self.clock.hide()
        self._names = names
        self._chosen = chosen
        self.show_ladder(Ladder(), "jigsaw")
        self.chooser.activated.connect(self._choose)
        self.dots = Dots(theme)
        self.status = label("", "muted", wrap=True)
        self.status.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.heading = label("Your opponent", "heading")
        self.lines.addWidget(self.heading)
        self.lines.addWidget(self.clock)
        self.lines.addWidget(self.chooser)
        self.lines.addWidget(self.who)
        self.lines.addSpacing(4)
        self.lines.addWidget(self.dots)
        self.lines.addWidget(self.status)
        self.lines.addStretch(1)
        self.scoring = label(SCORING, "note", wrap=True)
        self.lines.addWidget(self.scoring)

    @property
    def name(self) -> str:
        """The chosen opponent as the window calls it."""
        return display_name(self._chosen)

    def show_ladder(self, ladder: Ladder, game: Game) -> None:
        """List the opponents with their ratings in a game, the strongest first."""
        self.chooser.clear()
        for rung in ladder.places(game, self._names):
            title, line = character_of(rung.opponent)
            words = f"{title}  {rung.rating.value:.0f}" if rung.rounds else title
            self.chooser.addItem(words, rung.opponent)
            at = self.chooser.count() - 1
            self.chooser.setItemData(at, line, Qt.ItemDataRole.ToolTipRole)
            rated = f"{title}, rating {rung.rating.value:.0f}. {line}" if rung.rounds else line
            self.chooser.setItemData(at, rated, Qt.ItemDataRole.AccessibleTextRole)
        self.show_chosen(self._chosen)

    def show_scoring(self, *, has_truth: bool) -> None:
        """Say what points are given for."""
        self.scoring.setText(SCORING if has_truth else JUDGED)
        self._fit()

    def show_chosen(self, name: str) -> None:
        """Name who plays."""
        self._chosen = name
        self.chooser.setCurrentIndex(max(0, self.chooser.findData(name)))
        self._show_tip()

    def show_against_time(self, left: str | None) -> None:
        """In a Storm nobody plays against the person but the clock; None brings people back."""
        alone = left is not None
        if alone == self.clock.isHidden():
            self.heading.setText("Time left" if alone else "Your opponent")
            self.clock.setVisible(alone)
            for widget in (self.chooser, self.dots, self.status):
                widget.setVisible(not alone)
            self._show_tip()
            self._fit()
        if left is not None and left != self.clock.text():
            self.clock.setText(left)
            self.clock.setAccessibleName(f"Time left: {left}")

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
        self.who.show()
        self.scoring.setVisible(self.clock.isHidden())
        for words in (self.scoring, self.who):
            self.lines.activate()
            if self.lines.totalHeightForWidth(self.width()) > self.height():
                words.hide()

    def _say(self, words: str, kind: str) -> None:
        self.status.setText(words)
        self.status.setAccessibleName(words)
        self.status.setToolTip(words)
        set_kind(self.status, kind)
        self._fit()

    def _choose(self) -> None:
        self._chosen = str(self.chooser.currentData())
        self._show_tip()
        self.chosen.emit(self._chosen)

    def _show_tip(self) -> None:
        alone = not self.clock.isHidden()
        self.who.setText(AGAINST_TIME if alone else character_of(self._chosen).line)
