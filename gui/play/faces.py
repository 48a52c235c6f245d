"""What the page shows when there is no round: nothing yet, a puzzle being made, a run that is
over."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from .. import faces
from ..faces import SentenceFace
from ..shortcuts import with_key
from ..theme.theme import Theme
from ..theme.tokens import Sizes
from ..widgets import button
from .geometry import arrange
from .run_rounds import RunRounds
from .songs import has_starter_songs


class EmptyFace(SentenceFace):
    """How to come to a puzzle; where there are bundled songs, these too."""

    def __init__(self) -> None:
        self.starters = button("Play a starter song", tip="Make a puzzle of one of our own songs")
        super().__init__("", "Open a song", with_key("Open a song", "open"), self.starters)
        self.open = self.action
        if not has_starter_songs():
            self.starters.hide()


class OverFace(SentenceFace):
    """A run is over: how it went, round by round where it counts as one, and what to do now."""

    def __init__(self, theme: Theme) -> None:
        self.casual = button("Casual round", tip="Play with nothing at stake")
        super().__init__("", "Once more", with_key("Begin again", "new"), self.casual)
        self.more = self.action
        self.rounds = RunRounds(theme)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.rounds)
        line.addStretch(1)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertLayout(layout.indexOf(self.more), line)


class BusyFace(faces.BusyFace):
    """The places, the card and the tiles of a puzzle that is being made."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            self._parts,
            name="A puzzle is being made",
            tip=with_key("Give up making this puzzle", "stop"),
        )
        self._n = 6

    def show_pieces(self, n: int) -> None:
        """Show the skeleton of a board of n pieces."""
        self._n = n
        self.update()

    def details_box(self) -> QRect:
        """Between the row and the tray, where the buttons will be."""
        return arrange(self._n, self.width(), self.height(), self._theme.sizes).strip

    def _parts(self, size: QSize, sizes: Sizes) -> list[QRectF]:
        geometry = arrange(self._n, size.width(), size.height(), sizes)
        boxes = (*geometry.places, *geometry.tray, geometry.side)
        return [QRectF(box).adjusted(1, 1, -1, -1) for box in boxes]
