"""Credits and licences."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from .context import Context
from .credits import Credit, libraries, models, music, songs
from .lanes import Job
from .widgets import Page, label

ABOUT = (
    "Music Puzzle is free software under the MIT licence. It comes without any warranty. The game"
    " and its networks follow Huang, Chou and Yang, “Generating Music Medleys via Playing Music"
    " Puzzle Games” (AAAI 2018)."
)

COLUMN_WIDTHS = (200, 236, 350)
GAP = 24
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
        about.setMaximumWidth(620)
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
            note.setMaximumWidth(620)
            self._column.insertWidget(at + 2, note)
            self._column.insertSpacing(at + 3, 12)
            if len(entries) > LONGEST_TABLE:
                self._column.insertWidget(at + 4, _one_text(entries))
            else:
                self._column.insertLayout(at + 4, _table(entries))

    def _fail(self, sentence: str) -> None:
        self._read = False
        self.show_bar(sentence, self._context.theme.icon("cross"))


def _one_text(entries: tuple[Credit, ...]) -> QLabel:
    """Many entries as one text: hundreds of labels would keep the window from answering."""
    rows = "".join(
        f"<tr><td width={COLUMN_WIDTHS[0] + GAP}><b>{escape(entry.name)}</b></td>"
        f"<td width={COLUMN_WIDTHS[1] + GAP}>{escape(entry.licence)}</td>"
        f"<td width={COLUMN_WIDTHS[2]}>{escape(entry.words)}</td></tr>"
        for entry in entries
    )
    result = label(wrap=True)
    result.setFixedWidth(sum(COLUMN_WIDTHS) + 2 * GAP)
    result.setTextFormat(Qt.TextFormat.RichText)
    result.setText(f"<table cellspacing=0 cellpadding=0>{rows}</table>")
    lines = "\n".join(f"{entry.name}, {entry.licence}, {entry.words}" for entry in entries)
    result.setAccessibleName(lines)
    result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return result


def _table(entries: tuple[Credit, ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(GAP)
    grid.setVerticalSpacing(4)
    top = Qt.AlignmentFlag.AlignTop
    for row, entry in enumerate(entries):
        for column, text in enumerate((entry.name, entry.licence, entry.words)):
            cell = label(text, ("strong", "", "muted")[column], wrap=True)
            cell.setFixedWidth(COLUMN_WIDTHS[column])
            grid.addWidget(cell, row, column, top)
    grid.setColumnStretch(3, 1)
    return grid
