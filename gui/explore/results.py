"""A list of songs: what was found, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from musicpuzzle.explore.search import DIMENSIONS

from ..theme.theme import Theme
from ..theme.tokens import Tokens
from ..widgets import tool
from .colouring import hue

HEIGHT = 48
BAR = 6
_HUES = (4, 2, 5, 1)
_STOP = Qt.FocusPolicy.StrongFocus


@dataclass(frozen=True, slots=True)
class Result:
    """A song in a list.

    Attributes:
        song: its number.
        title, artist: what is read.
        parts: what each of DIMENSIONS gave to its score; empty where it was not found by likeness.
    """

    song: int
    title: str
    artist: str
    parts: tuple[float, ...] = ()

    @property
    def words(self) -> str:
        """All of it in words."""
        name = f"{self.title}, {self.artist}" if self.artist else self.title
        if not self.parts:
            return name
        why = ", ".join(
            f"{each} {100 * part:.0f}" for each, part in zip(DIMENSIONS, self.parts, strict=True)
        )
        return f"{name}: likeness {100 * sum(self.parts):.0f}, of which {why}"


def dimension_colour(number: int, tokens: Tokens) -> str:
    """The colour of one of DIMENSIONS."""
    return hue(_HUES[number], tokens)


class Row(QAbstractButton):
    """A song: its name, its score, and the four addends of the score end to end.

    Signals:
        entered: the pointer is on it.
        left: it no longer is.
        moved: a key goes so many rows further.
        more, less: a key asks for more like it, or less.
    """

    entered = Signal()
    left = Signal()
    moved = Signal(int)
    more = Signal()
    less = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.result: Result | None = None
        self.setAccessibleName("No song yet")
        self.setToolTip("Click to pin the song")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_result(self, result: Result) -> None:
        """Show a song."""
        if result != self.result:
            self.result = result
            self.setAccessibleName(result.words)
            self.setToolTip(f"{result.words}. Click to pin it.")
            self.update()

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(self._theme.sizes.px(200), self._theme.sizes.px(HEIGHT))

    def enterEvent(self, event: QEnterEvent) -> None:
        """Tell that the pointer is here."""
        super().enterEvent(event)
        self.entered.emit()
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that the pointer has gone."""
        super().leaveEvent(event)
        self.left.emit()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go to the next row, + and - ask for more or less, Return and Space press."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        wishes = {
            Qt.Key.Key_Plus: self.more, Qt.Key.Key_Equal: self.more, Qt.Key.Key_Minus: self.less,
        }  # fmt: skip
        step, wish = steps.get(Qt.Key(event.key())), wishes.get(Qt.Key(event.key()))
        if step is not None:
            self.moved.emit(step)
        elif wish is not None:
            wish.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name, artist, score and bars."""
        del event
        if self.result is None:
            return
        tokens, sizes = self._theme.tokens, self._theme.sizes
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter)
        pad = sizes.px(8)
        box = self.rect().adjusted(pad, sizes.px(4), -pad, -sizes.px(4))
        score = f"{100 * sum(self.result.parts):.0f}" if self.result.parts else ""
        font = self._theme.font(sizes.body)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        room = box.width() - (metrics.horizontalAdvance(score) + pad if score else 0)
        painter.setPen(QColor(tokens.text))
        top = Qt.AlignmentFlag.AlignTop
        name = metrics.elidedText(self.result.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | top, name)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | top, score)
        below = box.adjusted(0, metrics.height() + sizes.px(2), 0, 0)
        if self.result.parts:
            self._bars(painter, QRectF(below))
        else:
            self._artist(painter, below)
        painter.end()

    def _artist(self, painter: QPainter, box: QRect) -> None:
        assert self.result is not None
        painter.setFont(self._theme.font(self._theme.sizes.note))
        painter.setPen(QColor(self._theme.tokens.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, self.result.artist)

    def _ground(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.pressed if self.isDown() else tokens.hover))
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setPen(QColor(tokens.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 6, 6)

    def _bars(self, painter: QPainter, box: QRectF) -> None:
        """Addends above 0 end to end from the left; those below 0 hang under them, from the right.

        So the bar ends where the score is, on a scale from 0 to 1.
        """
        assert self.result is not None
        tokens, sizes = self._theme.tokens, self._theme.sizes
        height = sizes.px(BAR)
        line = QRectF(box.left(), box.top() + sizes.px(4), box.width(), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.well))
        painter.drawRect(line)
        at = line.left()
        parts = sorted(enumerate(self.result.parts), key=lambda each: each[1] < 0)
        for number, part in parts:
            width = abs(part) * line.width()
            colour = QColor(dimension_colour(number, tokens))
            if part >= 0:
                painter.fillRect(QRectF(at, line.top(), width, height), colour)
                at += width
            else:
                at -= width
                # Below the line, over the stretch that it takes away.
                top = line.bottom() + sizes.px(1)
                painter.fillRect(QRectF(at, top, width, sizes.px(3)), colour)
                painter.fillRect(QRectF(at, line.top(), width, height), QColor(tokens.surface))


class ResultList(QScrollArea):
    """Songs, each to be pinned, heard, and added to what is searched for.

    Tab stops at one of them, from which Up and Down lead to the others.

    Signals:
        chosen: a song was clicked.
        pointed: a song is under the pointer, or -1.
        more, less: more like a song, or less like it, is wanted.
    """

    chosen = Signal(int)
    pointed = Signal(int)
    more = Signal(int)
    less = Signal(int)

    def __init__(self, theme: Theme, most: int) -> None:
        super().__init__()
        self._theme = theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Songs that were found")
        content = QWidget()
        content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._lines = QVBoxLayout(content)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self.rows: list[Row] = []
        self._frames: list[QWidget] = []
        self._sides: list[tuple[QToolButton, str]] = []
        self._shown: list[int] = []
        for _ in range(most):
            self._add_row()
        self._lines.addStretch(1)
        self.setWidget(content)
        self._let_tab_stop(self.rows[0])
        theme.changed.connect(self._dress)

    def show_results(self, results: Sequence[Result]) -> None:
        """Show these songs, at most as many as there are rows."""
        if [result.song for result in results] != self._shown:
            self._shown = [result.song for result in results]
            self.verticalScrollBar().setValue(0)
            if results and any(row.hasFocus() for row in self.rows):
                self.rows[0].setFocus()
            self._let_tab_stop(self.rows[0])
        for row, frame, result in zip(self.rows, self._frames, results, strict=False):
            row.show_result(result)
            if frame.isHidden():
                frame.show()
        for frame in self._frames[len(results) :]:
            if not frame.isHidden():
                frame.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring the row that the keys are in into sight, also where they come from outside."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, Row):
            self._let_tab_stop(watched)
            self.ensureWidgetVisible(watched)
        return False

    def _let_tab_stop(self, here: Row) -> None:
        for row in self.rows:
            stops = row is here or row.hasFocus()
            row.setFocusPolicy(_STOP if stops else Qt.FocusPolicy.ClickFocus)

    def _add_row(self) -> None:
        frame = QWidget()
        line = QHBoxLayout(frame)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        row = Row(self._theme)
        row.clicked.connect(self._choose)
        row.entered.connect(self._enter)
        row.left.connect(self._leave)
        row.moved.connect(self._move)
        row.more.connect(self._more)
        row.less.connect(self._less)
        row.installEventFilter(self)
        line.addWidget(row, 1)
        for icon, tip, name, slot in (
            ("plus", "Look for songs like this one too (+)", "More like this", self._more),
            ("minus", "Look for songs less like this one (-)", "Less like this", self._less),
        ):
            side = tool(self._theme.icon(icon), tip=tip, name=name)
            side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            side.clicked.connect(slot)
            self._sides.append((side, icon))
            line.addWidget(side)
        self.rows.append(row)
        self._frames.append(frame)
        frame.hide()
        self._lines.addWidget(frame)

    def _dress(self) -> None:
        for side, icon in self._sides:
            side.setIcon(self._theme.icon(icon))

    def _row_of_sender(self) -> Row:
        sender = self.sender()
        for row, frame in zip(self.rows, self._frames, strict=True):
            if sender is row or (isinstance(sender, QWidget) and sender.parent() is frame):
                return row
        raise RuntimeError("nothing of this list was pressed")

    def _song(self) -> int:
        result = self._row_of_sender().result
        assert result is not None
        return result.song

    def _choose(self) -> None:
        self.chosen.emit(self._song())

    def _enter(self) -> None:
        self.pointed.emit(self._song())

    def _leave(self) -> None:
        self.pointed.emit(-1)

    def _more(self) -> None:
        self.more.emit(self._song())

    def _less(self) -> None:
        self.less.emit(self._song())

    def _move(self, step: int) -> None:
        at = self.rows.index(self._row_of_sender()) + step
        if 0 <= at < len(self.rows) and self.rows[at].isVisible():
            self.rows[at].setFocus(Qt.FocusReason.OtherFocusReason)
