"""What is painted over the songs: names of regions, rings, neighbours, ways and the lasso."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from musicpuzzle.explore.regions import Region

from ..theme.theme import Theme
from .camera import Camera

MOST_NAMES = 16
RING = 3.0
_BESIDE = 10.0
_PAD_X, _PAD_Y = 8.0, 3.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A song that is marked.

    Attributes:
        x, y: in pixels.
        kind: "pinned", "near", "way", "under" (the pointer), "focus", "unlike" or "result".
        name: written beside it; empty for none.
    """

    x: float
    y: float
    kind: str
    name: str = ""


class Pencil:
    """Paints over the map in the theme's colours."""

    def __init__(self, painter: QPainter, theme: Theme, width: float, height: float) -> None:
        self._painter = painter
        self._theme = theme
        self._room = QRectF(0, 0, width, height)
        self._taken: list[QRectF] = []
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def keep_free(self, boxes: Iterable[QRectF]) -> None:
        """Write nothing there."""
        self._taken += boxes

    def names(self, regions: Sequence[Region], camera: Camera) -> None:
        """The names of the regions in sight, the largest first, as many as there is room for."""
        font = self._theme.font(self._theme.sizes.px(13), bold=True)
        metrics = QFontMetricsF(font)
        self._painter.setFont(font)
        written: dict[str, list[QPointF]] = {}
        scale, n_written = camera.scale, 0
        for region in regions:
            if n_written == MOST_NAMES:
                return
            middle = QPointF(
                (region.x - camera.x) * scale + camera.width / 2,
                (region.y - camera.y) * scale + camera.height / 2,
            )
            size = QSizeF(
                metrics.horizontalAdvance(region.name) + 2 * _PAD_X, metrics.height() + 2 * _PAD_Y
            )
            box = QRectF(middle - QPointF(size.width() / 2, size.height() / 2), size)
            # One word twice in a stretch of the map says no more than once.
            is_said = any(
                (middle - other).manhattanLength() < self._room.width() / 3
                for other in written.get(region.name, ())
            )
            if is_said or not self._room.contains(box) or self._is_taken(box):
                continue
            written.setdefault(region.name, []).append(middle)
            self._write(box, region.name, self._theme.tokens.text, opacity=200)
            n_written += 1

    def draw_between(self, marks: Sequence[Mark], radius: float) -> None:
        """Draw no line over these songs and their rings from now on; none of them ends that."""
        outside = QPainterPath()
        outside.addRect(self._room)
        for mark in marks:
            circle = QPainterPath()
            outer = max(radius, 3.0) + RING
            circle.addEllipse(QPointF(mark.x, mark.y), outer, outer)
            outside = outside.subtracted(circle)
        self._painter.setClipPath(outside)
        self._painter.setClipping(bool(marks))

    def lines(self, start: Mark, ends: Sequence[Mark]) -> None:
        """From a song to its neighbours."""
        pen = QPen(QColor(self._theme.tokens.text), 1.0)
        colour = pen.color()
        colour.setAlpha(110)
        pen.setColor(colour)
        self._painter.setPen(pen)
        for end in ends:
            self._painter.drawLine(QPointF(start.x, start.y), QPointF(end.x, end.y))

    def way(self, marks: Sequence[Mark]) -> None:
        """The way over songs."""
        corners = QPolygonF([QPointF(mark.x, mark.y) for mark in marks])
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((self._theme.tokens.surface, 5.0), (self._theme.tokens.accent, 2.5)):
            pen = QPen(QColor(colour), width)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            self._painter.setPen(pen)
            self._painter.drawPolyline(corners)

    def course(
        self,
        places: Sequence[tuple[float, float]],
        turns: Sequence[tuple[float, float]],
        moments: Sequence[str],
    ) -> None:
        """How a song moves: thin at its beginning, thick at its end, its turns named."""
        tokens = self._theme.tokens
        for colour, more in ((tokens.surface, 3.0), (tokens.warn, 0.0)):
            for number, (start, end) in enumerate(pairwise(places)):
                share = (number + 1) / len(places)
                pen = QPen(QColor(colour), 1.0 + 2.5 * share + more)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                self._painter.setPen(pen)
                self._painter.drawLine(QPointF(*start), QPointF(*end))
        self._painter.setPen(QPen(QColor(tokens.warn), 2.0))
        self._painter.setBrush(QColor(tokens.surface))
        for x, y in turns:
            self._painter.drawEllipse(QPointF(x, y), 4.5, 4.5)
        for (x, y), words in zip(turns, moments, strict=True):
            self.name_of(Mark(x, y, "turn", words), 2.0)

    def ring(self, mark: Mark, radius: float) -> None:
        """A ring around a song, its kind told by its colour, width and form."""
        tokens = self._theme.tokens
        colours = {"pinned": tokens.accent, "way": tokens.accent, "unlike": tokens.bad}
        wide = mark.kind in ("pinned", "focus")
        colour = colours.get(mark.kind, tokens.text)
        middle, outer = QPointF(mark.x, mark.y), max(radius, 3.0) + RING
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(QColor(tokens.surface), 4.5 if wide else 3.5))
        self._painter.drawEllipse(middle, outer, outer)
        pen = QPen(QColor(colour), 2.5 if wide else 1.5)
        if mark.kind == "unlike":
            pen.setStyle(Qt.PenStyle.DotLine)
        self._painter.setPen(pen)
        self._painter.drawEllipse(middle, outer, outer)
        if mark.kind == "focus":
            self._painter.drawEllipse(middle, outer + 3.5, outer + 3.5)

    def name_of(self, mark: Mark, radius: float) -> None:
        """A song's name beside it, on the side where there is room."""
        if not mark.name:
            return
        font = self._theme.font(self._theme.sizes.note, bold=mark.kind == "pinned")
        metrics = QFontMetricsF(font)
        self._painter.setFont(font)
        most = self._room.width() * 0.45
        text = metrics.elidedText(mark.name, Qt.TextElideMode.ElideRight, most)
        size = QSizeF(metrics.horizontalAdvance(text) + 2 * _PAD_X, metrics.height() + 2 * _PAD_Y)
        places = [box for box in _around(mark, size, radius + _BESIDE) if self._room.contains(box)]
        free = [box for box in places if not self._is_taken(box)]
        # What is under the pointer or pinned is always named, others where there is room.
        is_urgent = mark.kind in ("under", "pinned", "focus")
        for box in free[:1] or places[: int(is_urgent)]:
            self._write(box, text, self._theme.tokens.text, opacity=240)

    def outline(self, line: Sequence[tuple[float, float]]) -> None:
        """The lasso or the band while it is drawn."""
        tokens = self._theme.tokens
        fill = QColor(tokens.accent)
        fill.setAlpha(30)
        self._painter.setBrush(fill)
        self._painter.setPen(QPen(QColor(tokens.accent), 1.5, Qt.PenStyle.DashLine))
        self._painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in line]))

    def _is_taken(self, box: QRectF) -> bool:
        return any(box.intersects(other) for other in self._taken)

    def _write(self, box: QRectF, text: str, colour: str, *, opacity: int) -> None:
        ground = QColor(self._theme.tokens.surface)
        ground.setAlpha(opacity)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(ground)
        corner = box.height() / 2
        self._painter.drawRoundedRect(box, corner, corner)
        self._painter.setPen(QColor(colour))
        self._painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        self._taken.append(box)


def _around(mark: Mark, size: QSizeF, away: float) -> list[QRectF]:
    """Boxes at the right, the left, below and above of a song."""
    width, height = size.width(), size.height()
    corners = (
        (mark.x + away, mark.y - height / 2),
        (mark.x - away - width, mark.y - height / 2),
        (mark.x - width / 2, mark.y + away),
        (mark.x - width / 2, mark.y - away - height),
    )
    return [QRectF(QPointF(*corner), size) for corner in corners]
