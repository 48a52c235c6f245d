"""Axes with ticks at round numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ..theme.theme import Theme

TICK = 4
SAMPLE = 22
_PIXELS_A_TICK = 56.0


@dataclass(frozen=True, slots=True)
class Axis:
    """Where values stand on the screen.

    Attributes:
        low, high: the values at its start and its end; high may be the lower one.
        start, end: their pixels.
        upright: it runs down, else to the right.
    """

    low: float
    high: float
    start: float
    end: float
    upright: bool

    def at(self, value: float) -> float:
        """The pixel of a value, kept within the axis."""
        span = self.high - self.low
        share = (value - self.low) / span if span else 0.5
        return self.start + (self.end - self.start) * min(1.0, max(0.0, share))

    def ticks(self) -> tuple[float, ...]:
        """Round numbers at a readable distance."""
        step = round_step(
            (self.high - self.low) * _PIXELS_A_TICK / max(1.0, abs(self.end - self.start))
        )
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return tuple(k * step for k in range(first, last + 1))


def round_step(least: float) -> float:
    """The smallest of 1, 2 and 5 times a power of ten that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(max(least, 1e-9)))
    return next(k * power for k in (1, 2, 5, 10) if k * power >= least * (1 - 1e-9))


def draw_key(
    painter: QPainter, box: QRectF, words: str, pen: QPen, theme: Theme, *, gap: int = 6
) -> float:
    """What a line means: a stretch of it and words, in a box; gives where the words end."""
    sample = theme.sizes.px(SAMPLE)
    middle = box.center().y()
    painter.setPen(pen)
    painter.drawLine(QPointF(box.left(), middle), QPointF(box.left() + sample, middle))
    painter.setFont(theme.font(theme.sizes.note))
    painter.setPen(QColor(theme.tokens.text))
    room = box.adjusted(sample + gap, 0, 0, 0)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
    return room.left() + painter.fontMetrics().horizontalAdvance(words)


def draw_axis(
    painter: QPainter,
    axis: Axis,
    beside: float,
    title: str,
    theme: Theme,
    *,
    signed: bool = False,
) -> None:
    """Ticks, numbers and a title left of the pixel `beside`, or below it.

    Args:
        signed: numbers below zero have their sign; a distance has none.
    """
    tokens, sizes = theme.tokens, theme.sizes
    painter.setFont(theme.font(sizes.px(11)))
    painter.setPen(QPen(QColor(tokens.muted), 1))
    line = painter.fontMetrics().height()
    for value in axis.ticks():
        sign = "−" if signed and value < -1e-9 else ""
        at, text = axis.at(value), f"{sign}{abs(value):g}"
        if axis.upright:
            painter.drawLine(QPointF(beside - TICK, at), QPointF(beside, at))
            box = QRectF(beside - 60, at - line / 2, 60 - TICK - 3, line)
            painter.drawText(
                box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text
            )
        else:
            painter.drawLine(QPointF(at, beside), QPointF(at, beside + TICK))
            box = QRectF(at - 30, beside + TICK, 60, line)
            painter.drawText(
                box, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), text
            )
    middle = (axis.start + axis.end) / 2
    if axis.upright:
        painter.save()
        painter.translate(beside - 30, middle)
        painter.rotate(-90)
        painter.drawText(QRectF(-150, -line, 300, line), int(Qt.AlignmentFlag.AlignCenter), title)
        painter.restore()
    else:
        box = QRectF(middle - 150, beside + TICK + line, 300, line)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), title)
