"""What was decisive, in words: each mistake, and what is to be said of the pair looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QWidget

from musicpuzzle.review.evidence_words import method_words
from musicpuzzle.review.review import Review
from musicpuzzle.review.words import join_name, pair_words

from ..cascade import Cascade
from ..widgets import button, label
from .listening import Pair
from .sentences import GAP, Sentences
from .session import Explained

# What Qt takes for none.
NO_LIMIT = (1 << 24) - 1
ALL_RIGHT = "Every join is right."


class WordsView(QWidget):
    """Two texts: the mistakes, each of which can be looked at, and the pair that is looked at.

    Attributes:
        mistakes: for each one the button that looks at it.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.mistakes: dict[Pair, QPushButton] = {}
        self._decisive = Sentences("What was decisive")
        self._pair = Sentences("What is to be said of this join")
        self._looked_at: Pair | None = None
        self._telling = Cascade(self)
        self._texts = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._texts.setContentsMargins(0, 0, 0, 0)
        self._texts.setSpacing(GAP)
        for text in (self._decisive, self._pair):
            self._texts.addWidget(text, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def stand_abreast(self, *, abreast: bool) -> None:
        """Put the texts beside each other, or one above the other."""
        direction = QBoxLayout.Direction
        self._texts.setDirection(direction.LeftToRight if abreast else direction.TopToBottom)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See `_fit`."""
        super().resizeEvent(event)
        self._fit()

    def show_review(self, review: Review, mistakes: Mapping[Pair, Sequence[str]]) -> None:
        """Tell each mistake in its sentences."""
        self._telling.stop()
        self._decisive.clear()
        self.mistakes = {}
        self._looked_at = None
        judged = review.truth is not None and bool(review.you.order)
        self._decisive.setVisible(judged)
        if not judged:
            return
        self._decisive.add_heading("What was decisive")
        if not review.you.wrong:
            self._decisive.add(label(ALL_RIGHT))
        self._decisive.show_start()
        self._fit()
        # One at a time: there may be eleven, of three sentences each.
        self._telling.start(
            partial(self._tell, pair, join_name(review, pair), lines)
            for pair, lines in mistakes.items()
        )

    def show_pair(
        self,
        review: Review,
        pair: Pair,
        told: Sequence[str],
        shown: Explained | None,
        failure: str,
    ) -> None:
        """Tell all about a pair.

        Args:
            told: what lies behind its score.
            shown: the same as a picture; None while it is computed, or where `failure` says why.
        """
        self._pair.clear()
        self._pair.add_heading(join_name(review, pair))
        self._pair.add_lines(pair_words(review, pair))
        self._pair.add(label(f"Where {review.rival} listened", "strong", wrap=True), apart=True)
        if failure:
            self._pair.add_lines((failure,), "bad")
        if shown is not None:
            self._pair.add_lines(told)
            method = method_words(shown.evidence)
            if method:
                self._pair.add_lines((method,), "note", apart=True)
        if pair != self._looked_at:
            self._looked_at = pair
            self._pair.show_start()

    def _tell(self, pair: Pair, name: str, lines: Sequence[str]) -> None:
        head = button(name, tip=f"Look at {name} (Space)", kind="pill")
        head.clicked.connect(self._choose)
        self._decisive.add(head, apart=bool(self.mistakes), grows=False)
        self.mistakes[pair] = head
        self._decisive.add_lines(lines)
        self._fit()

    def _fit(self) -> None:
        """Beside each other both are as high; else the mistakes take no more than they need."""
        beside = self._texts.direction() is QBoxLayout.Direction.LeftToRight
        needed = self._decisive.needed_height
        self._decisive.setMaximumHeight(NO_LIMIT if beside else needed)

    def _choose(self) -> None:
        for pair, head in self.mistakes.items():
            if head is self.sender():
                self.chosen.emit(pair)
