"""Ratings over time. Importing this loads pyqtgraph, so that it is imported when first needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyqtgraph
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen
from PySide6.QtWidgets import (
    QGraphicsGridLayout,
    QGraphicsPathItem,
    QGraphicsSimpleTextItem,
    QWidget,
)

from musicpuzzle.games.settings import Game
from musicpuzzle.play.stats import RatingPoint

from ..theme.theme import Theme
from .colours import STROKES, game_colour
from .date_axis import date_marks
from .words import GAME_WORDS, many

Ratings = Mapping[Game, Sequence[RatingPoint]]
Floats = NDArray[np.float64]
DAY_S = 86_400.0
BAND_ALPHA = 34
DATE_WIDTH, LINE_HEIGHT, NARROW = 84, 18, 440
LEAST_SPAN = 120.0


class RatingPlot(QObject):
    """One line a game, with its deviation as a band, and its name and number at its end.

    It is put together from pyqtgraph's parts without its menus, which take ten times as long to
    make as all the rest. The plot stays as it is under the wheel: the page around it scrolls.

    Attributes:
        widget: what is put into the page.
    """

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ratings: Ratings = {}
        self._rated: Mapping[Game, int] = {}
        self._items: list[Any] = []
        self._labels: list[Any] = []
        self._view: Any = pyqtgraph.GraphicsView(background=None)
        self.widget: QWidget = self._view
        self.widget.setAccessibleName("Rating over time")
        self.widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._box: Any = pyqtgraph.ViewBox(enableMouse=False, enableMenu=False)
        self._dates: Any = pyqtgraph.AxisItem("bottom")
        self._values: Any = pyqtgraph.AxisItem("left")
        self._values.enableAutoSIPrefix(False)
        self._dates.enableAutoSIPrefix(False)
        self._whole: Any = pyqtgraph.GraphicsWidget()
        self._grid = QGraphicsGridLayout()
        self._lay_out()
        self._box.sigResized.connect(self._fit)
        theme.changed.connect(self._draw)

    def show_ratings(self, ratings: Ratings, rated: Mapping[Game, int]) -> None:
        """Show these ratings, of so many rated rounds."""
        self._ratings, self._rated = ratings, rated
        self.widget.setAccessibleDescription(spoken(ratings, rated))
        self._draw()

    def _lay_out(self) -> None:
        self._grid.setContentsMargins(0, 8, 0, 0)
        self._grid.setSpacing(0)
        self._grid.addItem(self._values, 0, 0)
        self._grid.addItem(self._box, 0, 1)
        self._grid.addItem(self._dates, 1, 1)
        self._grid.setRowStretchFactor(0, 1)
        self._grid.setColumnStretchFactor(1, 1)
        self._whole.setLayout(self._grid)
        for axis in (self._values, self._dates):
            axis.linkToView(self._box)
            axis.setZValue(-1)
        self._view.setCentralItem(self._whole)

    def _draw(self) -> None:
        for item in self._items:
            self._box.removeItem(item)
        for _, name in self._labels:
            self._view.scene().removeItem(name)
        self._items, self._labels = [], []
        self._dress()
        for game, points in self._ratings.items():
            self._add(game, points)
        xs, ys = extent(self._ratings)
        self._box.setRange(xRange=xs, yRange=ys, padding=0.0)
        self._fit()

    def _dress(self) -> None:
        tokens, sizes = self._theme.tokens, self._theme.sizes
        self._view.setBackground(tokens.surface)
        font = self._theme.font(sizes.note)
        for axis, words in ((self._values, "Rating (points)"), (self._dates, "Date")):
            axis.setTickFont(font)
            axis.setTextPen(tokens.muted)
            axis.setPen(tokens.line)
            axis.setStyle(tickLength=0, tickTextOffset=sizes.px(6), maxTickLevel=1)
            axis.setGrid(255)
            axis.setLabel(words, color=tokens.muted, **{"font-size": f"{sizes.note}px"})
        self._values.setWidth(sizes.px(64))
        self._dates.setHeight(sizes.px(42))

    def _add(self, game: Game, points: Sequence[RatingPoint]) -> None:
        tokens, sizes = self._theme.tokens, self._theme.sizes
        colour = QColor(game_colour(tokens, game))
        times, values, deviations = columns_of(points)
        faint = QColor(colour)
        faint.setAlpha(BAND_ALPHA)
        band = QGraphicsPathItem(_band(times, values - deviations, values + deviations))
        band.setPen(QPen(Qt.PenStyle.NoPen))
        band.setBrush(faint)
        pen = pyqtgraph.mkPen(colour, width=sizes.px(2), style=STROKES[game])
        line = pyqtgraph.PlotCurveItem(times, values, pen=pen, antialias=True)
        end = pyqtgraph.ScatterPlotItem(
            times[-1:], values[-1:], size=sizes.px(8), pen=None, brush=colour
        )
        words = f"{GAME_WORDS[game]} {values[-1]:.0f}"
        name = QGraphicsSimpleTextItem(words, self._whole)
        name.setData(0, (words, f"{words} ± {deviations[-1]:.0f}"))
        name.setFont(self._theme.font(sizes.note, bold=True))
        name.setBrush(colour)
        self._labels.append((float(values[-1]), name))
        for depth, item in enumerate((band, line, end)):
            item.setZValue(depth)
            self._box.addItem(item, ignoreBounds=True)
            self._items.append(item)

    def _fit(self) -> None:
        """Mark the dates that there is room for, and put the words beside the ends of the lines."""
        self._leave_room()
        box, sizes = self._box.geometry(), self._theme.sizes
        (begin_s, end_s), (low, high) = extent(self._ratings)
        most = max(1, int(box.width() / sizes.px(DATE_WIDTH)))
        self._dates.setTicks([date_marks(begin_s, end_s, most)])
        labels = sorted(self._labels, key=lambda each: -float(each[0]))
        wanted = [box.top() + box.height() * (high - value) / (high - low) for value, _ in labels]
        for (_, name), y in zip(labels, apart(wanted, sizes.px(LINE_HEIGHT)), strict=True):
            name.setPos(box.right() + sizes.px(8), y - name.boundingRect().height() / 2)

    def _leave_room(self) -> None:
        """For the words at the right, without their deviations where there is little."""
        sizes, room = self._theme.sizes, 0.0
        wide = self._whole.geometry().width() >= sizes.px(NARROW)
        for _, name in self._labels:
            name.setText(name.data(0)[wide])
            room = max(room, name.boundingRect().width() + 2 * sizes.px(8))
        if self._grid.columnMinimumWidth(2) != room:
            self._grid.setColumnFixedWidth(2, room)


def apart(values: Sequence[float], least: float) -> list[float]:
    """Values, the least first, moved as little as that all lie `least` apart."""
    groups: list[tuple[float, int]] = []  # the middle of a run, and how many are in it
    for value in values:
        middle, count = value, 1
        while groups and middle - groups[-1][0] < least * (count + groups[-1][1]) / 2:
            other, many_ = groups.pop()
            middle = (middle * count + other * many_) / (count + many_)
            count += many_
        groups.append((middle, count))
    return [
        middle + least * (place - (count - 1) / 2)
        for middle, count in groups
        for place in range(count)
    ]


def columns_of(points: Sequence[RatingPoint]) -> tuple[Floats, Floats, Floats]:
    """Times in seconds since 1970, ratings and deviations in points, each float64 (points,)."""
    table = np.array([(each.at.timestamp(), each.value, each.deviation) for each in points])
    return table[:, 0], table[:, 1], table[:, 2]


def extent(ratings: Ratings) -> tuple[tuple[float, float], tuple[float, float]]:
    """What the axes show: all lines, with the bands at their ends, and a little more.

    The first bands are so wide that they would leave no room for anything else.
    """
    points = [point for line in ratings.values() for point in line]
    if not points:
        now_s = datetime.now(UTC).timestamp()
        return (now_s - DAY_S, now_s), (1400.0, 1600.0)
    times = [point.at.timestamp() for point in points]
    ends = [line[-1] for line in ratings.values()]
    low = min(*(each.value for each in points), *(end.value - end.deviation for end in ends))
    high = max(*(each.value for each in points), *(end.value + end.deviation for end in ends))
    spare = max(0.05 * (high - low), (LEAST_SPAN - (high - low)) / 2)
    span_s = max(times) - min(times)
    aside_s = max(0.02 * span_s, (DAY_S - span_s) / 2)
    return (min(times) - aside_s, max(times) + aside_s), (low - spare, high + spare)


def spoken(ratings: Ratings, rated: Mapping[Game, int]) -> str:
    """The plot in words, a sentence for each game."""
    return " ".join(
        f"{GAME_WORDS[game]}: {points[-1].value:.0f}, give or take {points[-1].deviation:.0f},"
        f" after {many(rated[game], 'rated round')}; it was between"
        f" {min(each.value for each in points):.0f} and {max(each.value for each in points):.0f}."
        for game, points in ratings.items()
    )


def _band(times: Floats, low: Floats, high: Floats) -> QPainterPath:
    if len(times) == 1:
        return QPainterPath()
    path: QPainterPath = pyqtgraph.arrayToQPath(
        np.concatenate([times, times[::-1]]), np.concatenate([high, low[::-1]])
    )
    path.closeSubpath()
    return path
