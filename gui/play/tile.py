"""A tile: a piece of the song that can be heard, picked up and put down."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ..theme.theme import Theme
from .tile_face import Look, TileFace

# After its size last changed; then sharp again, the tiles of a row one after the other.
SETTLED_MS, STEP_MS = 100, 8


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
        self._face = TileFace(theme, piece, letter)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED_MS + STEP_MS * piece)
        self._settling.timeout.connect(self.update)
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
        self._face.take(QImage())
        self.update()

    def unveil(self) -> None:
        """Show what the tile stands for."""
        self.veiled = False
        self.update()

    def set_picture(self, image: QImage) -> None:
        """Take the sound's picture; until then the tile shows an empty well."""
        self._face.take(image)
        self.update()

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
        return self._face.image

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stretch what was painted for a while: all tiles anew with each step would take long."""
        super().resizeEvent(event)
        self._settling.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Head, picture, outline, and the play line over them."""
        if self.veiled:
            return
        painter = QPainter(self)
        look = Look(
            self.picture.cacheKey(),
            self.devicePixelRatioF(),
            self.duration_s,
            self.hasFocus(),
            self.picked,
            self.held,
            self.underMouse(),
            self.is_playing,
        )
        self._face.show(painter, self.size(), look, roughly=self._settling.isActive())
        self._paint_play_line(painter)
        painter.end()

    def _paint_play_line(self, painter: QPainter) -> None:
        if self._progress is None:
            return
        tokens, area = self._theme.tokens, self._face.picture_area(self.size())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipPath(self._face.shape(self.size())[1])
        x = area.left() + self._progress * area.width()
        played = QColor(tokens.text)
        played.setAlpha(26)
        painter.fillRect(QRectF(area.left(), area.top(), x - area.left(), area.height()), played)
        painter.fillRect(QRectF(x - 1, area.top(), 2, area.height()), QColor(tokens.text))

    def _recolour(self) -> None:
        self._face.forget()
        self.update()
