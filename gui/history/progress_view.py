"""How a person comes on: numbers to be proud of, ratings over time, accuracy by difficulty."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ..context import Context
from ..shortcuts import with_key
from ..widgets import Card, button, label
from .accuracy_table import WIDEST_TABLE, AccuracyModel, AccuracyTable, spoken
from .archive import Reading
from .games import GameChooser
from .rating_plot import RatingPlot

LOWEST_CARD = 240
NO_RATING = "Your rating will show here once you have played a rated round."
NO_TRUTH = "Nothing to show yet: only puzzles with a right order count here."
CHOOSE = "Each cell: the share of the joins that you found, and n rounds. Choose one to read more."


class Numbers(QWidget):
    """A few figures in a row, each with what it counts.

    Attributes:
        values: the labels that show them, by `NAMES`.
    """

    NAMES = ("rounds", "in_a_row", "streak", "storm", "days")
    WORDS = (
        "Rounds played",
        "All right in a row",
        "Best Streak",
        "Best Storm",
        "Days in a row",
    )

    def __init__(self) -> None:
        super().__init__()
        self.values = {}
        self._notes = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for name, words in zip(self.NAMES, self.WORDS, strict=True):
            card = QFrame()
            card.setObjectName("card")
            inner = QGridLayout(card)
            inner.setContentsMargins(16, 8, 16, 8)
            inner.setVerticalSpacing(0)
            self.values[name] = label("", "heading")
            self._notes[name] = label(words, "note")
            inner.addWidget(self.values[name], 0, 0)
            inner.addWidget(self._notes[name], 1, 0)
            layout.addWidget(card, 1)

    def show_reading(self, reading: Reading) -> None:
        """Show these figures."""
        bests = reading.bests
        figures = (len(reading.records), bests.in_a_row, bests.streak, bests.storm, bests.days)
        for name, words, figure in zip(self.NAMES, self.WORDS, figures, strict=True):
            more = f", now {bests.days_now}" if name == "days" else ""
            self.values[name].setText(f"{figure:,}")
            self._notes[name].setText(f"{words}{more}")
            self.values[name].setAccessibleName(f"{words}{more}: {figure}")


class RatingCard(Card):
    """The plot of ratings, with a way to save it.

    Signals:
        save_wanted: the picture is to be saved.
        rated_wanted: a rated round is to be played.
    """

    save_wanted = Signal()
    rated_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.plot = RatingPlot(context.theme)
        _take_what_is_left(self.plot)
        self.save = button(
            "Save picture…", tip=with_key("Save the plot as PNG or SVG", "save_picture")
        )
        self.save.clicked.connect(self.save_wanted)
        self.play = button("Play a rated round", tip="A puzzle about as hard as you are good")
        self.play.clicked.connect(self.rated_wanted)
        head = QHBoxLayout()
        head.addWidget(label("Your rating", "heading"))
        head.addStretch(1)
        head.addWidget(self.save)
        self.lines.addLayout(head)
        self.none = QWidget()
        middle = QVBoxLayout(self.none)
        middle.setSpacing(16)
        middle.addStretch(1)
        for each in (label(NO_RATING, "muted"), self.play):
            middle.addWidget(each, alignment=Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(1)
        self.lines.addWidget(self.none, 1)
        self.lines.addWidget(self.plot, 1)
        self._show(rated=False)

    def show_reading(self, reading: Reading) -> None:
        """Show these ratings."""
        self.plot.show_ratings(reading.ratings, reading.rated)
        self._show(rated=bool(reading.ratings))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to save, by mouse and by the menu key."""
        if not self.save.isEnabled():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        save = QAction("Save picture…", menu)
        save.triggered.connect(self.save_wanted)
        menu.addAction(save)
        menu.popup(event.globalPos())

    def _show(self, *, rated: bool) -> None:
        self.save.setEnabled(rated)
        self.none.setVisible(not rated)
        self.plot.setVisible(rated)


class AccuracyCard(Card):
    """Accuracy of one game by pieces and gap."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._reading: Reading | None = None
        self.model = AccuracyModel(self)
        self.table = AccuracyTable(context.theme, self.model)
        _take_what_is_left(self.table)
        self.game = GameChooser(tip="Accuracy in which game (Down)")
        self.words = label("", "note", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        head = QHBoxLayout()
        head.addWidget(label("Joins you find", "heading"))
        head.addStretch(1)
        head.addWidget(self.game)
        self.lines.addLayout(head)
        self.lines.addWidget(self.table, 1)
        self.lines.addWidget(self.words)
        self.lines.addStretch(0)
        self.game.activated.connect(self._show_game)
        self.table.selectionModel().currentChanged.connect(self._tell)

    def show_reading(self, reading: Reading) -> None:
        """Show these; the game that was chosen stays so."""
        self._reading = reading
        self.game.offer(each.game for each in reading.accuracies)
        self._show_game()

    def _show_game(self) -> None:
        game = self.game.game
        self.model.show_game(self._reading.accuracies if self._reading else (), game)
        self.table.setVisible(game is not None)
        self._tell()

    def _tell(self) -> None:
        cell = self.model.cell(self.table.currentIndex())
        none = NO_TRUTH if not self.model.rowCount() else CHOOSE
        self.words.setText(none if cell is None else spoken(cell))


class ProgressView(QWidget):
    """Numbers above, plot and table beside each other; it scrolls where the window is too low."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._theme = context.theme
        self.numbers = Numbers()
        self.rating = RatingCard(context)
        self.accuracy = AccuracyCard(context)
        cards = QHBoxLayout()
        cards.setSpacing(12)
        cards.addWidget(self.rating, 4)
        cards.addWidget(self.accuracy, 3)
        inner = QWidget()
        inner.setObjectName("play_body")
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.numbers)
        layout.addLayout(cards, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self._theme.changed.connect(self._dress)
        self._dress()

    def show_reading(self, reading: Reading) -> None:
        """Show what a reading came to."""
        self.numbers.show_reading(reading)
        self.rating.show_reading(reading)
        self.accuracy.show_reading(reading)

    def _dress(self) -> None:
        for card in (self.rating, self.accuracy):
            card.setMinimumHeight(self._theme.sizes.px(LOWEST_CARD))
        self.accuracy.setMaximumWidth(self._theme.sizes.px(WIDEST_TABLE))


def _take_what_is_left(widget: QWidget) -> None:
    """Of the card, whose height says how small a widget may become."""
    widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
