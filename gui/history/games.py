"""Which game a part of the page is about."""

from __future__ import annotations

from collections.abc import Iterable

from musicpuzzle.games.settings import Game

from ..widgets import Chooser
from .words import GAME_WORDS


class GameChooser(Chooser):
    """Games to choose from, of those that there is something to show of."""

    def __init__(self, *, tip: str) -> None:
        super().__init__(tip=tip, name="Game")

    @property
    def game(self) -> Game | None:
        """Which one is chosen; None where there is none."""
        chosen: Game | None = self.currentData()
        return chosen

    def offer(self, games: Iterable[Game]) -> None:
        """Offer these; the one that was chosen stays so."""
        kept = self.game
        self.clear()
        for game in dict.fromkeys(games):
            self.addItem(GAME_WORDS[game], game)
        self.setCurrentIndex(max(0, self.findData(kept)))
        self.setVisible(self.count() > 0)
