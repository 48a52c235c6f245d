"""What was decisive, in words: each mistake, then where the opponent listened for a pair."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from musicpuzzle.review.evidence_words import evidence_words, method_words
from musicpuzzle.review.review import Review
from musicpuzzle.review.words import join_name

from ..widgets import button, label
from .listening import Pair
from .session import Explained

WIDEST_LINE = 580
HEAD_MARGIN = 6
"""Lines its first heading up with those of the cards beside it, which have buttons in their row."""
_UNIT = re.compile(r"(?<=\d) (?=(?:s|dB|Hz|%)(?!\w))")
ALL_RIGHT = "Every join is right."


class WordsView(QScrollArea):
    """Sentences under headings; each mistake can be looked at."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.mistakes: dict[Pair, QPushButton] = {}
        content = QWidget()
        content.setObjectName("review_words")
        self._pair = QVBoxLayout()
        self._mistakes = QVBoxLayout()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, HEAD_MARGIN, 12, 0)
        layout.setSpacing(16)
        for part in (self._mistakes, self._pair):
            part.setSpacing(6)
            layout.addLayout(part)
        layout.addStretch(1)
        self.setWidget(content)
        # It lies on a card.
        self.setStyleSheet("QScrollArea, #review_words { background: transparent; }")

    def show_review(self, review: Review, mistakes: Mapping[Pair, Sequence[str]]) -> None:
        """Tell each mistake in its sentences."""
        _clear(self._mistakes)
        self.mistakes = {}
        if review.truth is None or not review.you.order:
            return
        self._mistakes.addWidget(label("What was decisive", "heading"))
        if not review.you.wrong:
            self._mistakes.addWidget(label(ALL_RIGHT))
        for pair, lines in mistakes.items():
            name = join_name(review, pair)
            head = button(name, tip=f"Look at {name}", kind="pill")
            head.clicked.connect(self._choose)
            self.mistakes[pair] = head
            self._mistakes.addWidget(head, alignment=Qt.AlignmentFlag.AlignLeft)
            for line in lines:
                self._mistakes.addWidget(_line(line))

    def show_pair(self, review: Review, pair: Pair, shown: Explained | None, failure: str) -> None:
        """Tell what lies behind a pair; `failure` says why nothing does."""
        _clear(self._pair)
        heading = f"Where {review.rival} listened: {join_name(review, pair)}"
        self._pair.addWidget(label(heading, "strong", wrap=True))
        if failure:
            self._pair.addWidget(_line(failure, "bad"))
        if shown is None:
            return
        for line in evidence_words(shown.evidence, review.names):
            self._pair.addWidget(_line(line))
        method = method_words(shown.evidence)
        if method:
            self._pair.addWidget(_line(method, "note"))

    def _choose(self) -> None:
        for pair, head in self.mistakes.items():
            if head is self.sender():
                self.chosen.emit(pair)


def unbroken(words: str) -> str:
    """Words in which no number stands apart from its unit."""
    return _UNIT.sub("\N{NO-BREAK SPACE}", words)


def _line(words: str, kind: str = "") -> QWidget:
    line = label(unbroken(words), kind, wrap=True)
    line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    line.setMaximumWidth(WIDEST_LINE)
    # Text that can be marked is no stop of the Tab key.
    line.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return line


def _clear(part: QVBoxLayout) -> None:
    while part.count():
        item = part.takeAt(0)
        widget = item.widget() if item else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
