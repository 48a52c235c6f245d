"""The slim rail at the left: an icon and a word for each page."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from .shortcuts import with_key
from .theme.icons import icon_size
from .theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Entry:
    """One page in the rail."""

    name: str
    word: str
    icon: str
    tip: str
    at_foot: bool = False


class Rail(QWidget):
    """Chooses the page."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, entries: tuple[Entry, ...]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._entries = entries
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 16, 8, 12)
        layout.setSpacing(4)
        for entry in entries:
            if not entry.at_foot:
                layout.addWidget(self._button(entry))
        layout.addStretch(1)
        for entry in entries:
            if entry.at_foot:
                layout.addWidget(self._button(entry))
        theme.changed.connect(self._dress)
        self._dress()

    def show_chosen(self, name: str) -> None:
        """Mark a page as the one that is shown."""
        self._buttons[name].setChecked(True)

    def show_entry(self, name: str, is_shown: bool) -> None:
        """Offer a page, or offer it no more."""
        self._buttons[name].setVisible(is_shown)

    def _button(self, entry: Entry) -> QToolButton:
        button = QToolButton()
        button.setText(entry.word)
        button.setObjectName(entry.name)
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setToolTip(with_key(entry.tip, f"page_{entry.name}"))
        button.setAccessibleName(entry.word)
        button.clicked.connect(self._choose)
        self._group.addButton(button)
        self._buttons[entry.name] = button
        return button

    def _choose(self) -> None:
        self.chosen.emit(self.sender().objectName())

    def _dress(self) -> None:
        sizes = self._theme.sizes
        self.setFixedWidth(sizes.px(88))
        for entry in self._entries:
            button = self._buttons[entry.name]
            button.setIconSize(icon_size(sizes.px(24)))
            button.setIcon(self._theme.rail_icon(entry.icon))
