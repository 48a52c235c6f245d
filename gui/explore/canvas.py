"""The map itself: the songs of a view, what is marked among them, and motion between views."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from musicpuzzle.explore.collection import Collection
from musicpuzzle.explore.course import Stretch
from musicpuzzle.explore.picking import inside_box
from musicpuzzle.explore.regions import Region
from musicpuzzle.settings import Settings

from ..motion import duration_ms
from ..theme.theme import Theme
from .camera import Camera
from .colouring import Colouring, inks_of
from .layer import LARGEST_DOT, Layer, layer_of
from .overlay import Mark, Pencil
from .raster import Inks

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

MOVE_MS = 190
CORNER = 8.0
FINE_FROM = 2.2
"""The zoom from which smaller regions are named."""
NOTHING = -1


@dataclass(slots=True)
class Marked:
    """Songs that are marked on the map, by their numbers; NOTHING for none.

    Attributes:
        under: the one under the pointer.
        focus: the one that the keys have walked to.
        pinned: the one whose neighbours are shown.
        near: its neighbours.
        unlike: those that a search leads away from.
        way: a way over songs.
        course: how a song moves over this map as it goes on, with the words at its turns.
    """

    under: int = NOTHING
    focus: int = NOTHING
    pinned: tuple[int, ...] = ()
    near: tuple[int, ...] = ()
    unlike: tuple[int, ...] = ()
    way: tuple[int, ...] = ()
    course: Stretch | None = None
    moments: tuple[str, ...] = ()


class Canvas(QWidget):
    """Shows songs; it takes no input.

    Attributes:
        xs, ys: where each song is seen, float32 (n,), in pixels.
        selection: bool (n,), the songs that are selected.
        marked: what is marked.
        layer: the picture of the songs as it was painted last.
    """

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__()
        self.theme = theme
        self._settings = settings
        self.collection: Collection | None = None
        self.camera = Camera()
        self.marked = Marked()
        self.positions: Floats = np.empty((0, 2), np.float32)
        self.xs: Floats = np.empty(0, np.float32)
        self.ys: Floats = np.empty(0, np.float32)
        self.selection: Bools = np.empty(0, np.bool_)
        self.layer: Layer | None = None
        self.line: list[tuple[float, float]] = []
        self._has_selection = False
        self._sees_whole = True
        self._how: Colouring | None = None
        self._inks: Inks | None = None
        self._regions: tuple[Sequence[Region], Sequence[Region]] = ((), ())
        self._from: Floats = self.positions
        self._to: Floats = self.positions
        self._cameras = (self.camera, self.camera)
        self._motion = QVariantAnimation(self)
        self._motion.setStartValue(0.0)
        self._motion.setEndValue(1.0)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(self._step)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        theme.changed.connect(self._dress)

    def show_songs(self, collection: Collection, positions: Floats, how: Colouring) -> None:
        """Show other songs, all of the map."""
        self._motion.stop()
        self.collection = collection
        self.marked = Marked()
        self.selection = np.zeros(len(collection), np.bool_)
        self._has_selection = False
        self.line = []
        self.positions = self._from = self._to = positions
        self.see_whole()
        self.colour(how)

    def move_songs(self, positions: Floats, *, whole: bool = True) -> None:
        """Let the same songs glide to other places.

        Args:
            whole: show all of the map, since what was in sight will not stay together.
        """
        self._motion.stop()
        self._from, self._to = self.positions, positions
        after = self._whole_of(positions) if whole else self.camera
        self._sees_whole = self._sees_whole or whole
        self._cameras = (self.camera, after)
        self._motion.setDuration(duration_ms(self._settings, MOVE_MS))
        # Without a duration it is at its end at once, and stops itself.
        self._motion.start()

    @property
    def is_moving(self) -> bool:
        """Whether songs are gliding."""
        return self._motion.state() == QAbstractAnimation.State.Running

    def name_regions(self, coarse: Sequence[Region], fine: Sequence[Region]) -> None:
        """Name crowds of songs, the fine ones where the map is seen from close by."""
        self._regions = (coarse, fine)
        self.update()

    def colour(self, how: Colouring) -> None:
        """Show other colours."""
        self._how = how
        self._inks = inks_of(how, self.theme.tokens)
        self.refresh()

    def look(self, camera: Camera) -> None:
        """See another part of the map."""
        self._sees_whole = False
        self.camera = camera
        self.refresh()

    def see_whole(self) -> None:
        """See all of the map, and go on seeing it in a widget of another size."""
        self._sees_whole = True
        if len(self.positions):
            self.camera = self._whole_of(self.positions)
        self.refresh()

    def _whole_of(self, positions: Floats) -> Camera:
        """All songs in sight, beside all that lies over the map if it would hide one."""
        camera, boxes = self.camera.whole(positions, self.strip()), self.taken_boxes()
        xs, ys = camera.to_pixels(positions)
        for box in boxes:
            if inside_box(xs, ys, box.topLeft().toTuple(), box.bottomRight().toTuple()).any():
                return self.camera.whole(positions, max(each.right() for each in boxes))
        return camera

    def strip(self) -> float:
        """How many pixels at the left are covered."""
        return 0.0

    def look_at(self, song: int) -> None:
        """Bring a song into sight."""
        x, y = (float(each) for each in self._to[song])
        if not self.camera.sees(x, y, margin=4 * LARGEST_DOT):
            place = Camera(x, y, self.camera.zoom)
            self.look(place.resized(self.camera.width, self.camera.height))

    def select(self, songs: Bools) -> None:
        """Select these songs and no others."""
        self.selection = songs
        self._has_selection = bool(songs.any())
        self.refresh()

    def refresh(self) -> None:
        """Paint the songs again with the next picture of the window."""
        self.xs, self.ys = self.camera.to_pixels(self.positions)
        self.layer = None
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a map."""
        return QSize(self.theme.sizes.px(640), self.theme.sizes.px(480))

    def minimumSizeHint(self) -> QSize:
        """As small as it is of any use."""
        return QSize(self.theme.sizes.px(240), self.theme.sizes.px(200))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the middle where it is."""
        super().resizeEvent(event)
        width, height = self.width(), self.height()
        self.camera = self.camera.resized(width, height)
        before, after = self._cameras
        self._cameras = (before.resized(width, height), after.resized(width, height))
        if self._sees_whole and not self.is_moving:
            self.see_whole()
        else:
            self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The songs, and what is marked over them."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.theme.tokens.surface))
        if self._inks is not None and len(self.positions):
            if self.layer is None:
                self.layer = layer_of(
                    self.xs,
                    self.ys,
                    self._inks,
                    self.selection if self._has_selection else None,
                    size=(self.width(), self.height()),
                    ratio=self.devicePixelRatioF(),
                )
            self.layer.paint(painter)
            self._mark(painter, self.layer.radius)
        self._frame(painter)
        painter.end()

    def _mark(self, painter: QPainter, radius: float) -> None:
        marked = self.marked
        pencil = Pencil(painter, self.theme, self.width(), self.height())
        pencil.keep_free(self.taken_boxes())
        pinned = [self._point(song, "pinned") for song in marked.pinned]
        near = [self._point(song, "near") for song in marked.near]
        way = [self._point(song, "way") for song in marked.way]
        focus = [self._point(marked.focus, "focus")] if marked.focus >= 0 else []
        under = [self._point(marked.under, "under")] if marked.under >= 0 else []
        unlike = [self._point(song, "unlike") for song in marked.unlike]
        pencil.draw_between((*pinned, *near, *way), radius)
        if len(pinned) == 1 and not way:
            pencil.lines(pinned[0], near)
        if way:
            pencil.way(way)
        pencil.draw_between((), radius)
        if marked.course is not None and not self.is_moving:
            xs, ys = self.camera.to_pixels(marked.course.places)
            places = list(zip(xs.tolist(), ys.tolist(), strict=True))
            pencil.course(places, [places[turn] for turn in marked.course.turns], marked.moments)
        for mark in (*near, *way, *unlike, *pinned, *(focus if self.hasFocus() else ()), *under):
            pencil.ring(mark, radius)
        # By their places, so that no song is named twice.
        shown = (*pinned, *focus[: self.hasFocus()], *under, *way, *unlike)
        named: dict[tuple[float, float], Mark] = {}
        for mark in shown:
            named.setdefault((mark.x, mark.y), mark)
        for mark in named.values():
            pencil.name_of(mark, radius)
        if not self.is_moving:
            pencil.names(self._regions[self.camera.zoom >= FINE_FROM], self.camera)
        if self.line:
            pencil.outline(self.line)

    def taken_boxes(self) -> list[QRectF]:
        """Where something lies over the map, so that nothing is written there."""
        return []

    def _point(self, song: int, kind: str) -> Mark:
        assert self.collection is not None
        named = kind != "near"
        name = self.collection.name(song) if named else ""
        return Mark(float(self.xs[song]), float(self.ys[song]), kind, name)

    def _frame(self, painter: QPainter) -> None:
        tokens = self.theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        has_focus = self.hasFocus()
        pen = QPen(QColor(tokens.accent if has_focus else tokens.line), 2.0 if has_focus else 1.0)
        painter.setPen(pen)
        half = pen.widthF() / 2
        painter.drawRect(QRectF(self.rect()).adjusted(half, half, -half, -half))

    def _step(self, share: float) -> None:
        if len(self._from) != len(self._to):
            return
        if share >= 1.0:
            self.positions, self.camera = self._to, self._cameras[1]
        else:
            part = np.float32(share)
            self.positions = self._from + (self._to - self._from) * part
            before, after = self._cameras
            self.camera = Camera(
                before.x + (after.x - before.x) * share,
                before.y + (after.y - before.y) * share,
                before.zoom * (after.zoom / before.zoom) ** share,
                after.width,
                after.height,
            )
        self.refresh()

    def _dress(self) -> None:
        if self._how is not None:
            self.colour(self._how)
