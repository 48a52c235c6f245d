from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import QWidget

from gui.context import Context
from gui.play.pictures import to_image
from gui.play.tile import SETTLED_MS, STEP_MS, Tile


@pytest.fixture
def tile(context: Context, qtbot: Any) -> Iterator[Tile]:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(300, 300)
    tile = Tile(context.theme, 2, "C", parent)
    tile.setGeometry(20, 20, 140, 120)
    with qtbot.waitExposed(parent):
        parent.show()
    yield tile
    parent.close()


def picture_of(tile: Tile) -> QImage:
    return tile.grab().toImage()


def test_a_click_plays(tile: Tile, qtbot: Any) -> None:
    with qtbot.waitSignal(tile.clicked, timeout=1000), qtbot.assertNotEmitted(tile.lifted):
        qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    assert tile.hasFocus()


def test_another_button_does_not_play(tile: Tile, qtbot: Any) -> None:
    with qtbot.assertNotEmitted(tile.clicked):
        qtbot.mouseClick(tile, Qt.MouseButton.MiddleButton)


def test_hover_plays_nothing(tile: Tile, qtbot: Any) -> None:
    with qtbot.assertNotEmitted(tile.clicked), qtbot.assertNotEmitted(tile.lifted):
        qtbot.mouseMove(tile, QPoint(30, 30))
        qtbot.mouseMove(tile, QPoint(90, 60))


def test_a_drag_lifts_moves_and_drops_without_playing(tile: Tile, qtbot: Any) -> None:
    told: list[tuple[str, int, QPoint]] = []
    tile.lifted.connect(lambda piece, at: told.append(("lifted", piece, at)))
    tile.dragged.connect(lambda piece, at: told.append(("dragged", piece, at)))
    tile.dropped.connect(lambda piece, at: told.append(("dropped", piece, at)))
    with qtbot.assertNotEmitted(tile.clicked):
        qtbot.mousePress(tile, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
        qtbot.mouseMove(tile, QPoint(60, 70))
        qtbot.mouseRelease(tile, Qt.MouseButton.LeftButton, pos=QPoint(60, 70))
    assert [name for name, _, _ in told] == ["lifted", "dragged", "dropped"]
    assert told[0][1:] == (2, QPoint(10, 10))
    assert told[2][1:] == (2, QPoint(80, 90))
    assert not tile.in_the_air


def test_a_trembling_hand_still_clicks(tile: Tile, qtbot: Any) -> None:
    with qtbot.waitSignal(tile.clicked, timeout=1000), qtbot.assertNotEmitted(tile.lifted):
        qtbot.mousePress(tile, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
        qtbot.mouseMove(tile, QPoint(12, 11))
        qtbot.mouseRelease(tile, Qt.MouseButton.LeftButton, pos=QPoint(12, 11))


@pytest.mark.parametrize(("can_move", "held"), [(False, False), (True, True)])
def test_a_held_tile_and_one_of_a_finished_round_stay(
    tile: Tile, qtbot: Any, can_move: bool, held: bool
) -> None:
    tile.can_move = can_move
    tile.set_marks(picked=False, held=held)
    with qtbot.assertNotEmitted(tile.lifted):
        qtbot.mousePress(tile, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
        qtbot.mouseMove(tile, QPoint(90, 90))
        qtbot.mouseRelease(tile, Qt.MouseButton.LeftButton, pos=QPoint(90, 90))


def test_assistive_technology_finds_a_button_it_can_press(tile: Tile, qtbot: Any) -> None:
    tile.setAccessibleName("Piece C")
    interface = QAccessible.queryAccessibleInterface(tile)
    assert interface.role() == QAccessible.Role.Button
    assert interface.text(QAccessible.Text.Name) == "Piece C"
    with qtbot.waitSignal(tile.clicked, timeout=1000):
        interface.actionInterface().doAction("Press")


def test_the_play_line_runs_from_left_to_right(tile: Tile) -> None:
    still = picture_of(tile)
    row = 100
    tile.set_progress(0.5)
    dark = QColor("#1B1D21")
    playing = picture_of(tile)
    columns = [x for x in range(10, 130) if playing.pixelColor(x, row) == dark]
    assert columns
    assert abs(sum(columns) / len(columns) - 70) < 2
    assert not [x for x in range(10, 130) if still.pixelColor(x, row) == dark]
    assert tile.is_playing
    tile.set_progress(None)
    assert not tile.is_playing
    assert picture_of(tile) == still


def test_a_picked_tile_and_a_held_one_look_different(tile: Tile) -> None:
    tile.clearFocus()
    plain = picture_of(tile)
    tile.set_marks(picked=True, held=False)
    picked = picture_of(tile)
    tile.set_marks(picked=False, held=True)
    held = picture_of(tile)
    assert plain != picked
    assert plain != held
    tile.setFocus()
    focused = picture_of(tile)
    assert focused.pixelColor(70, 1) == QColor("#2F5BD8")
    assert picked.pixelColor(70, 1) != focused.pixelColor(70, 1)


def test_its_picture_is_in_its_own_hue_and_follows_the_theme(tile: Tile, context: Context) -> None:
    tile.set_picture(to_image(np.full((8, 8), 255, dtype=np.uint8)))
    light = picture_of(tile).pixelColor(70, 80)
    context.theme.choose("dark")
    dark = picture_of(tile).pixelColor(70, 80)
    assert dark.lightness() > light.lightness()
    assert abs(dark.hslHue() - light.hslHue()) < 25


def test_a_new_size_is_stretched_at_first_and_sharp_soon_after(tile: Tile, qtbot: Any) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (64, 90)).astype(np.uint8)
    tile.set_picture(to_image(noise))
    picture_of(tile)
    qtbot.wait(SETTLED_MS + 12 * STEP_MS)
    tile.resize(200, 170)
    rough = picture_of(tile)
    assert rough.size() == tile.size()
    assert rough.pixelColor(100, 165).alpha() == 255
    tile.set_marks(picked=True, held=True)
    marked = picture_of(tile)
    tile.set_marks(picked=False, held=False)
    sharp = picture_of(tile)
    # What the tile says is never late, only its size is.
    assert rough not in (marked, sharp)
    tile.resize(140, 120)
    qtbot.wait(SETTLED_MS + 12 * STEP_MS)
    picture_of(tile)
    tile.resize(200, 170)
    assert picture_of(tile) == rough
    qtbot.waitUntil(lambda: picture_of(tile) == sharp)
