"""What was decisive, in words: each mistake, and what is to be said of the pair looked at."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from musicpuzzle.review.evidence_words import method_words
from musicpuzzle.review.review import Review
from musicpuzzle.review.words import join_name, pair_words

from ..cascade import Cascade
from ..widgets import Card, button, label, set_kind
from .listening import Pair
from .session import Explained

WIDEST_LINE = 580
LEAST_HEIGHT = 120
GAP, HEAD_GAP, LINE_GAP = 12, 8, 4
HEAD_MARGIN = 6
"""Lines a first heading up with those of the cards beside it, which have buttons in their row."""
_UNIT = re.compile(r"(?<=\d) (?=(?:s|dB|Hz|%)(?!\w))")
ALL_RIGHT = "Every join is right."


class Text(Card):
    """Sentences under a heading; where there are more than fit they scroll, also by keyboard."""

    def __init__(self, name: str) -> None:
        """An empty text.

        Args:
            name: what a screen reader calls it.
        """
        super().__init__()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(name)
        self._area.setToolTip(f"{name} (Up, Down)")
        self._area.setMinimumHeight(LEAST_HEIGHT)
        self._content = QWidget()
        self._content.setObjectName("review_words")
        # Not each line by itself: a layout asks how high a line is at the width that it has itself.
        self._content.setMaximumWidth(WIDEST_LINE + GAP)
        self._sentences = QVBoxLayout(self._content)
        self._sentences.setContentsMargins(0, HEAD_MARGIN, GAP, 0)
        self._sentences.setSpacing(LINE_GAP)
        self._area.setWidget(self._content)
        # It lies on a card.
        self._area.setStyleSheet("QScrollArea, #review_words { background: transparent; }")
        self._area.installEventFilter(self)
        self._area.verticalScrollBar().rangeChanged.connect(self._take_range)
        self.lines.addWidget(self._area)
        self.clear()
        self._take_range()

    @property
    def needed_height(self) -> int:
        """Pixels at which nothing has to scroll."""
        margins = self.lines.contentsMargins()
        inner = self._sentences.totalSizeHint().height()
        if self._sentences.hasHeightForWidth():
            width = min(self._area.viewport().width(), self._content.maximumWidth())
            inner = self._sentences.totalHeightForWidth(width)
        return inner + margins.top() + margins.bottom() + 2 * self.frameWidth()

    def clear(self) -> None:
        """Take all sentences away."""
        while self._sentences.count():
            item = self._sentences.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._sentences.addStretch(1)

    def add(self, widget: QWidget, *, apart: bool = False, grows: bool = True) -> None:
        """Put something below all else.

        Args:
            apart: it begins something new.
            grows: it takes the whole width.
        """
        at = self._sentences.count() - 1
        if apart and at:
            self._sentences.insertSpacing(at, GAP - LINE_GAP)
            at += 1
        left = Qt.AlignmentFlag(0) if grows else Qt.AlignmentFlag.AlignLeft
        self._sentences.insertWidget(at, widget, alignment=left)
        # Now, not once the layout comes to it: what is hidden needs no height.
        widget.show()

    def add_heading(self, words: str) -> None:
        """Put a heading below all else."""
        self.add(label(words, "heading"))
        self._sentences.insertSpacing(self._sentences.count() - 1, HEAD_GAP - LINE_GAP)

    def add_lines(self, lines: Sequence[str], kind: str = "") -> None:
        """Put sentences below all else."""
        for line in lines:
            self.add(_line(line, kind))

    def show_start(self) -> None:
        """Show the first sentence."""
        self._area.verticalScrollBar().setValue(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show that the keys scroll."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            set_kind(self, "focused" if self._area.hasFocus() else "")
        return super().eventFilter(watched, event)

    def _take_range(self) -> None:
        scrolls = self._area.verticalScrollBar().maximum() > 0
        policy = Qt.FocusPolicy.TabFocus if scrolls else Qt.FocusPolicy.NoFocus
        self._area.setFocusPolicy(policy)


class WordsView(QWidget):
    """Two texts: the mistakes, each of which can be looked at, and the pair that is looked at.

    Attributes:
        mistakes: for each one the button that looks at it.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.mistakes: dict[Pair, QPushButton] = {}
        self._decisive = Text("What was decisive")
        self._pair = Text("What is to be said of this join")
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
            self._pair.add(_line(failure, "bad"))
        if shown is not None:
            self._pair.add_lines(told)
            method = method_words(shown.evidence)
            if method:
                self._pair.add(_line(method, "note"), apart=True)
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
        most = (1 << 24) - 1
        self._decisive.setMaximumHeight(most if beside else self._decisive.needed_height)

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
    # Text that can be marked is no stop of the Tab key.
    line.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return line
