"""What a tile looks like, painted once for as long as it looks the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPixmap

from ..theme import icons
from ..theme.colour import mix
from ..theme.theme import Theme
from .pictures import pixmap_of

CORNER = 8
HEAD = 28
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
ROOM_FOR_LENGTH = 104
ROOM_FOR_GLYPH = 52


@dataclass(frozen=True, slots=True)
class Look:
    """All that a face shows, but for its size and the theme.

    Attributes:
        image: by its cache key.
        ratio: pixels of the screen in one of the window.
    """

    image: int
    ratio: float
    duration_s: float
    focused: bool
    picked: bool
    held: bool
    pointed_at: bool
    playing: bool


@lru_cache(maxsize=16)
def _glyph(name: str, side: int, colour: str, ratio: float) -> QPixmap:
    """An icon ready to be painted, `ratio` times as sharp; all tiles share it."""
    pixmap = QPixmap(QSize(side, side) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    icons.draw(painter, name, QRectF(0, 0, side, side), colour)
    painter.end()
    return pixmap


class TileFace:
    """The head, the picture of the sound and the outline of one tile."""

    def __init__(self, theme: Theme, piece: int, letter: str) -> None:
        self._theme = theme
        self._piece = piece
        self._letter = letter
        self._image = QImage()
        self._look: Look | None = None
        self._size = QSize()
        self._pixmap = QPixmap()

    @property
    def image(self) -> QImage:
        """The sound's picture, null where there is none yet."""
        return self._image

    def take(self, image: QImage) -> None:
        """Show another picture; until there is one, an empty well."""
        self._image = image
        self.forget()

    def forget(self) -> None:
        """Paint all anew when it is next shown."""
        self._look = None

    def show(self, painter: QPainter, size: QSize, look: Look, *, roughly: bool) -> None:
        """Paint the face in a tile's corner.

        Args:
            roughly: what was painted for another size may be stretched to this one.
        """
        if look != self._look or (size != self._size and not roughly):
            self._render(size, look)
        if size == self._size:
            painter.drawPixmap(QPoint(), self._pixmap)
        else:
            self._stretch(painter, size, look.ratio)

    def shape(self, size: QSize) -> tuple[QRectF, QPainterPath]:
        """The outline of a tile and what it encloses."""
        box = QRectF(QPoint(), size).adjusted(1, 1, -1, -1)
        corner = self._theme.sizes.px(CORNER)
        path = QPainterPath()
        path.addRoundedRect(box, corner, corner)
        return box, path

    def picture_area(self, size: QSize) -> QRect:
        """Where the picture lies, under the head."""
        return QRect(QPoint(), size).adjusted(0, self._head_height(size), 0, 0)

    def _render(self, size: QSize, look: Look) -> None:
        self._pixmap = QPixmap(size * look.ratio)
        self._pixmap.setDevicePixelRatio(look.ratio)
        self._pixmap.fill(Qt.GlobalColor.transparent)
        self._size, self._look = QSize(size), look
        painter = QPainter(self._pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, path = self.shape(size)
        painter.save()
        painter.setClipPath(path)
        self._paint_picture(painter, self.picture_area(size))
        self._paint_head(painter, QRect(0, 0, size.width(), self._head_height(size)), look)
        painter.restore()
        self._paint_outline(painter, box, look)
        painter.end()

    def _stretch(self, painter: QPainter, size: QSize, ratio: float) -> None:
        """Only what is under the head grows in height: letters that do would catch the eye."""
        for here, there in zip(self._parts(size), self._parts(self._size), strict=True):
            source = QRectF(QRectF(there).topLeft() * ratio, QRectF(there).size() * ratio)
            painter.drawPixmap(QRectF(here), self._pixmap, source)

    def _parts(self, size: QSize) -> tuple[QRect, QRect]:
        return QRect(0, 0, size.width(), self._head_height(size)), self.picture_area(size)

    def _head_height(self, size: QSize) -> int:
        return min(self._theme.sizes.px(HEAD), max(20, size.height() // 3))

    def _paint_picture(self, painter: QPainter, area: QRect) -> None:
        tokens = self._theme.tokens
        if self._image.isNull():
            painter.fillRect(area, QColor(tokens.well))
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(area, pixmap_of(self._image, self._piece, tokens.dark))

    def _paint_head(self, painter: QPainter, head: QRect, look: Look) -> None:
        tokens, sizes = self._theme.tokens, self._theme.sizes
        share = 0.34 if look.pointed_at else 0.24
        painter.fillRect(head, QColor(mix(tokens.surface, tokens.hue(self._piece), share)))
        painter.setPen(QColor(tokens.text))
        painter.setFont(self._theme.font(sizes.px(16), bold=True))
        if head.width() < sizes.px(ROOM_FOR_GLYPH):
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, self._letter)
            return
        inner = head.adjusted(sizes.px(10), 0, -sizes.px(8), 0)
        painter.drawText(inner, LEFT, self._letter)
        side = sizes.px(16)
        at = QPoint(inner.right() - side, (head.height() - side) // 2)
        sign = "stop" if look.playing else "play"
        painter.drawPixmap(at, _glyph(sign, side, tokens.text, look.ratio))
        if look.held:
            at -= QPoint(sizes.px(20), 0)
            painter.drawPixmap(at, _glyph("lock", side, tokens.text, look.ratio))
        elif head.width() >= sizes.px(ROOM_FOR_LENGTH):
            painter.setFont(self._theme.font(sizes.note))
            painter.setPen(QColor(mix(tokens.text, tokens.surface, 0.2)))
            room = inner.adjusted(0, 0, -side - sizes.px(4), 0)
            painter.drawText(room, RIGHT, f"{look.duration_s:.1f} s")

    def _paint_outline(self, painter: QPainter, box: QRectF, look: Look) -> None:
        tokens, corner = self._theme.tokens, self._theme.sizes.px(CORNER)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if look.focused:
            painter.setPen(QPen(QColor(tokens.accent), 2.5))
        elif look.picked:
            painter.setPen(QPen(QColor(mix(tokens.surface, tokens.accent, 0.6)), 1.5))
        else:
            hue = mix(tokens.surface, tokens.hue(self._piece), 0.6)
            painter.setPen(QPen(QColor(hue), 1))
        painter.drawRoundedRect(box, corner, corner)
