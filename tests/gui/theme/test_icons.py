from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QApplication

from gui.theme.icons import GRID, SHAPES, icon, two_state


def inked(image: QImage) -> set[tuple[int, int]]:
    return {
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 128
    }


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_an_icon_leaves_a_mark_of_its_colour_inside_the_grid(name: str, qapp: QApplication) -> None:
    image = icon(name, "#2F5BD8").pixmap(QSize(24, 24), 1.0).toImage()
    marks = inked(image)
    assert len(marks) > 10
    for mark in marks:
        colour = image.pixelColor(*mark)
        # Half-covered pixels are stored multiplied by their cover, which rounds.
        channels = (colour.red(), colour.green(), colour.blue())
        assert channels == pytest.approx((0x2F, 0x5B, 0xD8), abs=3)
    bounds = SHAPES[name]().boundingRect()
    assert bounds.left() >= 1
    assert bounds.top() >= 1
    assert bounds.right() <= GRID - 1
    assert bounds.bottom() <= GRID - 1


def test_no_two_icons_are_the_same(qapp: QApplication) -> None:
    drawings = {frozenset(inked(icon(n, "#000000").pixmap(24, 24).toImage())) for n in SHAPES}
    assert len(drawings) == len(SHAPES)


def test_an_icon_is_sharp_on_a_dense_screen(qapp: QApplication) -> None:
    assert icon("play", "#000000").pixmap(QSize(24, 24), 2.0).size() == QSize(48, 48)


def test_a_chosen_icon_has_another_colour(qapp: QApplication) -> None:
    both = two_state("jigsaw", "#111111", "#eeeeee")
    colours = []
    for state in (QIcon.State.Off, QIcon.State.On):
        image = both.pixmap(QSize(24, 24), QIcon.Mode.Normal, state).toImage()
        colours.append(QColor(image.pixelColor(*min(inked(image)))).lightness() > 128)
    assert colours == [False, True]
