"""What the tables of the page have in common."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QTableView

from musicpuzzle.games.settings import Game

from ..widgets import Chooser
from .words import GAME_WORDS

By = QAbstractItemView.SelectionBehavior


def set_up(table: QTableView, *, name: str, select: By = By.SelectRows) -> None:
    """Let a table be calm to look at, and one stop of the Tab key.

    Args:
        table: with its headers.
        name: what a screen reader says.
        select: what is chosen at a time.
    """
    table.setAccessibleName(name)
    table.setSelectionBehavior(select)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setCornerButtonEnabled(False)
    # Also the button that Qt puts into a table's corner needs a name.
    for found in table.findChildren(QAbstractButton):
        found.setAccessibleName("Choose all")
        found.setToolTip("Choose all")
    # All rows are of one height, so that none has to be measured.
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    for head in (table.horizontalHeader(), table.verticalHeader()):
        head.setHighlightSections(False)
        head.setSectionsClickable(False)


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
