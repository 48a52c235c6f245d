"""Boxes to choose from, and titles."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetrics, QWheelEvent
from PySide6.QtWidgets import QApplication

from gui.context import Context
from gui.widgets import Chooser, Page, Title

NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def chooser(context: Context, qtbot: Any) -> Chooser:
    chooser = Chooser(tip="How many (Down)", name="Number")
    qtbot.addWidget(chooser)
    chooser.addItems(["3", "4", "5"])
    chooser.setCurrentIndex(1)
    chooser.show()
    return chooser


def test_neither_wheel_nor_letters_choose(chooser: Chooser, qtbot: Any) -> None:
    chosen: list[int] = []
    chooser.activated.connect(chosen.append)
    down = QPoint(0, -120)
    for phase in (Qt.ScrollPhase.NoScrollPhase, Qt.ScrollPhase.ScrollUpdate):
        wheel = QWheelEvent(
            QPointF(4, 4), QPointF(4, 4), down, down, Qt.MouseButton.NoButton, NONE, phase, False
        )
        QApplication.sendEvent(chooser, wheel)
    qtbot.keyClick(chooser, Qt.Key.Key_3)
    assert chosen == []
    assert chooser.currentText() == "4"


def test_an_arrow_key_opens_the_list_and_return_chooses(chooser: Chooser, qtbot: Any) -> None:
    qtbot.keyClick(chooser, Qt.Key.Key_Down)
    assert chooser.view().isVisible()
    qtbot.keyClick(chooser.view(), Qt.Key.Key_Down)
    with qtbot.waitSignal(chooser.activated) as blocker:
        qtbot.keyClick(chooser.view(), Qt.Key.Key_Return)
    assert blocker.args == [2]
    assert not chooser.view().isVisible()


def test_a_title_has_room_for_a_letter_that_begins_before_its_place(
    context: Context, qtbot: Any
) -> None:
    title = Title("Jigsaw")
    qtbot.addWidget(title)
    title.ensurePolished()
    assert QFontMetrics(title.font()).leftBearing("J") + title.indent() >= 0
    title.setText("History")
    assert QFontMetrics(title.font()).leftBearing("H") + title.indent() >= 0


def test_the_cross_of_a_bar_follows_the_theme(context: Context, qtbot: Any) -> None:
    page = Page("Page", "A page")
    qtbot.addWidget(page)
    page.show()
    bar = page.show_bar("Something failed", context.theme.icon("cross"))
    context.theme.choose("dark")
    size = bar.close_button.iconSize()
    expected = context.theme.icon("cross").pixmap(size).toImage()
    qtbot.waitUntil(lambda: bar.close_button.icon().pixmap(size).toImage() == expected)
