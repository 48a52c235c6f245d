"""Two spectra over each other, and the bands in which they differ most."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from musicpuzzle.review.evidence import SpectraEvidence

from ..theme.theme import Theme
from .axes import Axis

TICKS_HZ = (100, 500, 1000, 2000, 4000, 8000)
LEFT, BOTTOM, TOP = 16, 40, 22


def paint_spectra(
    painter: QPainter,
    area: QRectF,
    evidence: SpectraEvidence,
    names: tuple[str, str],
    theme: Theme,
) -> None:
    """The end of the first piece as a solid line, the start of the second one dashed."""
    tokens, sizes = theme.tokens, theme.sizes
    plot = area.adjusted(sizes.px(LEFT), sizes.px(TOP), -2, -sizes.px(BOTTOM))
    # Bands are evenly spaced on the mel scale, as the ear has it.
    across = Axis(0.0, len(evidence.centres_hz) - 1.0, plot.left(), plot.right(), upright=False)
    both = np.concatenate([evidence.before, evidence.after])
    up = Axis(float(both.max()), float(both.min()), plot.top(), plot.bottom(), upright=True)
    _paint_place(painter, evidence, across, plot, theme)
    _paint_ticks(painter, evidence, across, plot, theme)
    i, j = evidence.pair
    for values, piece, style in (
        (evidence.before, i, Qt.PenStyle.SolidLine),
        (evidence.after, j, Qt.PenStyle.DashLine),
    ):
        points = [QPointF(across.at(k), up.at(value)) for k, value in enumerate(values.tolist())]
        painter.setPen(QPen(QColor(tokens.hue(piece)), 2.5, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
    painter.setFont(theme.font(sizes.note))
    painter.setPen(QColor(tokens.text))
    words = f"—  end of {names[0]}      - -  start of {names[1]}"
    painter.drawText(QRectF(plot.left(), 0, plot.width(), sizes.px(TOP)), 0, words)


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
