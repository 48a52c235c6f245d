"""What stands above and below the row: who plays, and the buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from musicpuzzle.games.round import Round

from ..shortcuts import with_key
from ..sound import PlayState
from ..theme.icons import icon_size
from ..theme.theme import Theme
from ..transport import clock_words
from ..widgets import button, label, tool
from .play_button import PlayButton


class Strip(QWidget):
    """Play the row, undo, redo, submit."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.hints: QWidget | None = None
        tip = with_key("Play the row from the start, or stop it", "row")
        self.play = PlayButton(theme, play="Play the row", stop="Stop the row", tip=tip)
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

    def add_hints(self, hints: QWidget) -> None:
        """Put the button for hints before the last one."""
        self.hints = hints
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertWidget(layout.count() - 1, hints)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """The buttons, from left to right."""
        hints = () if self.hints is None else (self.hints,)
        return self.play, self.undo, self.redo, *hints, self.submit

    def show_round(self, round_: Round) -> None:
        """Enable what can be done now."""
        self.play.setEnabled(bool(round_.order))
        self.undo.setEnabled(bool(round_.past) and not round_.is_over)
        self.redo.setEnabled(bool(round_.future) and not round_.is_over)
        self.submit.setEnabled(round_.is_full and not round_.is_over)

    def show_state(self, state: PlayState) -> None:
        """Take in what sounds now."""
        self.play.show_sounding(state.playing and state.kind == "row")

    def _dress(self) -> None:
        size = icon_size(self._theme.sizes.px(20))
        for widget, name in ((self.undo, "undo"), (self.redo, "redo")):
            widget.setIcon(self._theme.icon(name))
            widget.setIconSize(size)


class RowHead(QWidget):
    """Who plays, and for how long already: time decides between equals."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = label("", "muted")
        self.clock.setToolTip("Your time; it decides when both have the same points")
        self.run = label("", "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(label("You", "heading"))
        layout.addWidget(self.clock)
        layout.addStretch(1)
        layout.addWidget(self.run)

    def show_time(self, seconds: float) -> None:
        """Show whole seconds."""
        words = clock_words(seconds)
        if words != self.clock.text():
            self.clock.setText(words)
            self.clock.setAccessibleName(f"Your time: {words}")
