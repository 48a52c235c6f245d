"""What stands above the map: the view, the colours, and what dragging does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QWidget,
)

from musicpuzzle.explore.views import VIEWS, View

from ..theme.icons import icon_size
from ..theme.theme import Theme
from ..widgets import Chooser, button, label, tool
from .colouring import PLAIN
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


class Toolbar(QWidget):
    """Chooses.

    Signals:
        view_chosen: the name of a view.
        column_chosen: the tag or number to colour by; empty for none.
        tool_chosen: a Tool.
        whole_wanted: all of the map is to be seen.
        hears: whether songs sound under the pointer.
    """

    view_chosen = Signal(str)
    column_chosen = Signal(str)
    tool_chosen = Signal(str)
    whole_wanted = Signal()
    hears = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.views: dict[View, QPushButton] = {}
        self._view_group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        for number, view in enumerate(VIEWS, 1):
            what = "all four together" if view == "all" else f"{view} alone"
            tip = f"Songs lie close that are alike in {what} (Alt+{number})"
            choice = button(WORDS[view], tip=tip, kind="segment")
            choice.setCheckable(True)
            choice.setObjectName(view)
            choice.clicked.connect(self._choose_view)
            self._view_group.addButton(choice)
            self.views[view] = choice
            line.addWidget(choice)
        self.views["all"].setChecked(True)
        line.addStretch(1)
        self.colour = Chooser(tip="What the colours of the songs say", name="Colour by")
        self.colour.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToContents)
        self.colour.activated.connect(self._choose_column)
        line.addWidget(label("Colour by", "note"))
        line.addWidget(self.colour)
        line.addSpacing(12)
        self.tools: dict[Tool, QToolButton] = {}
        self._tool_group = QButtonGroup(self)
        for name, (words, tip) in _TOOLS.items():
            choice_ = tool(theme.icon(name), tip=with_key(tip, name), name=words, checkable=True)
            choice_.setObjectName(name)
            choice_.clicked.connect(self._choose_tool)
            self._tool_group.addButton(choice_)
            self.tools[name] = choice_
            line.addWidget(choice_)
        self.tools["move"].setChecked(True)
        self.whole = button("Whole map", tip="See all of the map (Home)", kind="quiet")
        self.whole.clicked.connect(self.whole_wanted)
        line.addWidget(self.whole)
        self.hear = QCheckBox("Hear under pointer")
        self.hear.setToolTip("Play the most typical seconds of the song under the pointer")
        self.hear.setChecked(True)
        self.hear.toggled.connect(self.hears)
        line.addWidget(self.hear)
        theme.changed.connect(self._dress)
        self._dress()

    def offer(self, columns: Sequence[str], chosen: str) -> None:
        """Offer tags and numbers to colour by."""
        self.colour.clear()
        self.colour.addItem("Nothing", PLAIN)
        for column in columns:
            self.colour.addItem(column.capitalize(), column)
        self.colour.setCurrentIndex(max(0, self.colour.findData(chosen)))

    def show_view(self, view: View) -> None:
        """Mark a view as the one that is shown."""
        self.views[view].setChecked(True)

    def show_tool(self, name: Tool) -> None:
        """Mark what dragging does."""
        self.tools[name].setChecked(True)

    def _choose_view(self) -> None:
        self.view_chosen.emit(self.sender().objectName())

    def _choose_tool(self) -> None:
        self.tool_chosen.emit(self.sender().objectName())

    def _choose_column(self, index: int) -> None:
        self.column_chosen.emit(self.colour.itemData(index))

    def _dress(self) -> None:
        for name, choice in self.tools.items():
            choice.setIcon(self._theme.rail_icon(name))
            choice.setIconSize(icon_size(self._theme.sizes.px(ICON)))
