"""Credits and licences."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from .context import Context
from .credits import Credit, libraries, models, music, songs
from .lanes import Job
from .widgets import Page, label

ABOUT = (
    "Music Puzzle is free software under the MIT licence. It comes without any warranty. The game"
    " and its networks follow Huang, Chou and Yang, “Generating Music Medleys via Playing Music"
    " Puzzle Games” (AAAI 2018)."
)

# Name, licence, words in per cent, so that tables above each other line up at any width.
SHARES = (22, 26, 46)
AIR, ROW_GAP = 3, 4
WIDEST_TABLE = 840
WIDEST_TEXT = 620
LONGEST_TABLE = 40


@dataclass(frozen=True, slots=True)
class Credits:
    """Everything the page shows."""

    sections: tuple[tuple[str, str, tuple[Credit, ...]], ...]


def read_credits(_job: Job) -> Credits:
    """Read all credits from the assets and the installed packages."""
    return Credits(
        (
            ("Models", "Trained for this program.", tuple(models())),
            ("Music", "What the models learned from; thank you.", tuple(music())),
            (
                "Starter songs",
                "Composed by the program's own rules, rendered with FluidSynth and the FluidR3 GM"
                " sounds of Frank Wen (MIT).",
                tuple(songs()),
            ),
            ("Libraries", "What the program is built on.", tuple(libraries())),
        )
    )


class CreditsPage(Page):
    """The licences of the program and of all that comes with it."""

    def __init__(self, context: Context) -> None:
        super().__init__("About", "Who made this, and what you may do with it.")
        self._context = context
        self._read = False
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName("Credits and licences")
        area.setToolTip("Credits and licences (scroll with Up, Down)")
        inner = QWidget()
        inner.setObjectName("play_body")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 12, 16, 12)
        self._column.setSpacing(0)
        about = label(ABOUT, wrap=True)
        about.setMaximumWidth(WIDEST_TEXT)
        self._column.addWidget(about)
        self._column.addStretch(1)
        area.setWidget(inner)
        self.body.addWidget(area)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the credits when somebody first looks."""
        super().showEvent(event)
        if not self._read:
            self._read = True
            self._context.lanes.io(read_credits).success(self.show_credits).failure(self._fail)

    def show_credits(self, credits_: Credits) -> None:
        """Add the sections, those with nothing in them left out."""
        for heading, words, entries in credits_.sections:
            if not entries:
                continue
            at = self._column.count() - 1
            self._column.insertSpacing(at, 28)
            self._column.insertWidget(at + 1, label(heading, "heading"))
            note = label(words, "muted", wrap=True)
            note.setMaximumWidth(WIDEST_TEXT)
            self._column.insertWidget(at + 2, note)
            self._column.insertSpacing(at + 3, 12)
            if len(entries) > LONGEST_TABLE:
                self._column.insertWidget(at + 4, _one_text(entries))
            else:
                self._column.insertWidget(at + 4, _table(entries))

    def _fail(self, sentence: str) -> None:
        self._read = False
        self.show_bar(sentence, self._context.theme.icon("cross"))


def _one_text(entries: tuple[Credit, ...]) -> QLabel:
    """Many entries as one text: hundreds of labels would keep the window from answering."""
    # As far apart as the rows of `_table`.
    cell = f'td style="padding-bottom:{ROW_GAP}px"'
    air = f'</td><td width="{AIR}%"></td>'
    rows = "".join(
        f'<tr><{cell} width="{SHARES[0]}%"><b>{escape(entry.name)}</b>{air}'
        f'<{cell} width="{SHARES[1]}%">{escape(entry.licence)}{air}'
        f'<{cell} width="{SHARES[2]}%">{escape(entry.words)}</td></tr>'
        for entry in entries
    )
    result = _narrowing(label(wrap=True))
    result.setMaximumWidth(WIDEST_TABLE)
    result.setTextFormat(Qt.TextFormat.RichText)
    result.setText(f'<table width="100%" cellspacing=0 cellpadding=0>{rows}</table>')
    lines = "\n".join(f"{entry.name}, {entry.licence}, {entry.words}" for entry in entries)
    result.setAccessibleName(lines)
    result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return result


def _table(entries: tuple[Credit, ...]) -> QWidget:
    table = QWidget()
    table.setMaximumWidth(WIDEST_TABLE)
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(ROW_GAP)
    for row, entry in enumerate(entries):
        for column, text in enumerate((entry.name, entry.licence, entry.words)):
            cell = _narrowing(label(text, "" if column else "strong", wrap=True))
            cell.setAlignment(Qt.AlignmentFlag.AlignTop)
            grid.addWidget(cell, row, 2 * column)
    grid.setHorizontalSpacing(0)
    for column, share in enumerate(SHARES):
        grid.setColumnStretch(2 * column, share)
        grid.setColumnStretch(2 * column + 1, AIR if column < len(SHARES) - 1 else 0)
    return table


def _narrowing(words: QLabel) -> QLabel:
    """Let a text take the width it is given, and the height that follows from it."""
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    words.setSizePolicy(policy)
    return words
