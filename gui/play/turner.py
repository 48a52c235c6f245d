"""What makes another puzzle: it asks first where the one at hand counts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject
from shiboken6 import isValid

from musicpuzzle.games.settings import Game
from musicpuzzle.play.records import ModeName
from musicpuzzle.settings import GAME, PIECES, Settings

from ..theme.theme import Theme
from ..widgets import Bar, Page, button
from .session import Session
from .stakes import Stake, closing_stake_of, stake_of
from .words import PIECES_OF_PARTS

STAY = "Go on with what you play (Space, Esc)"


class AskBar(Bar):
    """A bar with a question; closing it leaves everything as it is."""

    def __init__(self, stake: Stake, theme: Theme, act: Callable[[], object]) -> None:
        self.yes = button(stake.leave, tip=stake.tip)
        self.no = button("Stay", tip=STAY)
        answers = (self.yes, self.no)
        for answer in answers:
            answer.setAccessibleDescription(f"{stake.words} {answer.toolTip()}")
        super().__init__(stake.words, theme.icon("cross"), answers=answers)
        self._act = act
        self.yes.clicked.connect(self._agree)
        self.no.clicked.connect(self.dismiss)

    def _agree(self) -> None:
        # First, since it may ask whether there is still this question.
        self._act()
        self.dismiss()


class Turner(QObject):
    """Everything that leaves the puzzle at hand for another one."""

    def __init__(self, page: Page, session: Session, settings: Settings, theme: Theme) -> None:
        super().__init__(page)
        self._page = page
        self._session = session
        self._settings = settings
        self._theme = theme
        self.bar: AskBar | None = None
        self._closing = False
        # What was asked about is over, or has begun anew.
        session.phase_changed.connect(self.dismiss)

    def new(self) -> None:
        """The next puzzle."""
        self._unless_at_stake(self._session.new_puzzle, goes_on=True)

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

    def play_songs(self, game: Game, paths: tuple[Path, ...]) -> None:
        """A puzzle of these songs in a game; a medley has a piece of each."""

        def act() -> None:
            self._settings.put(GAME, game)
            if game == "medley":
                fitting = [n for n in PIECES_OF_PARTS if n <= len(paths)]
                self._settings.put(PIECES, max(fitting, default=PIECES_OF_PARTS[0]))
            self._session.open(paths)

        if paths:
            self._unless_at_stake(act)

    def choose_mode(self, mode: str) -> None:
        """Another mode, or another run of the same."""
        self._unless_at_stake(partial(self._session.begin, cast(ModeName, mode)))

    def replay(self, round_id: str) -> None:
        """The puzzle of a round of the log once more, which counts for nothing."""
        self._unless_at_stake(partial(self._session.begin, "replay", round_id=round_id))

    def may_close(self, close: Callable[[], object]) -> bool:
        """Ask before the window closes where something runs; who closes again need not answer."""
        stake = None if self._closing else closing_stake_of(self._session)
        if stake is None:
            return True
        self._closing = True
        self._ask(stake, close)
        return False

    def dismiss(self) -> None:
        """Take the question away; nobody has answered it."""
        bar, self.bar = self.bar, None
        self._closing = False
        if bar is not None and isValid(bar) and not bar.isHidden():
            bar.dismiss()

    def _begin_anew(self) -> None:
        self._session.begin(self._session.mode_name)

    def _unless_at_stake(self, act: Callable[[], None], *, goes_on: bool = False) -> None:
        self.dismiss()
        self._page.clear_bars()
        stake = stake_of(self._session, goes_on=goes_on)
        if stake is None:
            act()
        else:
            self._ask(stake, partial(self._leave, act))

    def _ask(self, stake: Stake, act: Callable[[], object]) -> None:
        self.bar = AskBar(stake, self._theme, act)
        self.bar.closed.connect(self._forget)
        self._page.bars.addWidget(self.bar)
        # A layout shows what is added later, and what is hidden takes no focus.
        self.bar.show()
        self.bar.no.setFocus()
        self._session.said.emit(stake.words)

    def _forget(self) -> None:
        self._closing = False
        self._page.setFocus()

    def _leave(self, act: Callable[[], None]) -> None:
        self._session.give_up_round()
        self._session.end_contest()
        act()
