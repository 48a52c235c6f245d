"""Every key of the program declared once, and the sheet that lists them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from .widgets import button, label

SECTION_GAP = 8
WINDOW_FRAME = 48


@dataclass(frozen=True, slots=True)
class Keys:
    """One thing that keys do.

    Attributes:
        name: how the program asks for it.
        section: its heading in the sheet.
        words: what it does.
        sequences: the key sequences, in Qt's portable words; any of them will do.
        shown: what a person reads; by default the first sequence as this system names it.
    """

    name: str
    section: str
    words: str
    sequences: tuple[str, ...]
    shown: str = ""

    @property
    def text(self) -> str:
        """How a person reads the key."""
        native = QKeySequence.SequenceFormat.NativeText
        return self.shown or QKeySequence(self.sequences[0]).toString(native)


ALL = (
    Keys("pick", "Pieces", "Pick a piece by its letter", (), "A to L"),
    Keys("focus", "Pieces", "Go to the next piece or place", (), "Arrow keys"),
    Keys("listen", "Pieces", "Play the picked piece; once more stops it", ("Space",)),
    Keys("place", "Pieces", "Put the picked piece into place 1 to 12", (), "1 to 9, 0, -, ="),
    Keys("first", "Pieces", "Put it into the first empty place", ("Ctrl+Up",)),
    Keys("left", "Pieces", "Move it one place to the left", ("Ctrl+Left",)),
    Keys("right", "Pieces", "Move it one place to the right", ("Ctrl+Right",)),
    Keys("back", "Pieces", "Take it back out of the row", ("Backspace", "Del", "Ctrl+Down")),
    Keys("hold", "Pieces", "Hold it where it stands, or let it go", (".",), "."),
    Keys("row", "Your row", "Play the row from here", ("R", "Return")),
    Keys("pause", "Your row", "Pause or go on", ("Ctrl+Space",)),
    Keys("stop", "Your row", "Stop", ("Esc",)),
    Keys("undo", "Round", "Undo", ("Ctrl+Z",)),
    Keys("redo", "Round", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y")),
    Keys("submit", "Round", "Submit your order", ("Ctrl+Return", "Ctrl+Enter")),
    Keys("hint", "Round", "Hints, each with its price", ("Ctrl+H",)),
    Keys("hint_join", "Round", "Hear a join: first its price, once more to take it", ("Alt+J",)),
    Keys("hint_neighbours", "Round", "Hear the neighbours, in the same way", ("Alt+N",)),
    Keys("hint_lock", "Round", "Lock a right piece, in the same way", ("Alt+L",)),
    Keys("new", "Round", "New puzzle", ("Ctrl+N",)),
    Keys("again", "Round", "Play the same puzzle again", ("Ctrl+R",)),
    Keys("mode", "Round", "Choose how you play", ("Ctrl+M",)),
    Keys("game", "Round", "Jigsaw, Sequencing or Medley", (), "Alt+1 to 3"),
    Keys("open", "Round", "Open a song", ("Ctrl+O",)),
    Keys("open_folder", "Round", "Open a folder of songs", ("Ctrl+Shift+O",)),
    Keys("review", "Review", "Look back on a finished round", ("V",)),
    Keys("cell", "Review", "Go to the next join of the table", (), "Arrow keys"),
    Keys("listen_join", "Review", "Play the join: end of one, start of the other", (), "Space"),
    Keys("learn", "Review", "Learn from your mistakes", ("Ctrl+L",)),
    Keys("save_pair", "Review", "Save what lies behind a join", ("Ctrl+Shift+S",)),
    Keys("save_beat", "Review", "Save the curves of the beat", ("Ctrl+Alt+S",)),
    Keys("back_to_result", "Review", "Back to the result", ("Alt+Left",)),
    Keys("export", "History", "Export all rounds as CSV", ("Ctrl+E",)),
    Keys("save_picture", "History", "Save the plot, or the table of joins", ("Ctrl+S",)),
    Keys("page_play", "Window", "Play", ("Ctrl+1",)),
    Keys("page_explore", "Window", "Explore your songs", ("Ctrl+2",)),
    Keys("page_library", "Window", "Your songs", ("Ctrl+3",)),
    Keys("page_history", "Window", "History", ("Ctrl+4",)),
    Keys("page_about", "Window", "Credits and licences", ("Ctrl+5",)),
    Keys("page_settings", "Window", "Settings", ("Ctrl+,",)),
    Keys("volume_up", "Window", "Louder", ("Ctrl++", "Ctrl+=")),
    Keys("volume_down", "Window", "Quieter", ("Ctrl+-",)),
    Keys("mute", "Window", "Silence, or as loud as before", ("M",)),
    Keys("help", "Window", "This sheet", ("F1", "?"), "F1 or ?"),
    Keys("quit", "Window", "Quit", ("Ctrl+Q",)),
)
BY_NAME = {keys.name: keys for keys in ALL}


def with_key(words: str, name: str) -> str:
    """A tooltip: the words and the key in brackets."""
    return f"{words} ({BY_NAME[name].text})"


def add_action(widget: QWidget, name: str, slot: Callable[[], object]) -> None:
    """Let the keys of a name do something wherever the focus is in a widget."""
    add_keys(widget, BY_NAME[name], slot)


def add_keys(widget: QWidget, keys: Keys | str, slot: Callable[[], object]) -> None:
    """Let keys, or one sequence of them, do something wherever the focus is in a widget."""
    words, sequences = ("", (keys,)) if isinstance(keys, str) else (keys.words, keys.sequences)
    action = QAction(words, widget)
    action.setShortcuts([QKeySequence(each) for each in sequences])
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(slot)
    widget.addAction(action)


def _of_all_pages() -> tuple[Keys, ...]:
    """All keys, with those that pages declare themselves."""
    from .explore import keys as explore
    from .library import keys as library

    return (*ALL, *library.ALL, *explore.ALL)


class ShortcutSheet(QDialog):
    """All keys on one sheet."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 24)
        layout.setSpacing(16)
        layout.addWidget(label("Keys", "title"))
        sheet = QWidget()
        columns = QHBoxLayout(sheet)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(48)
        halves = (
            ("Pieces", "Your row", "Review", "History", "Library", "Explore"),
            ("Round", "Window", "Compare"),
        )
        for half in halves:
            columns.addLayout(self._column(half))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setAccessibleName("All keys")
        area.setWidget(sheet)
        for see_through in (area.viewport(), sheet):
            see_through.setAutoFillBackground(False)
        layout.addWidget(area)
        close = button("Close", tip="Close this sheet (Esc)")
        close.clicked.connect(self.accept)
        layout.addWidget(close, alignment=Qt.AlignmentFlag.AlignRight)
        bar = area.verticalScrollBar().sizeHint().width()
        area.setMinimumWidth(sheet.sizeHint().width() + bar)
        # As high as its keys, where the screen allows it; else it scrolls.
        frame = layout.sizeHint().height() - area.sizeHint().height() + WINDOW_FRAME
        room = self.screen().availableGeometry().height() - frame
        area.setMinimumHeight(min(sheet.sizeHint().height(), room))
        close.setFocus()

    def _column(self, sections: tuple[str, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        row = 0
        for section, entries in groupby(_of_all_pages(), key=lambda keys: keys.section):
            if section not in sections:
                continue
            if row:
                grid.setRowMinimumHeight(row, SECTION_GAP)
                row += 1
            grid.addWidget(label(section, "heading"), row, 0, 1, 2)
            row += 1
            for keys in entries:
                left = Qt.AlignmentFlag.AlignLeft
                grid.addWidget(label(keys.text, "key"), row, 0, left)
                grid.addWidget(label(keys.words), row, 1, left)
                row += 1
        grid.setRowStretch(row, 1)
        grid.setColumnStretch(1, 1)
        return grid
