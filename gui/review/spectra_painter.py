"""Two spectra over each other, and the bands in which they differ most."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from musicpuzzle.review.evidence import SpectraEvidence

from ..theme.theme import Theme
from .axes import Axis, draw_axis, draw_key
from .listening import JOIN_S

TICKS_HZ = (100, 500, 1000, 2000, 4000, 8000)
LEFT, BOTTOM, TOP = 52, 40, 30
VALUES = "log-mel, less its mean (nats)"


def paint_spectra(
    painter: QPainter,
    area: QRectF,
    evidence: SpectraEvidence,
    names: tuple[str, str],
    theme: Theme,
    *,
    sounding_s: float | None = None,
) -> None:
    """The end of the first piece as a solid line, the start of the second one dashed.

    Above them the four seconds that are heard, with a line that runs while they sound: seconds from
    the join, below zero before it.
    """
    tokens, sizes = theme.tokens, theme.sizes
    plot = area.adjusted(sizes.px(LEFT), sizes.px(TOP), -2, -sizes.px(BOTTOM))
    # Bands are evenly spaced on the mel scale, as the ear has it.
    across = Axis(0.0, len(evidence.centres_hz) - 1.0, plot.left(), plot.right(), upright=False)
    both = np.concatenate([evidence.before, evidence.after])
    up = Axis(float(both.max()), float(both.min()), plot.top(), plot.bottom(), upright=True)
    _paint_place(painter, evidence, across, plot, theme)
    _paint_ticks(painter, evidence, across, plot, theme)
    draw_axis(painter, _ascending(up), plot.left(), VALUES, theme, signed=True)
    i, j = evidence.pair
    before_pen = QPen(QColor(tokens.hue(i)), 2.5, Qt.PenStyle.SolidLine)
    after_pen = QPen(QColor(tokens.hue(j)), 2.5, Qt.PenStyle.DashLine)
    for values, pen in ((evidence.before, before_pen), (evidence.after, after_pen)):
        points = [QPointF(across.at(k), up.at(value)) for k, value in enumerate(values.tolist())]
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
    head = QRectF(plot.left(), 0, plot.width(), sizes.px(TOP) - 6)
    keys = (f"end of {names[0]}", before_pen), (f"start of {names[1]}", after_pen)
    _paint_time(painter, head, keys, theme, sounding_s)


def _ascending(axis: Axis) -> Axis:
    """The same axis with its lower value first, from which ticks are counted."""
    return Axis(axis.high, axis.low, axis.end, axis.start, axis.upright)


def _paint_time(
    painter: QPainter,
    box: QRectF,
    keys: tuple[tuple[str, QPen], tuple[str, QPen]],
    theme: Theme,
    sounding_s: float | None,
) -> None:
    """The end of one piece, the join, the start of the other; in words, and the pens of both."""
    tokens = theme.tokens
    foot, middle = box.bottom(), box.center().x()
    size = QSizeF(box.width() / 2 - 8, box.height() - 4)
    for left, (words, pen) in zip((box.left(), middle + 8), keys, strict=True):
        draw_key(painter, QRectF(QPointF(left, box.top()), size), words, pen, theme)
    painter.setPen(QPen(QColor(tokens.edge), 1))
    painter.drawLine(QPointF(box.left(), foot), QPointF(box.right(), foot))
    painter.drawLine(QPointF(middle, box.top()), QPointF(middle, foot))
    if sounding_s is None:
        return
    axis = Axis(-JOIN_S, JOIN_S, box.left(), box.right(), upright=False)
    played = QColor(tokens.text)
    played.setAlpha(26)
    at = axis.at(sounding_s)
    painter.fillRect(QRectF(box.left(), box.top(), at - box.left(), box.height()), played)
    painter.fillRect(QRectF(at - 1, box.top(), 2, box.height()), QColor(tokens.text))


def _paint_place(
    painter: QPainter, evidence: SpectraEvidence, across: Axis, plot: QRectF, theme: Theme
) -> None:
    low, high = np.searchsorted(evidence.centres_hz, evidence.place_hz).tolist()
    left, right = across.at(low - 0.5), across.at(high + 0.5)
    soft = QColor(theme.tokens.accent)
    soft.setAlpha(50)
    box = QRectF(left, plot.top(), right - left, plot.height())
    painter.fillRect(box, soft)
    painter.setPen(QPen(QColor(theme.tokens.accent), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)


def _paint_ticks(
    painter: QPainter, evidence: SpectraEvidence, across: Axis, plot: QRectF, theme: Theme
) -> None:
    painter.setFont(theme.font(theme.sizes.px(11)))
    painter.setPen(QPen(QColor(theme.tokens.muted), 1))
    line = painter.fontMetrics().height()
    painter.drawLine(plot.bottomLeft(), plot.bottomRight())
    bands = np.arange(len(evidence.centres_hz), dtype=np.float64)
    for hz in TICKS_HZ:
        at = across.at(float(np.interp(hz, evidence.centres_hz, bands)))
        painter.drawLine(QPointF(at, plot.bottom()), QPointF(at, plot.bottom() + 4))
        text = f"{hz // 1000} k" if hz >= 1000 else str(hz)
        box = QRectF(at - 30, plot.bottom() + 4, 60, line)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter), text)
    box = QRectF(plot.left(), plot.bottom() + 4 + line, plot.width(), line)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter), "Hz")
