"""The map under pointer, wheel and keys."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.context import Context
from gui.explore.canvas import NOTHING
from gui.explore.explorer import Explorer
from gui.explore.map_widget import MapWidget, Tool
from musicpuzzle.settings import MOTION

LEFT = Qt.MouseButton.LeftButton


def place_of(map_: MapWidget, song: int) -> QPoint:
    return QPointF(float(map_.xs[song]), float(map_.ys[song])).toPoint()


def free_song(map_: MapWidget) -> int:
    """A song that lies apart from others and from the widgets on the map."""
    for song in range(len(map_.xs)):
        away = np.hypot(map_.xs - map_.xs[song], map_.ys - map_.ys[song])
        at = QPointF(place_of(map_, song))
        hidden = any(box.adjusted(-9, -9, 9, 9).contains(at) for box in map_.taken_boxes())
        if np.sort(away)[1] > 8 and not hidden:
            return song
    raise AssertionError("all songs lie on one another")


def drag(map_: MapWidget, *points: QPoint, keys: Any = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mousePress(map_, LEFT, keys, points[0])
    for point in points[1:]:
        QTest.mouseMove(map_, point)
    QTest.mouseRelease(map_, LEFT, keys, points[-1])


def test_pointing_finds_the_song_and_leaving_forgets_it(explorer: Explorer, qtbot: Any) -> None:
    map_ = explorer.map
    explorer.tools.hear.setChecked(False)
    song = free_song(map_)
    with qtbot.waitSignal(map_.pointed) as told:
        QTest.mouseMove(map_, place_of(map_, song) + QPoint(2, 1))
    assert told.args == [song]
    assert map_.marked.under == song
    map_.point_at(NOTHING)
    assert map_.marked.under == NOTHING


def test_a_click_pins_and_a_click_beside_unpins(explorer: Explorer, qtbot: Any) -> None:
    map_ = explorer.map
    song = free_song(map_)
    QTest.mouseClick(map_, LEFT, pos=place_of(map_, song))
    assert explorer.query.like == (song,)
    assert map_.marked.pinned == (song,)
    qtbot.waitUntil(lambda: len(map_.marked.near) > 0)
    QTest.mouseClick(map_, LEFT, pos=QPoint(map_.width() - 3, 3))
    assert map_.marked.pinned == ()
    assert map_.marked.near == ()


def test_dragging_moves_the_map(explorer: Explorer) -> None:
    map_ = explorer.map
    song = free_song(map_)
    before = place_of(map_, song)
    start = QPoint(map_.width() - 60, 40)
    drag(map_, start, start + QPoint(-20, 30), start + QPoint(-40, 50))
    assert place_of(map_, song) - before == QPoint(-40, 50)
    assert explorer.query.like == ()


def test_a_box_and_a_line_select_what_is_inside(explorer: Explorer) -> None:
    map_ = explorer.map
    corners = QPoint(1, 1), QPoint(map_.width() // 2, map_.height() - 1)
    expected, before = map_.xs <= map_.width() // 2, map_.size()
    explorer.use("band")
    # From the outer side, where no widget lies on the map.
    drag(map_, corners[1], QPoint(9, 9), corners[0])
    np.testing.assert_array_equal(map_.selection, expected)
    assert map_.size() == before
    assert explorer.bar.jigsaw.isVisible()
    assert f"{int(expected.sum())} songs" in explorer.bar.words.text()
    explorer.use("lasso")
    right, top, low = map_.width() - 1, 1, map_.height() - 1
    middle = map_.width() // 2
    points = [QPoint(*each) for each in ((middle, top), (right, top), (right, low), (middle, low))]
    drag(map_, *points, keys=Qt.KeyboardModifier.ControlModifier)
    assert map_.selection.all()
    explorer.bar.clear.click()
    assert not map_.selection.any()
    assert not explorer.bar.jigsaw.isVisible()
    assert "Draw around songs" in explorer.bar.words.text()
    assert map_.size() == before


@pytest.mark.parametrize("tool", ["move", "band", "lasso"])
@pytest.mark.parametrize("goes_on", [False, True])
def test_a_drag_ends_where_other_songs_are_shown_meanwhile(
    explorer: Explorer, tool: Tool, goes_on: bool
) -> None:
    map_, plain = explorer.map, Qt.KeyboardModifier.NoModifier
    explorer.use(tool)
    cursor = map_.cursor().shape()
    low, high = QPoint(map_.width() - 1, map_.height() - 1), QPoint(1, 1)
    QTest.mousePress(map_, LEFT, plain, low)
    QTest.mouseMove(map_, low - QPoint(0, 40))
    assert explorer.atlas is not None
    explorer.show_atlas(explorer.atlas)
    camera = map_.camera
    if goes_on:
        QTest.mouseMove(map_, low - QPoint(40, 0))
        QTest.mouseMove(map_, high)
    QTest.mouseRelease(map_, LEFT, plain, high)
    assert map_.camera is camera
    assert map_.cursor().shape() == cursor
    assert map_.line == []
    assert not map_.selection.any()
    assert explorer.query.like == ()


def test_how_songs_are_selected_is_said_in_whole_in_a_narrow_window(explorer: Explorer) -> None:
    words = explorer.bar.words
    explorer.setFixedWidth(748)  # what a window of 900 leaves it
    QApplication.processEvents()
    assert words.width() >= words.sizeHint().width()


def test_the_wheel_zooms_about_the_pointer(explorer: Explorer) -> None:
    map_ = explorer.map
    song, zoom = free_song(map_), map_.camera.zoom
    before = place_of(map_, song)
    event = QWheelEvent(
        QPointF(before),
        QPointF(map_.mapToGlobal(before)),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(map_, event)
    assert map_.camera.zoom > 1.3 * zoom
    assert (place_of(map_, song) - before).manhattanLength() <= 2
    QTest.keyClick(map_, Qt.Key.Key_Home)
    assert map_.camera.zoom == zoom
    assert map_.strip() < map_.xs.min() < map_.xs.max() < map_.width()
    assert 0 < map_.ys.min() < map_.ys.max() < map_.height()


def test_keys_walk_mark_pin_and_play(explorer: Explorer, qtbot: Any) -> None:
    map_ = explorer.map
    map_.setFocus()
    QTest.keyClick(map_, Qt.Key.Key_Right)
    first = map_.marked.focus
    assert first >= 0
    with qtbot.waitSignal(explorer.said) as told:
        QTest.keyClick(map_, Qt.Key.Key_Left)
    assert explorer.atlas is not None
    second = map_.marked.focus
    assert told.args == [explorer.atlas.collection.name(second)]
    assert map_.xs[second] < map_.xs[first]
    QTest.keyClick(map_, Qt.Key.Key_X)
    assert map_.selection.tolist().index(True) == second
    QTest.keyClick(map_, Qt.Key.Key_Return)
    assert explorer.query.like == (second,)
    QTest.keyClick(map_, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert map_.selection.all()
    QTest.keyClick(map_, Qt.Key.Key_Backspace)
    assert not map_.selection.any()
    with qtbot.waitSignal(map_.play_wanted) as asked:
        QTest.keyClick(map_, Qt.Key.Key_Space)
    assert asked.args == [second]


def test_another_view_keeps_selection_pins_and_colours(explorer: Explorer) -> None:
    map_ = explorer.map
    explorer.pin(5)
    songs = np.arange(60) % 3 == 0
    map_.take_selection(songs)
    before = map_.positions.copy()
    explorer.show_view("tempo")
    assert explorer.atlas is not None
    np.testing.assert_array_equal(map_.positions, explorer.atlas.sheets["tempo"].layout.positions)
    assert (map_.positions != before).any()
    np.testing.assert_array_equal(map_.selection, songs)
    assert map_.marked.pinned == (5,)
    assert "by tempo" in map_.accessibleName()


def test_songs_glide_from_place_to_place(explorer: Explorer, context: Context, qtbot: Any) -> None:
    context.settings.put(MOTION, True)
    map_ = explorer.map
    before = map_.positions.copy()
    seen: list[np.ndarray] = []
    map_._motion.valueChanged.connect(lambda _: seen.append(map_.positions.copy()))
    explorer.show_view("genre")
    qtbot.waitUntil(lambda: not map_.is_moving)
    assert explorer.atlas is not None
    after = explorer.atlas.sheets["genre"].layout.positions
    np.testing.assert_array_equal(map_.positions, after)
    away = [np.linalg.norm(places - after) for places in (before, *seen)]
    assert away == sorted(away, reverse=True)
