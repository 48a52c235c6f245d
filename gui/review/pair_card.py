"""The card with what lies behind one pair: its map, its beat, and how it sounds."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from ..shortcuts import with_key
from ..theme.icons import icon_size
from ..theme.theme import Theme
from ..widgets import Card, Chooser, button, label, tool
from .map_view import MapView
from .pulse_view import PulsePanel
from .session import Explained

COMPUTING = "Listening to both pieces once more …"
ICON = 20


class PairCard(Card):
    """What the opponent heard of a pair, as a picture."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.title = label("", "heading")
        self.plane = Chooser(tip="The network keeps several maps; choose one (Down)", name="Map")
        self.plane.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToContents)
        tip = with_key("Save this picture as PNG or SVG", "save_pair")
        self.save = tool(theme.icon("save"), tip=tip, name="Save the picture")
        self.listen = button(" Play", tip="The last 2 s of one, the first 2 s of the other (Space)")
        self.map = MapView(theme)
        self.pulse = PulsePanel(theme)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        for widget in (self.plane, self.save, self.listen):
            head.addWidget(widget)
        self.lines.addLayout(head)
        self.lines.addWidget(self.map, 100)
        self.lines.addWidget(self.pulse, 40)
        # Takes what is left where the map is as large as it can be.
        self.lines.addStretch(1)
        self.plane.activated.connect(self.map.show_plane)
        theme.changed.connect(self._dress)
        self._dress()

    def show_name(self, name: str) -> None:
        """Name the pair that is looked at."""
        self.title.setText(name)
        self.map.setAccessibleName(f"What lies behind {name}")

    def show_explained(
        self,
        shown: Explained | None,
        names: tuple[str, str],
        told: tuple[str, ...],
        failure: str,
    ) -> None:
        """Show the evidence for a pair.

        Args:
            shown: None while it is computed or where that failed.
            names: of the two pieces.
            told: the same in words.
            failure: why there is none, or empty.
        """
        self.map.show_explained(shown, names, failure or COMPUTING)
        self.map.setAccessibleDescription(" ".join(told))
        self.pulse.show_explained(shown, names, failed=bool(failure))
        self.save.setEnabled(self.map.has_picture)
        # Who hears nothing but the beat has no map that could be saved.
        self.save.setVisible(self.map.isVisibleTo(self))
        self._offer_planes()

    def _offer_planes(self) -> None:
        planes = self.map.planes
        self.plane.blockSignals(True)
        self.plane.clear()
        self.plane.addItems([f"Map {number + 1}" for number in range(planes)])
        self.plane.setCurrentIndex(self.map.plane if planes else -1)
        self.plane.blockSignals(False)
        self.plane.setVisible(planes > 1)

    def _dress(self) -> None:
        self.listen.setIcon(self._theme.icon("play"))
        self.listen.setIconSize(icon_size(self._theme.sizes.px(ICON)))
