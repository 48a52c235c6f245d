"""The list of all rounds, with what it can be narrowed and sorted by."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from musicpuzzle.games.settings import GAMES
from musicpuzzle.play.records import MODES, RoundRecord
from musicpuzzle.words import many

from ..context import Context
from ..lanes import Job
from ..shortcuts import with_key
from ..widgets import Chooser, button, label
from .archive import Reading
from .columns import DATE, GAP, PIECES, RATING, SONG, YOU
from .rounds_model import RoundsModel
from .rounds_table import RoundsTable
from .words import GAME_WORDS, MODE_WORDS

_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
SORTINGS = (
    ("Newest first", DATE, _DOWN),
    ("Oldest first", DATE, _UP),
    ("By song", SONG, _UP),
    ("Most pieces first", PIECES, _DOWN),
    ("Longest gap first", GAP, _DOWN),
    ("Most points first", YOU, _DOWN),
    ("Fewest points first", YOU, _UP),
    ("Largest gain first", RATING, _DOWN),
)
REVIEW = "Look back on this round: what each join was worth, and why"
AGAIN = "Play the puzzle of this round once more"
GONE = "The song of this round is not where it was"
NONE_FIT = "You have played no such round yet."


class RoundsView(QWidget):
    """Choosers, the table, and what can be done with a round.

    Signals:
        round_chosen: a round (RoundRecord) is to be looked at.
        again_wanted: its puzzle is to be played once more.
    """

    round_chosen = Signal(object)
    again_wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._job: Job | None = None
        self.model = RoundsModel(self)
        self.game = Chooser(tip="Rounds of which game (Down)", name="Game")
        self.mode = Chooser(tip="Rounds of which mode (Down)", name="Mode")
        self.sorting = Chooser(tip="Which rounds come first (Down)", name="Order")
        self.count = label("", "muted")
        self.table = RoundsTable(context.theme, self.model)
        self.none = label(NONE_FIT, "muted")
        self.review = button("Review", tip=with_key(REVIEW, "review"))
        self.again = button("Again", tip=with_key(AGAIN, "again"))
        self._fill()
        self._lay_out()
        self._connect()
        self._show_count()

    def show_reading(self, reading: Reading) -> None:
        """Show these rounds; the round that was current stays so."""
        kept = self.current()
        self.model.show_reading(reading)
        self._go_to(kept)

    def current(self) -> RoundRecord | None:
        """The round that the keys are at."""
        index = self.table.currentIndex()
        return self.model.record(index.row()) if index.isValid() else None

    def look_back(self) -> None:
        """Ask for the current round's review."""
        record = self.current()
        if record is not None:
            self.round_chosen.emit(record)

    def play_again(self) -> None:
        """Ask for the current round's puzzle, where it can be had."""
        record = self.current()
        if record is not None and self.again.isEnabled():
            self.again_wanted.emit(record)

    def _fill(self) -> None:
        self.game.addItem("All games", None)
        for game in GAMES:
            self.game.addItem(GAME_WORDS[game], game)
        self.mode.addItem("All modes", None)
        for mode in MODES:
            self.mode.addItem(MODE_WORDS[mode], mode)
        for words, *by in SORTINGS:
            self.sorting.addItem(words, by)
        self.sorting.setPlaceholderText("By column")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        for chooser in (self.game, self.mode, self.sorting):
            top.addWidget(chooser)
        top.addSpacing(8)
        top.addWidget(self.count)
        top.addStretch(1)
        top.addWidget(self.review)
        top.addWidget(self.again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self.none)
        layout.addWidget(self.table, 1)
        layout.addStretch(0)

    def _connect(self) -> None:
        self.game.activated.connect(self._choose)
        self.mode.activated.connect(self._choose)
        self.sorting.activated.connect(self._sort)
        self.model.layoutChanged.connect(self._show_sorting)
        self.model.modelReset.connect(self._show_count)
        self.table.activated.connect(self._open)
        self.table.current_changed.connect(self._look)
        self.review.clicked.connect(self.look_back)
        self.again.clicked.connect(self.play_again)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)

    def _choose(self) -> None:
        kept = self.current()
        self.model.choose(self.game.currentData(), self.mode.currentData())
        self._go_to(kept)

    def _sort(self) -> None:
        column, order = self.sorting.currentData()
        self.model.sort(column, order)

    def _show_sorting(self) -> None:
        now = [list(by) for _, *by in SORTINGS]
        by = list(self.model.sorting)
        self.sorting.setCurrentIndex(now.index(by) if by in now else -1)

    def _show_count(self) -> None:
        shown, total = self.model.rowCount(), self.model.total
        few = f"{shown:,} of {many(total, 'round')}"
        self.count.setText(many(total, "round") if shown == total else few)
        self.none.setVisible(not shown)
        self.table.setVisible(bool(shown))
        self._look()

    def _go_to(self, record: RoundRecord | None) -> None:
        row = -1 if record is None else self.model.row_of(record.round_id)
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(max(0, row), 0))

    def _open(self, index: QModelIndex) -> None:
        self.round_chosen.emit(self.model.record(index.row()))

    def _look(self) -> None:
        """Find out in the lane of files whether the songs of the current round are still there."""
        if self._job is not None:
            self._job.cancel()
        record = self.current()
        self.review.setEnabled(record is not None)
        if record is None:
            self.again.setEnabled(False)
            return
        paths = [Path(song.path) for song in record.songs]

        def look(_: Job) -> bool:
            return bool(paths) and all(path.is_file() for path in paths)

        self._job = self._context.lanes.io(look).success(self._show_again)

    def _show_again(self, there: bool) -> None:
        self.again.setEnabled(there)
        tip = with_key(AGAIN, "again") if there else GONE
        self.again.setToolTip(tip)
        self.again.setAccessibleDescription(tip)

    def _show_menu(self) -> None:
        index = self.table.currentIndex()
        if not index.isValid():
            return
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Review").triggered.connect(self.look_back)
        again = menu.addAction("Play again")
        again.setEnabled(self.again.isEnabled())
        again.triggered.connect(self.play_again)
        menu.popup(self.table.viewport().mapToGlobal(self.table.visualRect(index).bottomLeft()))
