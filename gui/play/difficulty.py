"""What the next puzzle is made of and how hard it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QPushButton, QWidget

from musicpuzzle.settings import GAP_S, ON_BEATS, PIECES, Settings

from ..shortcuts import BY_NAME, with_key
from ..theme.theme import Theme
from ..widgets import Chooser, button

LONGEST_NAME = 28


def gap_words(gap_s: float) -> str:
    """Words such as "0.25 s gap"."""
    return f"{gap_s:g} s gap" if gap_s else "No gap"


class Difficulty(QWidget):
    """Song source, pieces, gap, beats. A change of difficulty makes a new puzzle."""

    changed = Signal()
    song_wanted = Signal()
    folder_wanted = Signal()
    starters_wanted = Signal()

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__()
        self._theme = theme
        self._settings = settings
        tip = with_key("Where the songs come from; open a song or folder of yours", "open")
        self.source: QPushButton = button(" Starter songs", tip=tip, kind="menu", name="Songs")
        self.source.setMenu(self._menu())
        tip = "How many pieces a puzzle has; another number makes a new one (Down)"
        self.pieces = Chooser(tip=tip, name="Pieces")
        for n in range(int(PIECES.low or 0), int(PIECES.high or 0) + 1):
            self.pieces.addItem(f"{n} pieces", n)
        self.pieces.setCurrentIndex(self.pieces.findData(settings.get(PIECES)))
        tip = "How much of the song is left out between two pieces (Down)"
        self.gap = Chooser(tip=tip, name="Gap")
        for gap_s in GAP_S.choices:
            self.gap.addItem(gap_words(gap_s), gap_s)
        self.gap.setCurrentIndex(self.gap.findData(settings.get(GAP_S)))
        self.on_beats = QCheckBox("Cuts on beats")
        self.on_beats.setAccessibleName("Cuts fall on beats")
        self.on_beats.setToolTip(
            "Let every piece begin on a beat; the song needs a steady one (Space)"
        )
        self.on_beats.setChecked(settings.get(ON_BEATS))
        self.pieces.activated.connect(self._choose)
        self.gap.activated.connect(self._choose)
        self.on_beats.clicked.connect(self._choose)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self.source, self.pieces, self.gap):
            layout.addWidget(widget)
        layout.addSpacing(8)
        layout.addWidget(self.on_beats)
        layout.addStretch(1)
        theme.changed.connect(self._dress)
        self._dress()

    def show_source(self, name: str) -> None:
        """Name where the songs come from."""
        short = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
        # The space keeps the icon at a distance, which no style sheet can.
        self.source.setText(f" {short}")
        self.source.setAccessibleName(f"Songs: {name}")

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for words, name, signal in (
            ("Open a song …", "open", self.song_wanted),
            ("Open a folder …", "open_folder", self.folder_wanted),
            ("Starter songs", "", self.starters_wanted),
        ):
            # The key is only shown here; the page's own action listens to it.
            shown = f"{words}\t{BY_NAME[name].text}" if name else words
            action = QAction(shown, menu)
            action.triggered.connect(signal)
            menu.addAction(action)
        return menu

    def _choose(self) -> None:
        self._settings.put(PIECES, int(self.pieces.currentData()))
        self._settings.put(GAP_S, float(self.gap.currentData()))
        self._settings.put(ON_BEATS, self.on_beats.isChecked())
        self.changed.emit()

    def _dress(self) -> None:
        self.source.setIcon(self._theme.icon("note"))
