"""A slider goes where one clicks, and tells only of what a person did."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt

from gui.context import Context
from gui.slider import Slider

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def slider(context: Context, qtbot: Any) -> Slider:
    slider = Slider(name="Position", tip="Where you are")
    qtbot.addWidget(slider)
    slider.setRange(0, 100)
    slider.setSingleStep(10)
    slider.resize(400, 24)
    slider.show()
    return slider


def test_a_click_brings_the_handle_there(slider: Slider, qtbot: Any) -> None:
    chosen: list[int] = []
    slider.chosen.connect(chosen.append)
    qtbot.mouseClick(slider, LEFT, pos=QPoint(300, 12))
    assert slider.value() == pytest.approx(75, abs=2)
    assert chosen[-1] == slider.value()


def test_the_handle_can_be_dragged_on_from_there(slider: Slider, qtbot: Any) -> None:
    qtbot.mousePress(slider, LEFT, pos=QPoint(300, 12))
    assert slider.isSliderDown()
    qtbot.mouseMove(slider, QPoint(100, 12))
    qtbot.mouseRelease(slider, LEFT, pos=QPoint(100, 12))
    assert slider.value() == pytest.approx(25, abs=3)


def test_keys_go_in_steps_and_the_program_itself_is_not_told(slider: Slider, qtbot: Any) -> None:
    chosen: list[int] = []
    slider.chosen.connect(chosen.append)
    slider.setValue(50)
    assert chosen == []
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert chosen == [60]
