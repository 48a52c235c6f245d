"""A card of sentences, which scrolls where there are more than fit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ..widgets import Card, label, set_kind

WIDEST_LINE = 580
LEAST_HEIGHT = 120
GAP, HEAD_GAP, LINE_GAP = 12, 8, 4
HEAD_MARGIN = 6
"""Lines a first heading up with those of the cards beside it, which have buttons in their row."""
_UNIT = re.compile(r"(?<=\d) (?=(?:s|dB|Hz|%)(?!\w))")


class Sentences(Card):
    """What stands under a heading; where there are more than fit they scroll, also by keyboard."""

    def __init__(self, name: str) -> None:
        """A card without a sentence.

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
        alignment = Qt.AlignmentFlag(0) if grows else Qt.AlignmentFlag.AlignLeft
        self._sentences.insertWidget(at, widget, alignment=alignment)
        # Now, not once the layout comes to it: what is hidden needs no height.
        widget.show()

    def add_heading(self, words: str) -> None:
        """Put a heading below all else."""
        self.add(label(words, "heading"))
        self._sentences.insertSpacing(self._sentences.count() - 1, HEAD_GAP - LINE_GAP)

    def add_lines(self, lines: Sequence[str], kind: str = "", *, apart: bool = False) -> None:
        """Put sentences below all else; see `add`."""
        for number, line in enumerate(lines):
            self.add(_line(line, kind), apart=apart and not number)

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


def unbroken(words: str) -> str:
    """Words in which no number stands apart from its unit."""
    return _UNIT.sub("\N{NO-BREAK SPACE}", words)


def _line(words: str, kind: str = "") -> QWidget:
    line = label(unbroken(words), kind, wrap=True)
    line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    # Text that can be marked is no stop of the Tab key.
    line.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return line
