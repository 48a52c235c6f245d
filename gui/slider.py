"""A slider for what sounds."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider


class Slider(QSlider):
    """Goes where one clicks; `chosen` tells what a person chose, by mouse, wheel or key."""

    chosen = Signal(int)

    def __init__(self, *, name: str, tip: str) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self.setAccessibleDescription(tip)
        self.actionTriggered.connect(self._choose)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring the handle under the pointer, from where it can be dragged on."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control = QStyle.ComplexControl.CC_Slider
        part = QStyle.SubControl.SC_SliderHandle
        handle = self.style().subControlRect(control, option, part, self)
        at = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton and not handle.contains(at):
            room = self.width() - handle.width()
            left = at.x() - handle.width() // 2
            value = QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), left, room)
            self.setSliderPosition(value)
        super().mousePressEvent(event)

    def _choose(self, _action: int) -> None:
        self.chosen.emit(self.sliderPosition())
