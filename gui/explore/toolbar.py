"""What stands over the map: by what the songs are laid out, and what dragging does."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from musicpuzzle.explore.views import VIEWS, View

from ..theme.icons import icon_size
from ..theme.theme import Theme
from ..widgets import tool
from .keys import with_key
from .map_widget import Tool

WORDS: dict[View, str] = {
    "all": "All",
    "genre": "Genre",
    "mood": "Mood",
    "tempo": "Tempo",
    "instruments": "Instruments",
}
_TOOLS: dict[Tool, tuple[str, str]] = {
    "move": ("Move the map", "Drag to move the map"),
    "band": ("Select by a box", "Drag a box around songs to select them"),
    "lasso": ("Select by a line", "Drag a line around songs to select them"),
}
ICON = 20


class Segment(QPushButton):
    """A choice that is as wide as its bold word, so that nothing moves when it is chosen."""

    def __init__(self, words: str, tip: str) -> None:
        super().__init__(words)
        self.setProperty("kind", "segment")
        self.setCheckable(True)
        self.setToolTip(tip)
        self.setAccessibleName(words)
        self.setAccessibleDescription(tip)

    def sizeHint(self) -> QSize:
        """See the class."""
        size = super().sizeHint()
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        plain = QFont(self.font())
        plain.setWeight(QFont.Weight.Normal)
        widths = [QFontMetrics(font).horizontalAdvance(self.text()) for font in (bold, plain)]
        # The style measures the plain word also where it draws the bold one.
        return QSize(size.width() + max(0, widths[0] - widths[1]), size.height())


class Views(QWidget):
    """Chooses the view.

    Signals:
        chosen: the name of a view.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.choices: dict[View, Segment] = {}
        self._group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        for number, view in enumerate(VIEWS, 1):
            what = "all four together" if view == "all" else f"{view} alone"
            tip = f"Songs lie close that are alike in {what} (Alt+{number})"
            choice = Segment(WORDS[view], tip)
            choice.setObjectName(view)
            choice.clicked.connect(self._choose)
            self._group.addButton(choice)
            self.choices[view] = choice
            line.addWidget(choice)
        line.addStretch(1)
        self.choices["all"].setChecked(True)

    def show_view(self, view: View) -> None:
        """Mark a view as the one that is shown."""
        self.choices[view].setChecked(True)

    def _choose(self) -> None:
        self.chosen.emit(self.sender().objectName())


class Tools(QFrame):
    """Stands on the map.

    Signals:
        chosen: a Tool.
        whole_wanted: all of the map is to be seen.
        hears: whether songs sound under the pointer.
    """

    chosen = Signal(str)
    whole_wanted = Signal()
    hears = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("card")
        self._theme = theme
        lines = QVBoxLayout(self)
        lines.setContentsMargins(2, 2, 2, 2)
        lines.setSpacing(0)
        self.tools: dict[Tool, QToolButton] = {}
        self._group = QButtonGroup(self)
        for name, (words, tip) in _TOOLS.items():
            choice = tool(theme.icon(name), tip=with_key(tip, name), name=words, checkable=True)
            choice.setObjectName(name)
            choice.clicked.connect(self._choose)
            self._group.addButton(choice)
            self.tools[name] = choice
            lines.addWidget(choice)
        self.tools["move"].setChecked(True)
        tip = "See all of the map (Home)"
        self.whole = tool(theme.icon("whole"), tip=tip, name="Whole map")
        self.whole.clicked.connect(self.whole_wanted)
        lines.addWidget(self.whole)
        tip = "Hear the most typical seconds of the song under the pointer, or not"
        self.hear = tool(theme.icon("volume"), tip=tip, name="Hear under pointer", checkable=True)
        self.hear.setChecked(True)
        self.hear.toggled.connect(self.hears)
        lines.addWidget(self.hear)
        theme.changed.connect(self._dress)
        self._dress()

    def show_tool(self, name: Tool) -> None:
        """Mark what dragging does."""
        self.tools[name].setChecked(True)

    def _choose(self) -> None:
        self.chosen.emit(self.sender().objectName())

    def _dress(self) -> None:
        size = icon_size(self._theme.sizes.px(ICON))
        for name, choice in self.tools.items():
            choice.setIcon(self._theme.rail_icon(name))
            choice.setIconSize(size)
        self.hear.setIcon(self._theme.rail_icon("volume"))
        self.hear.setIconSize(size)
        self.whole.setIcon(self._theme.icon("whole"))
        self.whole.setIconSize(size)
