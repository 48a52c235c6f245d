"""The buttons under the row."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from musicpuzzle.games.round import Round

from ..shortcuts import with_key
from ..theme.icons import icon_size
from ..theme.theme import Theme
from ..widgets import button, tool


class Strip(QWidget):
    """Play the row, undo, redo, submit."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.play = button("Play the row", tip=with_key("Play the row from the start", "row"))
        self.undo = tool(theme.icon("undo"), tip=with_key("Undo", "undo"), name="Undo")
        self.redo = tool(theme.icon("redo"), tip=with_key("Redo", "redo"), name="Redo")
        tip = with_key("Hand in your order; every place needs its piece", "submit")
        self.submit = button("Submit", tip=tip, kind="main")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.play)
        layout.addWidget(self.undo)
        layout.addWidget(self.redo)
        layout.addStretch(1)
        layout.addWidget(self.submit)
        theme.changed.connect(self._dress)
        self._dress()

    def show_round(self, round_: Round) -> None:
        """Enable what can be done now."""
        self.play.setEnabled(bool(round_.order))
        self.undo.setEnabled(bool(round_.past) and not round_.is_over)
        self.redo.setEnabled(bool(round_.future) and not round_.is_over)
        self.submit.setEnabled(round_.is_full and not round_.is_over)

    def _dress(self) -> None:
        size = icon_size(self._theme.sizes.px(20))
        for widget, name in ((self.play, "play"), (self.undo, "undo"), (self.redo, "redo")):
            widget.setIcon(self._theme.icon(name))
            widget.setIconSize(size)
