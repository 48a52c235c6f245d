"""A tile: a piece of the song that can be heard, picked up and put down."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

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


class Tile(QAbstractButton):
    """Shows its letter, its sound in its own hue, its length, and a line that runs while it plays.

    A click plays it. Dragging is only reported; the board moves the tile. It lives as long as the
    window and stands for the same piece of each puzzle in turn.

    Attributes:
        veiled: nothing of it is painted yet, though it can be used.
    """

    focused = Signal(int)
    lifted = Signal(int, QPoint)
    dragged = Signal(int, QPoint)
    dropped = Signal(int, QPoint)

    def __init__(self, theme: Theme, piece: int, letter: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.piece = piece
        self.letter = letter
        self.duration_s = 0.0
        self.veiled = False
        self.picked = False
        self.held = False
        self.can_move = True
        self.in_the_air = False
        self._theme = theme
        self._progress: float | None = None
        self._image = QImage()
        self._pixmap = QPixmap()
        self._press_at: QPoint | None = None
        # Until it stands for a piece of a puzzle.
        self.setAccessibleName(f"Piece {letter}")
        self.setToolTip(f"Piece {letter}")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self._recolour)

    def renew(self, duration_s: float) -> None:
        """Stand for a piece of a new puzzle, of which nothing is shown before `unveil`."""
        if self.in_the_air:
            self.put_down()
        self.duration_s = duration_s
        self.veiled = self.can_move = True
        self.picked = self.held = False
        self._progress = self._press_at = None
        self._image, self._pixmap = QImage(), QPixmap()
        self.update()

    def unveil(self) -> None:
        """Show what the tile stands for."""
        self.veiled = False
        self.update()

    def set_picture(self, image: QImage) -> None:
        """Take the sound's picture; until then the tile shows an empty well."""
        self._image = image
        self._recolour()

    def set_progress(self, share: float | None) -> None:
        """Where the play line stands, 0 to 1, or None where nothing plays."""
        if share != self._progress:
            self._progress = share
            self.update()

    def set_marks(self, *, picked: bool, held: bool) -> None:
        """Whether the tile is the picked one, and whether it is held in its place."""
        if (picked, held) != (self.picked, self.held):
            self.picked, self.held = picked, held
            self.update()

    @property
    def picture(self) -> QImage:
        """The sound's picture."""
        return self._image

    @property
    def is_playing(self) -> bool:
        """Whether the play line runs."""
        return self._progress is not None

    def sizeHint(self) -> QSize:
        """The board decides; this is only what a layout would start from."""
        return QSize(self._theme.sizes.px(140), self._theme.sizes.px(120))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Focus picks."""
        super().focusInEvent(event)
        self.focused.emit(self.piece)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys belong to the page, which plays on the press, not on the release."""
        event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """See keyPressEvent."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Perhaps a click, perhaps the start of a drag."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._press_at = event.position().toPoint()
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Lift the tile once the pointer has moved far enough."""
        if self._press_at is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        at = event.position().toPoint()
        far = (at - self._press_at).manhattanLength() >= QApplication.startDragDistance()
        if not self.in_the_air and far and self.can_move and not self.held:
            self.in_the_air = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.lifted.emit(self.piece, self._press_at)
        if self.in_the_air:
            self.dragged.emit(self.piece, self.mapToParent(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the tile down, or play it."""
        if event.button() != Qt.MouseButton.LeftButton or self._press_at is None:
            return
        at = event.position().toPoint()
        self._press_at = None
        if self.in_the_air:
            self.put_down()
            self.dropped.emit(self.piece, self.mapToParent(at))
        elif self.rect().contains(at):
            self.click()

    def put_down(self) -> None:
        """End a drag without a word."""
        self._press_at = None
        self.in_the_air = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Head, picture, play line, outline."""
        if self.veiled:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        corner = self._theme.sizes.px(CORNER)
        shape = QPainterPath()
        shape.addRoundedRect(box, corner, corner)
        painter.save()
        painter.setClipPath(shape)
        self._paint_picture(painter)
        self._paint_head(painter)
        painter.restore()
        self._paint_outline(painter, box, corner)
        painter.end()

    def _head_height(self) -> int:
        return min(self._theme.sizes.px(HEAD), max(20, self.height() // 3))

    def _paint_picture(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        area = self.rect().adjusted(0, self._head_height(), 0, 0)
        if self._image.isNull():
            painter.fillRect(area, QColor(tokens.well))
        else:
            if self._pixmap.isNull():
                self._pixmap = pixmap_of(self._image, self.piece, tokens.dark)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(area, self._pixmap)
        if self._progress is None:
            return
        x = area.left() + self._progress * area.width()
        played = QColor(tokens.text)
        played.setAlpha(26)
        painter.fillRect(QRectF(area.left(), area.top(), x - area.left(), area.height()), played)
        painter.fillRect(QRectF(x - 1, area.top(), 2, area.height()), QColor(tokens.text))

    def _paint_head(self, painter: QPainter) -> None:
        tokens, sizes = self._theme.tokens, self._theme.sizes
        head = QRect(0, 0, self.width(), self._head_height())
        share = 0.34 if self.underMouse() else 0.24
        painter.fillRect(head, QColor(mix(tokens.surface, tokens.hue(self.piece), share)))
        painter.setPen(QColor(tokens.text))
        painter.setFont(self._theme.font(sizes.px(16), bold=True))
        if self.width() < sizes.px(ROOM_FOR_GLYPH):
            painter.drawText(head, Qt.AlignmentFlag.AlignCenter, self.letter)
            return
        inner = head.adjusted(sizes.px(10), 0, -sizes.px(8), 0)
        painter.drawText(inner, LEFT, self.letter)
        side, ratio = sizes.px(16), self.devicePixelRatioF()
        at = QPoint(inner.right() - side, (head.height() - side) // 2)
        sign = "stop" if self.is_playing else "play"
        painter.drawPixmap(at, _glyph(sign, side, tokens.text, ratio))
        if self.held:
            at -= QPoint(sizes.px(20), 0)
            painter.drawPixmap(at, _glyph("lock", side, tokens.text, ratio))
        elif self.width() >= sizes.px(ROOM_FOR_LENGTH):
            painter.setFont(self._theme.font(sizes.note))
            painter.setPen(QColor(mix(tokens.text, tokens.surface, 0.2)))
            room = inner.adjusted(0, 0, -side - sizes.px(4), 0)
            painter.drawText(room, RIGHT, f"{self.duration_s:.1f} s")

    def _paint_outline(self, painter: QPainter, box: QRectF, corner: float) -> None:
        tokens = self._theme.tokens
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2.5))
        elif self.picked:
            painter.setPen(QPen(QColor(mix(tokens.surface, tokens.accent, 0.6)), 1.5))
        else:
            hue = mix(tokens.surface, tokens.hue(self.piece), 0.6)
            painter.setPen(QPen(QColor(hue), 1))
        painter.drawRoundedRect(box, corner, corner)

    def _recolour(self) -> None:
        self._pixmap = QPixmap()
        self.update()
