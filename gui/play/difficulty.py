"""What is played: the game, the mode, what puzzles are made of and how hard they are."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QMenu, QPushButton, QWidget

from musicpuzzle.games.puzzle import Puzzle
from musicpuzzle.games.settings import Game
from musicpuzzle.play.records import ModeName
from musicpuzzle.settings import GAME, GAP_S, ON_BEATS, PIECES, Settings

from ..shortcuts import BY_NAME, with_key
from ..theme.theme import Theme
from ..widgets import Chooser, button, label
from .choices import GameChoice, ModeChoice
from .words import PIECES_OF_PARTS

LONGEST_NAME = 28


def gap_words(gap_s: float) -> str:
    """Words such as "0.25 s gap"."""
    return f"{gap_s:g} s gap" if gap_s else "No gap"


class Difficulty(QWidget):
    """Game, mode, song source, pieces, gap, beats. A change of difficulty makes a new puzzle.

    Only what a person can choose is shown: a mode that chooses the difficulty itself says in words
    what it chose. Where the window is narrow, it takes two lines.
    """

    changed = Signal()
    song_wanted = Signal()
    folder_wanted = Signal()
    starters_wanted = Signal()

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__()
        self._theme = theme
        self._settings = settings
        tip = with_key("Where the songs come from; open a song or folder of yours", "open")
        self.source: QPushButton = button(" Starter songs", tip=tip, kind="menu", name="Songs")
        self.source.setMenu(self._menu())
        tip = "How many pieces a puzzle has; another number makes a new one (Down)"
        self.pieces = Chooser(tip=tip, name="Pieces")
        self.games = GameChoice()
        self.modes = ModeChoice(self)
        self.kind = label("", "muted")
        tip = "How much of the song is left out between two pieces (Down)"
        self.gap = Chooser(tip=tip, name="Gap")
        for gap_s in GAP_S.choices:
            self.gap.addItem(gap_words(gap_s), gap_s)
        self.gap.setCurrentIndex(self.gap.findData(settings.get(GAP_S)))
        self.on_beats = QCheckBox("Cuts on beats")
        self.on_beats.setAccessibleName("Cuts fall on beats")
        self.on_beats.setToolTip(
            "Let every piece begin on a beat; the song needs a steady one (Space)"
        )
        self.on_beats.setChecked(settings.get(ON_BEATS))
        self.pieces.activated.connect(self._choose)
        self.gap.activated.connect(self._choose)
        self.on_beats.clicked.connect(self._choose)
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lines.setSpacing(8)
        for line in ((self.games, self.modes), (self.source, self.pieces, self.gap)):
            part = QHBoxLayout()
            part.setSpacing(8)
            for widget in line:
                part.addWidget(widget)
            self._lines.addLayout(part)
            part.addStretch(1)
        part.insertSpacing(3, 4)
        part.insertWidget(4, self.on_beats)
        part.insertWidget(5, self.kind)
        self._lines.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._lines, 1)
        self.show_choices(cast(Game, settings.get(GAME)), "casual")
        theme.changed.connect(self._dress)
        self._dress()

    def add_action(self, action: QWidget) -> None:
        """Put a button at the right end."""
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.addWidget(action, alignment=Qt.AlignmentFlag.AlignTop)

    def show_choices(self, game: Game, mode: ModeName, puzzle: Puzzle | None = None) -> None:
        """Show what is played now and what can be chosen about it.

        Args:
            puzzle: the one at hand, which the words of a mode that chooses are about.
        """
        self.games.show_game(game)
        self.modes.show_mode(mode)
        counts = range(int(PIECES.low or 0), int(PIECES.high or 0) + 1)
        offered = tuple(counts) if game == "jigsaw" else PIECES_OF_PARTS
        if [self.pieces.itemData(at) for at in range(self.pieces.count())] != list(offered):
            self.pieces.clear()
            for n in offered:
                self.pieces.addItem(f"{n} pieces", n)
        chosen = self._settings.get(PIECES)
        nearest = min(offered, key=lambda n: abs(n - chosen))
        self.pieces.setCurrentIndex(self.pieces.findData(nearest))
        casual = mode == "casual"
        self.pieces.setVisible(casual)
        self.gap.setVisible(casual and game == "jigsaw")
        self.on_beats.setVisible(casual and game == "jigsaw")
        self.kind.setVisible(not casual and puzzle is not None)
        if puzzle is not None:
            words = f"{puzzle.n} pieces"
            if game == "jigsaw":
                words += f", {gap_words(puzzle.settings.gap_s).lower()}"
            self.kind.setText(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One line or two."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        found = (self._lines.itemAt(at) for at in range(2))
        parts = [part.sizeHint().width() for part in found if part is not None]
        rest = self.width() - self._lines.geometry().width()
        wide = sum(parts) + 8 <= self.width() - max(0, rest)
        direction = QBoxLayout.Direction
        self._lines.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def show_source(self, name: str) -> None:
        """Name where the songs come from."""
        short = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
        # The space keeps the icon at a distance, which no style sheet can.
        self.source.setText(f" {short}")
        self.source.setAccessibleName(f"Songs: {name}")

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for words, name, signal in (
            ("Open a song …", "open", self.song_wanted),
            ("Open a folder …", "open_folder", self.folder_wanted),
            ("Starter songs", "", self.starters_wanted),
        ):
            # The key is only shown here; the page's own action listens to it.
            shown = f"{words}\t{BY_NAME[name].text}" if name else words
            action = QAction(shown, menu)
            action.triggered.connect(signal)
            menu.addAction(action)
        return menu

    def _choose(self) -> None:
        self._settings.put(PIECES, int(self.pieces.currentData()))
        self._settings.put(GAP_S, float(self.gap.currentData()))
        self._settings.put(ON_BEATS, self.on_beats.isChecked())
        self.changed.emit()

    def _dress(self) -> None:
        self.source.setIcon(self._theme.icon("note"))
