"""The card with the heat map, what its marks mean, and a button that saves it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from musicpuzzle.review.review import Review

from ..shortcuts import with_key
from ..theme.theme import Theme
from ..widgets import Card, label, tool
from .grid import Grid
from .listening import Pair
from .marks import Legend

NOTE = "How likely each piece follows, in per cent. Rows come first, columns after."


class ScoresCard(Card):
    """Which piece follows which.

    Attributes:
        picture: what is saved.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.grid = Grid(theme)
        self.legend = Legend(theme)
        tip = with_key("Save this table as PNG or SVG", "save_picture")
        self.save = tool(theme.icon("save"), tip=tip, name="Save the table")
        self.picture = QWidget()
        head = QHBoxLayout()
        head.addWidget(label("What follows what", "heading"), 1)
        head.addWidget(self.save)
        inner = QVBoxLayout(self.picture)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        inner.addWidget(label(NOTE, "note", wrap=True))
        inner.addWidget(self.legend)
        inner.addWidget(self.grid, 1)
        self.lines.addLayout(head)
        self.lines.addWidget(self.picture, 1)

    def prepare(self, n: int) -> None:
        """Get ready for the scores of n pieces."""
        self.grid.prepare(n)

    def show_review(self, review: Review, words: Mapping[Pair, str]) -> None:
        """Show the scores of a round, with what is to be said of each pair."""
        self.grid.show_review(review, words)
        self.legend.show_names(review.rival, truth=review.truth is not None)
