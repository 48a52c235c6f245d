"""Sliders that say what counts how much."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from musicpuzzle.explore.search import DIMENSIONS, Weights

from ..slider import Slider
from ..theme.theme import Theme
from ..widgets import label
from .results import dimension_colour

STEPS = 100
NAMES = (*DIMENSIONS, "whole")
_TIPS = {
    "whole": "How much likeness in the whole space counts (Left, Right)",
}


class WeightSliders(QWidget):
    """Four dimensions and the whole.

    Signals:
        changed: Weights, or None where nothing counts.
    """

    changed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.sliders: dict[str, Slider] = {}
        self._dots: list[QLabel] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        for row, name in enumerate(NAMES):
            tip = _TIPS.get(name, f"How much likeness in {name} counts (Left, Right)")
            slider = Slider(name=f"Weight of {name}", tip=tip)
            slider.setRange(0, STEPS)
            slider.setPageStep(STEPS // 10)
            slider.setValue(0 if name == "whole" else STEPS)
            slider.valueChanged.connect(self._tell)
            dot = QLabel()
            self._dots.append(dot)
            grid.addWidget(dot, row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(label(name.capitalize(), "note"), row, 1)
            grid.addWidget(slider, row, 2)
            self.sliders[name] = slider
        grid.setColumnStretch(2, 1)
        theme.changed.connect(self._dress)
        self._dress()

    def weights(self) -> Weights | None:
        """What the sliders say; None where all are at 0."""
        values = {name: slider.value() / STEPS for name, slider in self.sliders.items()}
        return Weights(**values) if any(values.values()) else None

    def _tell(self) -> None:
        self.changed.emit(self.weights())

    def _dress(self) -> None:
        side = self._theme.sizes.px(10)
        for number, dot in enumerate(self._dots):
            dot.setFixedSize(side, side)
            colour = (
                dimension_colour(number, self._theme.tokens)
                if number < len(DIMENSIONS)
                else "transparent"
            )
            dot.setStyleSheet(f"background: {colour}; border-radius: {side // 2}px;")
