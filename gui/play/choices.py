"""Which game is played, and in which mode."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from musicpuzzle.games.settings import GAMES, Game
from musicpuzzle.play.records import ModeName

from ..names import GAME_TITLES, MODE_TITLES
from ..shortcuts import with_key
from .words import GAME_TIPS, MODE_TIPS


class Segment(QPushButton):
    """One of several, of which one is chosen; arrow keys belong to the board."""

    def __init__(self, words: str, tip: str) -> None:
        super().__init__(words)
        self.setCheckable(True)
        self.setProperty("kind", "segment")
        self.setToolTip(tip)
        self.setAccessibleName(words)
        self.setAccessibleDescription(tip)

    def sizeHint(self) -> QSize:
        """As wide as the words are when they are chosen, and bold."""
        hint, bold = super().sizeHint(), QFont(self.font())
        bold.setBold(True)
        wide = QFontMetrics(bold).horizontalAdvance(self.text())
        hint.setWidth(hint.width() + wide - self.fontMetrics().horizontalAdvance(self.text()))
        return hint

    def minimumSizeHint(self) -> QSize:
        """The words are always there."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space chooses; all other keys belong to the page."""
        if event.text() == " ":
            self.click()
        else:
            event.ignore()


def key_of(game: Game) -> str:
    """The key sequence that chooses a game."""
    return f"Alt+{GAMES.index(game) + 1}"


class GameChoice(QWidget):
    """The three games, side by side."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Game")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self.segments: dict[Game, Segment] = {}
        self._game: Game = GAMES[0]
        for game in GAMES:
            tip = f"{GAME_TIPS[game]} ({key_of(game)})"
            segment = self.segments[game] = Segment(GAME_TITLES[game], tip)
            segment.clicked.connect(partial(self.choose, game))
            layout.addWidget(segment)
        self.show_game(self._game)

    def show_game(self, game: Game) -> None:
        """Mark a game as the one that is played."""
        self._game = game
        for each, segment in self.segments.items():
            segment.setChecked(each == game)

    def choose(self, game: Game, *_: object) -> None:
        """Ask for a game; the mark stays where it is until it is played."""
        before = self._game
        self.show_game(before)
        if game != before:
            self.chosen.emit(game)


class ModeChoice(QPushButton):
    """A button with the mode's name and a menu of all modes."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        tip = with_key("How you play: for fun, for your rating, against the clock", "mode")
        self.setProperty("kind", "menu")
        self.setToolTip(tip)
        self.setAccessibleDescription(tip)
        menu = QMenu(self)
        self._actions: dict[ModeName, QAction] = {}
        for mode, title in MODE_TITLES.items():
            action = QAction(f"{title}: {MODE_TIPS[mode]}", menu)
            action.setCheckable(True)
            action.triggered.connect(partial(self._choose, mode))
            menu.addAction(action)
            self._actions[mode] = action
        self.setMenu(menu)
        self._mode: ModeName = "casual"
        self.show_mode("casual")

    def show_mode(self, mode: ModeName) -> None:
        """Name the mode that is played."""
        self._mode = mode
        self.setText(MODE_TITLES[mode])
        self.setAccessibleName(f"Mode: {MODE_TITLES[mode]}")
        for each, action in self._actions.items():
            action.setChecked(each == mode)

    def _choose(self, mode: str, *_: object) -> None:
        self.show_mode(self._mode)
        self.chosen.emit(cast(ModeName, mode))
