"""What each moment around a join adds to its score, where a network keeps no map of moments."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from musicpuzzle.review.evidence import MomentEvidence, Moments

from ..theme.theme import Theme
from .axes import Axis, draw_axis, draw_key

LEFT, RIGHT, TOP, BOTTOM, TALLEST = 28, 8, 30, 38, 220
TIME, VALUES = "s from the join", "← against   log-odds   for →"
# Room above and below the curves, as a share of their range.
_MARGIN = 0.06


def paint_moments(
    painter: QPainter,
    area: QRectF,
    evidence: MomentEvidence,
    names: tuple[str, str],
    theme: Theme,
    *,
    sounding_s: float | None = None,
) -> None:
    """The end of the first piece, then the start of the second one, on one scale.

    Args:
        sounding_s: where a line stands that runs while the join sounds: seconds from it, below
            zero before it.
    """
    tokens, px = theme.tokens, theme.sizes.px
    plot = area.adjusted(px(LEFT), px(TOP), -px(RIGHT), -px(BOTTOM))
    plot.setHeight(min(plot.height(), px(TALLEST)))
    first, second = evidence.first, evidence.second
    # The frames' middles lie a little inside of what was heard.
    half_s = float(second.times_s[0])
    begin_s, end_s = float(first.times_s[0]) - half_s, float(second.times_s[-1]) + half_s
    across = Axis(begin_s, end_s, plot.left(), plot.right(), upright=False)
    most = max(float(abs(each.saliency).max()) for each in (first, second))
    most = max(most, 1e-9) * (1 + _MARGIN)
    up = Axis(-most, most, plot.bottom(), plot.top(), upright=True)
    join = across.at(0.0)
    painter.setPen(QPen(QColor(tokens.line), 1))
    painter.drawLine(QPointF(plot.left(), up.at(0.0)), QPointF(plot.right(), up.at(0.0)))
    painter.setPen(QPen(QColor(tokens.edge), 1))
    painter.drawLine(QPointF(join, 0), QPointF(join, plot.bottom()))
    head = QRectF(plot.left(), 0, plot.width(), px(TOP) - 10)
    i, j = evidence.pair
    for moments, piece, words, left in (
        (first, i, f"end of {names[0]}", plot.left()),
        (second, j, f"start of {names[1]}", join + 8),
    ):
        pen = QPen(QColor(tokens.hue(piece)), 2)
        _paint_stretch(painter, moments, across, plot, theme)
        _paint_curve(painter, moments, across, up, pen)
        head.setLeft(left)
        draw_key(painter, head, words, pen, theme)
    draw_axis(painter, across, plot.bottom(), TIME, theme, signed=True)
    _paint_title(painter, plot, theme)
    if sounding_s is not None:
        at = across.at(sounding_s)
        painter.fillRect(QRectF(at - 1, 0, 2, plot.bottom()), QColor(tokens.text))


def _paint_stretch(
    painter: QPainter, moments: Moments, across: Axis, plot: QRectF, theme: Theme
) -> None:
    """What was taken away to see what it is worth."""
    left, right = (across.at(edge_s) for edge_s in moments.stretch_s)
    accent = QColor(theme.tokens.accent)
    painter.setPen(QPen(accent, 1.5))
    accent.setAlpha(50)
    painter.setBrush(accent)
    painter.drawRect(QRectF(left, plot.top(), right - left, plot.height()))


def _paint_curve(painter: QPainter, moments: Moments, across: Axis, up: Axis, pen: QPen) -> None:
    values = zip(moments.times_s.tolist(), moments.saliency.tolist(), strict=True)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(across.at(s), up.at(value)) for s, value in values]))


def _paint_title(painter: QPainter, plot: QRectF, theme: Theme) -> None:
    """Upwards is for the join; how much a frame adds by itself is no number to be read."""
    painter.save()
    painter.setPen(QColor(theme.tokens.muted))
    painter.setFont(theme.font(theme.sizes.px(11)))
    painter.translate(plot.left() - theme.sizes.px(8), plot.center().y())
    painter.rotate(-90)
    line = painter.fontMetrics().height()
    painter.drawText(QRectF(-150, -line, 300, line), int(Qt.AlignmentFlag.AlignCenter), VALUES)
    painter.restore()
