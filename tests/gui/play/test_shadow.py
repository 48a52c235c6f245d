from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from scipy.ndimage import gaussian_filter

from gui.context import Context
from gui.play.shadow import Shadow, shadow_of


def opacity(image: QImage) -> np.ndarray:
    rows = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)
    assert not (rows & 0xFFFFFF).any()
    return np.asarray(rows >> 24, np.float64)


@pytest.mark.parametrize("blur", [6, 27])
def test_a_shadow_is_its_box_blurred(blur: int) -> None:
    seen = opacity(shadow_of(QSize(90, 60), blur, 200))
    box = np.zeros((60 + 2 * blur, 90 + 2 * blur))
    box[blur:-blur, blur:-blur] = 200
    assert seen.shape == box.shape
    assert np.abs(seen - gaussian_filter(box, blur / 3, mode="constant")).max() < 2


def test_it_lies_under_its_tile_and_above_the_others(context: Context) -> None:
    parent = QWidget()
    parent.resize(300, 300)
    tiles = [QWidget(parent) for _ in range(3)]
    for tile, left in zip(tiles, (20, 110, 200), strict=True):
        tile.setGeometry(left, 100, 80, 100)
    shadow = Shadow(context.theme, parent)
    tiles[1].raise_()
    shadow.lie_under(tiles[1])
    stack = parent.children()
    assert [stack.index(widget) for widget in (shadow, tiles[1])] == [2, 3]
    assert shadow.geometry().center() == tiles[1].geometry().center() + QPoint(0, 8)
    tiles[1].move(60, 60)
    shadow.lie_under(tiles[1])
    assert shadow.geometry().center() == tiles[1].geometry().center() + QPoint(0, 8)
    assert parent.childAt(tiles[1].geometry().bottomLeft() + QPoint(5, 10)) is not shadow


def test_it_is_darker_where_all_is_dark(context: Context) -> None:
    parent, seen = QWidget(), []
    parent.resize(200, 200)
    tile = QWidget(parent)
    tile.setGeometry(60, 60, 80, 80)
    for choice in ("light", "dark"):
        context.theme.choose(choice)
        shadow = Shadow(context.theme, parent)
        shadow.lie_under(tile)
        image = QImage(shadow.size(), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        shadow.render(image, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
        seen.append(image.pixelColor(image.rect().center()))
    assert seen == [QColor(185, 185, 185), QColor(105, 105, 105)]
