"""The similarity map of a pair, the place in it that mattered, and which moments counted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from musicpuzzle.review.evidence import (
    MapEvidence,
    MomentEvidence,
    Moments,
    NoEvidence,
    SpectraEvidence,
)
from musicpuzzle.review.parts import PulseEvidence

from ..theme.theme import Theme
from .axes import Axis, draw_axis
from .heat import heat_image
from .moments_painter import paint_moments
from .session import Explained
from .spectra_painter import paint_spectra

LEFT, BOTTOM, CURVE, GAP = 42, 38, 30, 5


class MapView(QWidget):
    """Time in the first piece runs down to the join, time in the second one from it to the right.

    The corner at the lower left is where the two meet. Curves along both sides show what each
    moment adds to the score: away from the map for the join, towards it against.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: Explained | None = None
        self._names = ("", "")
        self._plane = 0
        self._image = QImage()
        self.message = ""
        self._sounding_s: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._recolour)

    def show_explained(self, shown: Explained | None, names: tuple[str, str], message: str) -> None:
        """Show the evidence for a pair.

        Args:
            shown: None while it is computed or where that failed.
            names: of the two pieces.
            message: what stands there instead of a picture, or empty.
        """
        self._shown, self._names, self.message = shown, names, message
        evidence = None if shown is None else shown.evidence
        self._plane = evidence.place.plane if isinstance(evidence, MapEvidence) else 0
        # Who hears nothing but the beat has no map; see `PulsePanel`.
        self.setVisible(not isinstance(evidence, PulseEvidence))
        self._recolour()

    @property
    def has_picture(self) -> bool:
        """Whether there is more to see than a sentence."""
        without = NoEvidence | PulseEvidence
        return self._shown is not None and not isinstance(self._shown.evidence, without)

    @property
    def planes(self) -> int:
        """How many maps there are."""
        return 0 if self._shown is None else len(self._shown.maps)

    @property
    def plane(self) -> int:
        """Which one is shown."""
        return self._plane

    def show_plane(self, plane: int) -> None:
        """Show another map of the same pair."""
        self._plane = plane
        self._recolour()

    def show_sounding(self, seconds: float | None) -> None:
        """Let the play line run: seconds from the join, below zero before it; None hides it."""
        if seconds != self._sounding_s:
            self._sounding_s = seconds
            self.update()

    def sizeHint(self) -> QSize:
        """About square."""
        return QSize(self._theme.sizes.px(260), self._theme.sizes.px(240))

    def minimumSizeHint(self) -> QSize:
        """As small as the axes can be read."""
        return QSize(self._theme.sizes.px(220), self._theme.sizes.px(200))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as it is wide at most, so that what follows stays near."""
        super().resizeEvent(event)
        self.setMaximumHeight(max(self.minimumSizeHint().height(), self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Map and curves, moments alone, spectra, or a sentence."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        evidence = None if self._shown is None else self._shown.evidence
        area, at_s = QRectF(self.rect()), self._sounding_s
        if isinstance(evidence, MapEvidence):
            self._paint_map(painter, evidence)
        elif isinstance(evidence, MomentEvidence):
            paint_moments(painter, area, evidence, self._names, self._theme, sounding_s=at_s)
        elif isinstance(evidence, SpectraEvidence):
            paint_spectra(painter, area, evidence, self._names, self._theme, sounding_s=at_s)
        else:
            words = evidence.reason if isinstance(evidence, NoEvidence) else self.message
            self._paint_words(painter, words)
        painter.end()

    def _paint_words(self, painter: QPainter, words: str) -> None:
        tokens, sizes = self._theme.tokens, self._theme.sizes
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.well))
        painter.drawRoundedRect(QRectF(self.rect()), sizes.px(8), sizes.px(8))
        painter.setPen(QColor(tokens.muted))
        painter.setFont(self._theme.font(sizes.body))
        inner = self.rect().adjusted(24, 24, -24, -24)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(inner, int(flags), words)

    def _paint_map(self, painter: QPainter, evidence: MapEvidence) -> None:
        sizes = self._theme.sizes
        left, bottom, curve = (sizes.px(length) for length in (LEFT, BOTTOM, CURVE))
        side = min(self.width() - left - curve - GAP, self.height() - bottom - curve - GAP)
        area = QRectF(left + curve + GAP, 2, side, side - 2)
        before, after = self._axes(evidence, area)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawImage(_whole(before, after, evidence), self._image)
        if self._plane == evidence.place.plane:
            self._mark(painter, _box(before, after, evidence))
        left_strip = QRectF(left, area.top(), curve, area.height())
        below = QRectF(area.left(), area.bottom() + GAP, area.width(), curve)
        self._paint_curve(painter, evidence.first, before, left_strip)
        self._paint_curve(painter, evidence.second, after, below)
        first, second = self._names
        draw_axis(painter, before, left_strip.left(), f"s to the end of {first}", self._theme)
        draw_axis(painter, after, below.bottom(), f"s from the start of {second}", self._theme)
        if self._sounding_s is not None:
            self._paint_play_line(painter, before, after, left_strip.united(area), self._sounding_s)

    def _axes(self, evidence: MapEvidence, area: QRectF) -> tuple[Axis, Axis]:
        first_s, last_s = float(evidence.first.times_s[0]), float(evidence.second.times_s[-1])
        # The windows' middles lie a little inside; the axes go to the edges that were compared.
        margin_s = float(evidence.second.times_s[0])
        before = Axis(first_s - margin_s, 0.0, area.top(), area.bottom(), upright=True)
        return before, Axis(0.0, last_s + margin_s, area.left(), area.right(), upright=False)

    def _paint_play_line(
        self, painter: QPainter, before: Axis, after: Axis, whole: QRectF, seconds: float
    ) -> None:
        """Down to the join in the first piece, then from it to the right in the second."""
        if seconds < 0:
            at = before.at(seconds)
            line = QLineF(whole.left(), at, whole.right(), at)
        else:
            at = after.at(seconds)
            foot = whole.bottom() + GAP + self._theme.sizes.px(CURVE)
            line = QLineF(at, whole.top(), at, foot)
        # Two lines, so that one of them is seen on any colour.
        tokens = self._theme.tokens
        for colour, width in ((tokens.surface, 4.0), (tokens.text, 2.0)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawLine(line)

    def _mark(self, painter: QPainter, box: QRectF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in (("#000000", 4.5), ("#FFFFFF", 2.0)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawRect(box)

    def _paint_curve(self, painter: QPainter, moments: Moments, axis: Axis, strip: QRectF) -> None:
        tokens = self._theme.tokens
        from_s, to_s = moments.stretch_s
        soft = QColor(tokens.accent)
        soft.setAlpha(50)
        start, end = axis.at(from_s), axis.at(to_s)
        if axis.upright:
            marked = QRectF(strip.left(), start, strip.width(), end - start)
        else:
            marked = QRectF(start, strip.top(), end - start, strip.height())
        painter.fillRect(marked, soft)
        painter.setPen(QPen(QColor(tokens.accent), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(marked)
        middle = strip.center()
        painter.setPen(QPen(QColor(tokens.line), 1))
        if axis.upright:
            painter.drawLine(QPointF(middle.x(), strip.top()), QPointF(middle.x(), strip.bottom()))
        else:
            painter.drawLine(QPointF(strip.left(), middle.y()), QPointF(strip.right(), middle.y()))
        painter.setPen(QPen(QColor(tokens.text), 1.5))
        painter.drawPolyline(_curve(moments, axis, strip))

    def _recolour(self) -> None:
        self._image = QImage()
        if self._shown is not None and self._shown.maps:
            self._image = heat_image(self._shown.maps[self._plane], dark=self._theme.tokens.dark)
        self.update()


def _curve(moments: Moments, axis: Axis, strip: QRectF) -> QPolygonF:
    """Saliency on its own scale; away from the map is for the join."""
    values: NDArray[np.float64] = moments.saliency.astype(np.float64)
    values = values / max(float(np.abs(values).max()), 1e-9)
    middle = strip.center()
    points = []
    for time_s, value in zip(moments.times_s.tolist(), values.tolist(), strict=True):
        if axis.upright:
            points.append(QPointF(middle.x() - value * strip.width() / 2, axis.at(time_s)))
        else:
            points.append(QPointF(axis.at(time_s), middle.y() + value * strip.height() / 2))
    return QPolygonF(points)


def _whole(before: Axis, after: Axis, evidence: MapEvidence) -> QRectF:
    """From the edges of the outermost moments."""
    half_s = float(evidence.after_s[1] - evidence.after_s[0]) / 2
    rows, columns = evidence.before_s, evidence.after_s
    return QRectF(
        QPointF(after.at(columns[0] - half_s), before.at(rows[0] - half_s)),
        QPointF(after.at(columns[-1] + half_s), before.at(rows[-1] + half_s)),
    )


def _box(before: Axis, after: Axis, evidence: MapEvidence) -> QRectF:
    place = evidence.place
    top, bottom = (before.at(edge) for edge in place.before_s)
    left, right = (after.at(edge) for edge in place.after_s)
    return QRectF(QPointF(left, top), QPointF(right, bottom))
