"""The ladder of each game: opponents, and the person among them."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from musicpuzzle.games.settings import Game

from ..context import Context
from ..tables import set_up
from ..widgets import label
from .archive import Reading
from .games import GameChooser
from .ladder_table import PLACE, RATING, ROW_HEIGHT, SCALE, WHO, LadderCell, LadderModel, ScaleHead
from .places import Place

NOBODY = "No opponent has been measured yet."
UNRATED = "Play a rated round, and you will stand among them."
EXPLAINED = (
    "Points on one scale for opponents, puzzles and you; ± is one standard deviation."
    " Neighbours with = are as strong as each other, as far as could be measured."
)


class LadderView(QWidget):
    """A game to choose, and its ladder."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._theme = context.theme
        self._ladder: dict[Game, tuple[Place, ...]] = {}
        self.model = LadderModel(self)
        self.game = GameChooser(tip="The ladder of which game (Down)")
        self.words = label("", "muted")
        self.table = QTableView()
        self.explained = label(EXPLAINED, "note", wrap=True)
        self._set_up_table()
        self._lay_out()
        self.game.activated.connect(self._show_game)
        self._theme.changed.connect(self._dress)
        self._dress()

    def show_reading(self, reading: Reading) -> None:
        """Show these ladders; the game that was chosen stays so."""
        self._ladder = reading.ladder
        self.game.offer(reading.ladder)
        self._show_game()

    def _show_game(self) -> None:
        game = self.game.game
        places = self._ladder[game] if game is not None else ()
        self.model.show_places(places)
        person = next((row for row, each in enumerate(places) if each.is_person), -1)
        if not places:
            self.words.setText(NOBODY)
        else:
            self.words.setText("" if person >= 0 else UNRATED)
        self.table.setVisible(bool(places))
        self.explained.setVisible(bool(places))
        if person >= 0:
            self.table.scrollTo(self.model.index(person, 0))

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setHorizontalHeader(ScaleHead(self._theme, self.model))
        table.setItemDelegate(LadderCell(self._theme, self.model, self))
        set_up(table, name="Ladder, the strongest first")
        table.verticalHeader().hide()
        head = table.horizontalHeader()
        head.setSectionResizeMode(WHO, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(SCALE, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.game)
        top.addWidget(self.words)
        top.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.explained)
        layout.addStretch(0)

    def _dress(self) -> None:
        sizes = self._theme.sizes
        self.table.verticalHeader().setDefaultSectionSize(sizes.px(ROW_HEIGHT))
        self.table.setColumnWidth(PLACE, sizes.px(72))
        self.table.setColumnWidth(RATING, sizes.px(124))
        self.table.viewport().update()
