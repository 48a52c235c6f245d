"""The map under a person's hands: pointer, wheel and keys."""

from __future__ import annotations

from typing import Literal

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from musicpuzzle.explore.collection import Collection
from musicpuzzle.explore.picking import Direction, beside, inside_box, inside_line, nearest
from musicpuzzle.settings import Settings

from ..theme.theme import Theme
from .canvas import NOTHING, Bools, Canvas, Floats
from .colouring import Colouring

Tool = Literal["move", "band", "lasso"]

REACH = 7.0
"""So far beside a dot it is still meant, in pixels."""
DRAG = 4.0
"""A pointer that moves less than this has clicked."""
MOST_CORNERS = 120
WHEEL_STEP = 1.0016
KEY_ZOOM = 1.4
KEY_MOVE = 0.2
HIGH = 0.25
_DIRECTIONS: dict[int, Direction] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
_ZOOMS: dict[int, float] = {
    Qt.Key.Key_Plus: KEY_ZOOM,
    Qt.Key.Key_Equal: KEY_ZOOM,
    Qt.Key.Key_Minus: 1 / KEY_ZOOM,
}
_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class MapWidget(Canvas):
    """A map to be looked at, listened to and chosen from.

    Signals:
        pointed: the song under the pointer, or NOTHING.
        pinned: the song that was clicked, or NOTHING for a click beside all.
        walked: the song that a key went to.
        play_wanted: the song that a key asked to hear.
        selected: other songs are selected now.
        resized: it has another size.
    """

    pointed = Signal(int)
    pinned = Signal(int)
    walked = Signal(int)
    play_wanted = Signal(int)
    selected = Signal()
    resized = Signal()

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__(theme, settings)
        self.tool: Tool = "move"
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._draws: Tool = "move"
        self._dragged = False
        self._corners: dict[str, QWidget] = {}
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Map of songs")
        self._show_cursor()

    def show_songs(self, collection: Collection, positions: Floats, how: Colouring) -> None:
        """Show other songs, all of the map; what was being dragged ends."""
        self._pressed = None
        self._show_cursor()
        super().show_songs(collection, positions, how)

    def use(self, tool: Tool) -> None:
        """What dragging does: move the map, or draw a band or a line around songs."""
        self.tool = tool
        self._show_cursor()

    def set_corner(self, widget: QWidget, *, top: bool) -> None:
        """Put a widget into the upper or lower left corner of the map."""
        self._corners["top" if top else "bottom"] = widget
        widget.setParent(self)
        widget.installEventFilter(self)
        widget.setCursor(Qt.CursorShape.ArrowCursor)
        widget.show()
        self._place_corners()

    def taken_boxes(self) -> list[QRectF]:
        """Where the widgets in the corners stand."""
        return [QRectF(each.geometry()) for each in self._corners.values() if each.isVisible()]

    def strip(self) -> float:
        """How far the widgets in the corners reach into the map; low ones cover little of it."""
        high = [box for box in self.taken_boxes() if box.height() > HIGH * self.height()]
        return max((box.right() for box in high), default=0.0)

    def song_at(self, x: float, y: float) -> int:
        """The song at a pixel, or NOTHING."""
        radius = self.layer.radius if self.layer is not None else 0.0
        song = nearest(self.xs, self.ys, x, y, radius + REACH)
        return NOTHING if song is None else song

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Keep the corners in their places when they grow."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show, QEvent.Type.Hide):
            self._place_corners()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the corners in their places."""
        super().resizeEvent(event)
        self._place_corners()
        self.resized.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag, or to click."""
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            super().mousePressEvent(event)
            return
        self._pressed = self._last = event.position()
        self._dragged = False
        modifiers = event.modifiers()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._draws = "move"
        elif modifiers & _SHIFT and self.tool == "move":
            self._draws = "band"
        else:
            self._draws = self.tool

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or point."""
        at = event.position()
        if self._pressed is None:
            self.point_at(self.song_at(at.x(), at.y()))
            return
        if not self._dragged and (at - self._pressed).manhattanLength() < DRAG:
            return
        if not self._dragged:
            self._dragged = True
            self.point_at(NOTHING)
        if self._draws == "move":
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.look(self.camera.moved(at.x() - self._last.x(), at.y() - self._last.y()))
        elif self._draws == "band":
            x, y = self._pressed.x(), self._pressed.y()
            self.line = [(x, y), (at.x(), y), (at.x(), at.y()), (x, at.y())]
            self.update()
        else:
            self.line = [*(self.line or [(self._pressed.x(), self._pressed.y())])]
            self.line.append((at.x(), at.y()))
            self.update()
        self._last = at

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select what was drawn around, or pin what was clicked."""
        if self._pressed is None:
            return
        at, self._pressed = event.position(), None
        self._show_cursor()
        if not self._dragged:
            song = self.song_at(at.x(), at.y())
            if event.modifiers() & _CONTROL and song >= 0:
                self._toggle(song)
            else:
                self.pinned.emit(song)
        elif self._draws != "move":
            self._take_line(add=bool(event.modifiers() & _CONTROL))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Nearer or farther, about the pointer."""
        step = event.angleDelta().y() or event.angleDelta().x()
        at = event.position()
        self.look(self.camera.zoomed(WHEEL_STEP**step, at.x(), at.y()))
        self.point_at(self.song_at(at.x(), at.y()))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        super().leaveEvent(event)
        self.point_at(NOTHING)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys are."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """See focusInEvent."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Space plays, Return pins, plus and minus zoom, Home shows all."""
        key = event.key()
        plain = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | _SHIFT)
        if plain == _CONTROL and key == Qt.Key.Key_A:
            self.take_selection(np.ones(len(self.xs), np.bool_))
        elif plain == _CONTROL and key in _DIRECTIONS:
            self._scroll(_DIRECTIONS[key])
        elif plain or not len(self.xs):
            event.ignore()
        elif key in _DIRECTIONS:
            self._walk(_DIRECTIONS[key])
        elif not self._press(key, is_repeat=event.isAutoRepeat()):
            event.ignore()

    def point_at(self, song: int) -> None:
        """Take a song as the one under the pointer."""
        if song != self.marked.under:
            self.marked.under = song
            self.setToolTip("")
            self.update()
            self.pointed.emit(song)

    def clear_selection(self) -> None:
        """Select nothing."""
        self.take_selection(np.zeros(len(self.xs), np.bool_))

    def _press(self, key: int, *, is_repeat: bool) -> bool:
        """Whether the key means something."""
        song = self.marked.focus
        if key in _ZOOMS:
            middle = self.rect().center()
            self.look(self.camera.zoomed(_ZOOMS[key], middle.x(), middle.y()))
        elif key == Qt.Key.Key_Home:
            self.see_whole()
        elif key == Qt.Key.Key_Space:
            if song >= 0 and not is_repeat:
                self.play_wanted.emit(song)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if song >= 0 and not is_repeat:
                self.pinned.emit(song)
        elif key == Qt.Key.Key_X:
            if song >= 0:
                self._toggle(song)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.clear_selection()
        else:
            return False
        return True

    def _walk(self, direction: Direction) -> None:
        song = self.marked.focus
        if song < 0:
            pinned = self.marked.pinned
            middle = self.rect().center()
            found = nearest(self.xs, self.ys, middle.x(), middle.y(), float("inf"))
            following = pinned[0] if pinned else found
        else:
            following = beside(self.xs, self.ys, song, direction)
        if following is not None:
            self.marked.focus = following
            self.look_at(following)
            self.update()
            self.walked.emit(following)

    def _scroll(self, direction: Direction) -> None:
        step = KEY_MOVE * min(self.width(), self.height())
        dx, dy = {"left": (1, 0), "right": (-1, 0), "up": (0, 1), "down": (0, -1)}[direction]
        self.look(self.camera.moved(step * dx, step * dy))

    def _toggle(self, song: int) -> None:
        songs = self.selection.copy()
        songs[song] = not songs[song]
        self.take_selection(songs)

    def _take_line(self, *, add: bool) -> None:
        line, self.line = self.line, []
        if self._draws == "band":
            songs = inside_box(self.xs, self.ys, line[0], line[2])
        else:
            # So many points are as good as all that the pointer left.
            some = line[:: 1 + len(line) // MOST_CORNERS]
            songs = inside_line(self.xs, self.ys, np.array(some, np.float32))
        self.take_selection(songs | self.selection if add else songs)

    def take_selection(self, songs: Bools) -> None:
        """Select these songs, bool (n,), as a person has chosen."""
        self.select(songs)
        self.selected.emit()

    def _show_cursor(self) -> None:
        draws = self.tool != "move"
        self.setCursor(Qt.CursorShape.CrossCursor if draws else Qt.CursorShape.ArrowCursor)

    def _place_corners(self) -> None:
        gap = self.theme.sizes.px(8)
        for place, corner in self._corners.items():
            size = corner.sizeHint().boundedTo(self.size() * 0.9)
            y = gap if place == "top" else self.height() - size.height() - gap
            corner.setGeometry(gap, y, size.width(), size.height())
        if self._sees_whole and not self.is_moving:
            self.see_whole()
