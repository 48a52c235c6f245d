"""A review as a person sees it: the orders, and below them scores, one pair, and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from musicpuzzle.review.evidence_words import evidence_words
from musicpuzzle.review.review import Review
from musicpuzzle.review.words import join_name

from ..theme.icons import icon_size
from ..theme.theme import Theme
from .listening import JOIN_S, Pair
from .pair_card import ICON, PairCard
from .rows_view import RowsView
from .scores_card import ScoresCard
from .session import Explained
from .words_view import WordsView

GAP, CARD_GAP, CARDS = 16, 12, 3
THREE_ABREAST = 980


class ReviewView(QScrollArea):
    """Three cards abreast; in a narrow window the words stand below the others."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.rows = RowsView(theme)
        self.scores = ScoresCard(theme)
        self.pair = PairCard(theme)
        self.words = WordsView()
        self._abreast: bool | None = None
        content = QWidget()
        content.setObjectName("play_body")
        lines = QVBoxLayout(content)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(GAP)
        lines.addWidget(self.rows)
        self._cards = QGridLayout()
        self._cards.setSpacing(CARD_GAP)
        lines.addLayout(self._cards, 1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        self._arrange(abreast=True)
        theme.changed.connect(self._dress)
        self._dress()

    def prepare(self, n: int) -> None:
        """Get ready for the review of n pieces, which is being made."""
        self.scores.prepare(n)

    def show_review(
        self,
        review: Review,
        mistakes: Mapping[Pair, Sequence[str]],
        pairs: Mapping[Pair, str],
    ) -> None:
        """Show a round, with the words about each mistake, and those about each pair."""
        self.rows.show_review(review)
        self.scores.show_review(review, pairs)
        self.words.show_review(review, mistakes)

    def show_pair(self, review: Review, pair: Pair) -> None:
        """Look at a pair, whose evidence may come later."""
        self.scores.grid.choose(pair)
        self.pair.show_name(join_name(review, pair))

    def show_explained(
        self, review: Review, pair: Pair, shown: Explained | None, failure: str
    ) -> None:
        """Show the evidence for a pair; None while it is computed, or where `failure` says why."""
        first, second = (review.names[piece] for piece in pair)
        told = () if shown is None else evidence_words(shown.evidence, review.names)
        self.pair.show_explained(shown, (first, second), told, failure)
        self.words.show_pair(review, pair, told, shown, failure)

    def show_sounding(self, pair: Pair | None, at_s: float, *, looked_at: bool) -> None:
        """Let the play lines run.

        Args:
            pair: that sounds, or None.
            at_s: seconds from its join, below zero before it.
            looked_at: it is the pair that is looked at.
        """
        self.scores.grid.show_sounding(pair, (at_s + JOIN_S) / (2 * JOIN_S))
        self.pair.map.show_sounding(at_s if looked_at else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Three cards abreast, or two above the words."""
        super().resizeEvent(event)
        self._arrange(abreast=self.width() >= self._theme.sizes.px(THREE_ABREAST))

    def _arrange(self, *, abreast: bool) -> None:
        if abreast == self._abreast:
            return
        self._abreast = abreast
        for card in (self.scores, self.pair, self.words):
            self._cards.removeWidget(card)
        self._cards.addWidget(self.scores, 0, 0)
        self._cards.addWidget(self.pair, 0, 1)
        if abreast:
            self._cards.addWidget(self.words, 0, 2)
        else:
            self._cards.addWidget(self.words, 1, 0, 1, 2)
        for column in range(CARDS):
            self._cards.setColumnStretch(column, 10 if abreast or column < CARDS - 1 else 0)
        self.words.stand_abreast(abreast=not abreast)

    def _dress(self) -> None:
        theme = self._theme
        for save in (self.scores.save, self.pair.save, self.pair.pulse.save):
            save.setIcon(theme.icon("save"))
            save.setIconSize(icon_size(theme.sizes.px(ICON)))
