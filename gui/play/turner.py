"""What makes another puzzle: it asks first where the one at hand counts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QBoxLayout

from musicpuzzle.games.settings import Game
from musicpuzzle.play.records import ModeName
from musicpuzzle.settings import GAME, Settings

from ..theme.theme import Theme
from ..widgets import Bar, Page, button
from .session import Session

ASK = "This round is rated: if you leave it now, it counts as given up."


class AskBar(Bar):
    """A bar with a question; closing it leaves everything as it is."""

    def __init__(self, text: str, theme: Theme, act: Callable[[], None]) -> None:
        super().__init__(text, theme.icon("cross"))
        self._act = act
        self.yes = button("Give up", tip="Leave the round; it counts as given up (Space)")
        self.no = button("Stay", tip="Go on with this round (Space)")
        line = self.layout()
        assert isinstance(line, QBoxLayout)
        line.setContentsMargins(16, 4, 4, 4)
        line.insertWidget(1, self.yes)
        line.insertWidget(2, self.no)
        self.yes.clicked.connect(self._agree)
        self.no.clicked.connect(self._close)

    def _agree(self) -> None:
        self._close()
        self._act()


class Turner(QObject):
    """Everything that leaves the puzzle at hand for another one."""

    def __init__(self, page: Page, session: Session, settings: Settings, theme: Theme) -> None:
        super().__init__(page)
        self._page = page
        self._session = session
        self._settings = settings
        self._theme = theme
        self.bar: AskBar | None = None

    def new(self) -> None:
        """The next puzzle."""
        self._unless_at_stake(self._session.new_puzzle)

    def again(self) -> None:
        """The same puzzle once more."""
        self._session.again()

    def change_difficulty(self) -> None:
        """Puzzles of another difficulty."""
        self._unless_at_stake(self._begin_anew)

    def play_casual(self) -> None:
        """Play with nothing at stake."""
        self.choose_mode("casual")

    def use_starters(self) -> None:
        """Go back to the bundled songs."""
        self._unless_at_stake(self._session.use_starter_songs)

    def open_paths(self, paths: tuple[Path, ...]) -> None:
        """A puzzle of a song in these files or folders."""
        if paths:
            self._unless_at_stake(partial(self._session.open, paths))

    def choose_game(self, game: str, *_: object) -> None:
        """Another game, in the same mode."""

        def act() -> None:
            self._settings.put(GAME, cast(Game, game))
            self._begin_anew()

        self._unless_at_stake(act)

    def choose_mode(self, mode: str) -> None:
        """Another mode, or another run of the same."""
        self._unless_at_stake(partial(self._session.begin, cast(ModeName, mode)))

    def replay(self, round_id: str) -> None:
        """The puzzle of a round of the log once more, which counts for nothing."""
        self._unless_at_stake(partial(self._session.begin, "replay", round_id=round_id))

    def _begin_anew(self) -> None:
        self._session.begin(self._session.mode_name)

    def _unless_at_stake(self, act: Callable[[], None]) -> None:
        self._page.clear_bars()
        if not self._session.is_at_stake:
            act()
            return
        self.bar = AskBar(ASK, self._theme, partial(self._give_up, act))
        self._page.bars.addWidget(self.bar)
        self.bar.no.setFocus()
        self._session.said.emit(ASK)

    def _give_up(self, act: Callable[[], None]) -> None:
        self._session.give_up_round()
        act()
