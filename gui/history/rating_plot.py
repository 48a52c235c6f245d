"""Ratings over time, drawn by the window itself.

Three lines and two axes need nothing of a library for plots, and loading one would keep the window
from answering for a fifth of a second.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from musicpuzzle.games.settings import Game
from musicpuzzle.words import many

from ..picture import Picture
from ..theme.theme import Theme
from .colours import STROKES, game_colour
from .date_axis import date_marks
from .scales import Floats, Ratings, apart, columns_of, extent, value_marks
from .words import GAME_WORDS

RATING_TITLE, DATE_TITLE, PICTURE_TITLE = "Rating (points)", "Date", "Rating over time"
BAND_ALPHA = 34
DATE_WIDTH, VALUE_HEIGHT, LINE_HEIGHT, NARROW = 84, 60, 18, 440
LEFT, TOP, BOTTOM, GAP = 52, 30, 42, 8
BAR_WIDTH, FAR = 12, 48
Flag = Qt.AlignmentFlag


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """What is drawn of a game.

    Attributes:
        times: seconds since 1970, (points,).
        values, deviations: points, (points,).
    """

    game: Game
    times: Floats
    values: Floats
    deviations: Floats

    def words(self, *, wide: bool) -> str:
        """What stands at its end, with the deviation where there is room."""
        words = f"{GAME_WORDS[self.game]} {self.values[-1]:.0f}"
        return f"{words} ± {self.deviations[-1]:.0f}" if wide else words


@dataclass(frozen=True, slots=True)
class Scale:
    """Where times and ratings are: in the rectangle `box`, from `xs` and `ys` on its sides."""

    box: QRectF
    xs: tuple[float, float]
    ys: tuple[float, float]

    def x(self, time_s: float) -> float:
        """Pixels from the left of a time in seconds since 1970."""
        begin, end = self.xs
        return self.box.left() + self.box.width() * (time_s - begin) / (end - begin)

    def y(self, value: float) -> float:
        """Pixels from the top of a rating."""
        low, high = self.ys
        return self.box.top() + self.box.height() * (high - value) / (high - low)

    def polygon(self, times: Floats, values: Floats) -> QPolygonF:
        """The corners of a line."""
        (begin, end), (low, high) = self.xs, self.ys
        xs = self.box.left() + self.box.width() * (times - begin) / (end - begin)
        ys = self.box.top() + self.box.height() * (high - values) / (high - low)
        return QPolygonF([QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)])


class RatingPlot(QWidget):
    """One line a game, with its deviation as a band, and its name and number at its end.

    It is drawn into a picture in an event of its own, once the window has nothing else to do:
    while the window is resized, the picture of before stands there stretched.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: list[Line] = []
        self._extent = extent({})
        self._drawn = QPixmap()
        self._is_drawn = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._draw)
        self.setAccessibleName(PICTURE_TITLE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self._draw_anew)

    def show_ratings(self, ratings: Ratings, rated: Mapping[Game, int]) -> None:
        """Show these ratings, of so many rated rounds."""
        self._lines = [Line(game, *columns_of(points)) for game, points in ratings.items()]
        self._extent = extent(ratings)
        self.setAccessibleDescription(spoken(ratings, rated))
        self._draw_anew()

    def picture(self) -> Picture:
        """What is shown, to be saved."""
        return Picture(self.paint, self.size(), self._theme.tokens.surface, PICTURE_TITLE)

    def sizeHint(self) -> QSize:
        """Of the form of most plots."""
        return QSize(self._theme.sizes.px(480), self._theme.sizes.px(300))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw it in its new size."""
        super().resizeEvent(event)
        self._draw_anew()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What was drawn last, and a frame while it has the focus."""
        del event
        if not self._is_drawn or self._drawn.devicePixelRatio() != self.devicePixelRatio():
            self._soon.start()
        painter = QPainter(self)
        if not self._drawn.isNull():
            painter.drawPixmap(self.rect(), self._drawn)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.tokens.accent), 2))
            corner = self._theme.sizes.px(8)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), corner, corner)
        painter.end()

    def _draw_anew(self) -> None:
        self._is_drawn = False
        self.update()

    def _draw(self) -> None:
        ratio = self.devicePixelRatio()
        self._drawn = QPixmap(self.size() * ratio)
        self._drawn.setDevicePixelRatio(ratio)
        self._drawn.fill(QColor(self._theme.tokens.surface))
        painter = QPainter(self._drawn)
        self._paint(painter, QRectF(self.rect()), draft=True)
        painter.end()
        self._is_drawn = True
        self.update()

    def paint(self, painter: QPainter, whole: QRectF) -> None:
        """Draw it into a rectangle, as well as can be."""
        self._paint(painter, whole, draft=False)

    def _paint(self, painter: QPainter, whole: QRectF, *, draft: bool) -> None:
        sizes = self._theme.sizes
        wide = whole.width() >= sizes.px(NARROW)
        bold = QFontMetricsF(self._theme.font(sizes.note, bold=True))
        words = [line.words(wide=wide) for line in self._lines]
        room = max((bold.horizontalAdvance(each) for each in words), default=0.0)
        right = room + 2 * sizes.px(GAP)
        box = whole.adjusted(sizes.px(LEFT), sizes.px(TOP), -right, -sizes.px(BOTTOM))
        if box.width() < 1 or box.height() < 1:
            return
        scale = Scale(box, *self._extent)
        self._paint_axes(painter, scale)
        for line in self._lines:
            self._paint_band(painter, scale, line, smooth=not draft)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for line in self._lines:
            self._paint_line(painter, scale, line, draft=draft)
        self._paint_words(painter, scale, words)

    def _paint_axes(self, painter: QPainter, scale: Scale) -> None:
        sizes, tokens, box = self._theme.sizes, self._theme.tokens, scale.box
        height, gap = sizes.px(LINE_HEIGHT), sizes.px(GAP)
        font = self._theme.font(sizes.note)
        grid, text = QColor(tokens.line), QColor(tokens.muted)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setFont(font)
        for value in value_marks(*scale.ys, max(1, int(box.height() / sizes.px(VALUE_HEIGHT)))):
            y = round(scale.y(value))
            painter.setPen(grid)
            painter.drawLine(round(box.left()), y, round(box.right()), y)
            painter.setPen(text)
            place = QRectF(0, y - height / 2, box.left() - gap, height)
            painter.drawText(place, Flag.AlignRight | Flag.AlignVCenter, f"{value:.0f}")
        most = max(1, int(box.width() / sizes.px(DATE_WIDTH)))
        width, top = sizes.px(DATE_WIDTH), box.bottom() + sizes.px(4)
        for time_s, words in date_marks(*scale.xs, most):
            x = round(scale.x(time_s))
            painter.setPen(grid)
            painter.drawLine(x, round(box.top()), x, round(box.bottom()))
            painter.setPen(text)
            place = QRectF(x - width / 2, top, width, height)
            painter.drawText(place, Flag.AlignHCenter | Flag.AlignTop, words)
        # Above its axis, where it is read without turning the head.
        title = QRectF(0, box.top() - sizes.px(TOP), box.right(), height)
        painter.drawText(title, Flag.AlignLeft | Flag.AlignVCenter, RATING_TITLE)
        title = QRectF(box.left(), top + height, box.width(), height)
        painter.drawText(title, Flag.AlignHCenter | Flag.AlignVCenter, DATE_TITLE)

    def _paint_band(self, painter: QPainter, scale: Scale, line: Line, *, smooth: bool) -> None:
        """Its edges are so faint that smoothing them, most of the work, is hardly to be seen."""
        faint = QColor(game_colour(self._theme.tokens, line.game))
        faint.setAlpha(BAND_ALPHA)
        times = np.concatenate([line.times, line.times[::-1]])
        high, low = line.values + line.deviations, line.values - line.deviations
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=smooth)
        painter.setClipRect(scale.box)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faint)
        band = scale.polygon(times, np.concatenate([high, low[::-1]]))
        if len(line.times) > 1:
            painter.drawPolygon(band)
        else:
            aside = QPointF(self._theme.sizes.px(BAR_WIDTH) / 2, 0.0)
            painter.drawRect(QRectF(band.first() - aside, band.last() + aside))
        painter.setClipping(False)

    def _paint_line(self, painter: QPainter, scale: Scale, line: Line, *, draft: bool) -> None:
        colour = QColor(game_colour(self._theme.tokens, line.game))
        width = self._theme.sizes.px(2)
        corners = scale.polygon(line.times, line.values)
        if len(line.times) > 1:
            painter.setClipRect(scale.box)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            # Qt draws lines of one pixel ten times as fast as wider ones.
            painter.setPen(_pen(colour, STROKES[line.game], width, draft=draft))
            for x, y in _nib(width) if draft else ((0.0, 0.0),):
                painter.drawPolyline(corners.translated(x, y))
            painter.setClipping(False)
        end = corners.last()
        if scale.box.right() - end.x() > self._theme.sizes.px(FAR):
            # So that the name of a game that was not played for long is found from its line.
            painter.setPen(QPen(colour, 1, Qt.PenStyle.DotLine))
            painter.drawLine(end, QPointF(scale.box.right(), end.y()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(end, 2 * width, 2 * width)

    def _paint_words(self, painter: QPainter, scale: Scale, words: list[str]) -> None:
        """The names beside the ends of the lines, moved apart where they would touch."""
        sizes, box = self._theme.sizes, scale.box
        painter.setFont(self._theme.font(sizes.note, bold=True))
        named = sorted(
            zip(self._lines, words, strict=True), key=lambda each: -float(each[0].values[-1])
        )
        wanted = [scale.y(float(line.values[-1])) for line, _ in named]
        height = sizes.px(LINE_HEIGHT)
        for (line, name), y in zip(named, apart(wanted, height), strict=True):
            painter.setPen(QColor(game_colour(self._theme.tokens, line.game)))
            left = box.right() + sizes.px(GAP)
            place = QRectF(left, y - height / 2, 10 * box.width(), height)
            painter.drawText(place, Flag.AlignLeft | Flag.AlignVCenter, name)


def spoken(ratings: Ratings, rated: Mapping[Game, int]) -> str:
    """The plot in words, a sentence for each game."""
    return " ".join(
        f"{GAME_WORDS[game]}: {points[-1].value:.0f}, give or take {points[-1].deviation:.0f},"
        f" after {many(rated[game], 'rated round')}; it was between"
        f" {min(each.value for each in points):.0f} and {max(each.value for each in points):.0f}."
        for game, points in ratings.items()
    )


def _pen(colour: QColor, stroke: Qt.PenStyle, width: int, *, draft: bool) -> QPen:
    """A pen of a width, or a thin one for `_nib` whose dashes are as long."""
    pen = QPen(colour, 1 if draft else width, stroke)
    if draft and stroke is not Qt.PenStyle.SolidLine:
        pen.setDashPattern([width * length for length in pen.dashPattern()])
    return pen


def _nib(width: int) -> list[tuple[float, float]]:
    """By how much lines of one pixel lie apart that together look like one of that width."""
    steps = [k - (width - 1) / 2 for k in range(width)]
    return [(0.0, step) for step in steps] + [(step, 0.0) for step in steps if step]
