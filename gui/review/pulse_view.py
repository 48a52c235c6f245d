"""What comes again within the pieces, and from one to the other: the beat behind a join."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from musicpuzzle.review.evidence import Evidence, MapEvidence
from musicpuzzle.review.parts import PulseEvidence, Repetition, Values
from musicpuzzle.review.pulse_words import curve_words

from ..shortcuts import with_key
from ..theme.theme import Theme
from ..widgets import tool
from .axes import Axis, draw_axis, draw_key
from .session import Explained

LEFT, RIGHT, TOP, BOTTOM = 48, 6, 36, 38
STRIP, GAP = 16, 4
LAGS, VALUES, COUNTS = "lag (s)", "alike (σ)", "counts"
# Room above and below the curves, as a share of their range.
_MARGIN = 0.06


class PulseView(QWidget):
    """Two curves over the lag, each less its mean and as a multiple of its deviation.

    A solid line for what comes again within the pieces, a dashed one for what comes again from the
    first to the second. The strip below them shows how much each lag counts.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._names = ("", "")
        self._shown: Repetition | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def show_repetition(self, shown: Repetition | None, names: tuple[str, str]) -> None:
        """Show the curves of a pair of pieces that are called so; None while they are computed."""
        self._shown, self._names = shown, names
        self.update()

    @property
    def has_picture(self) -> bool:
        """Whether there are curves to be seen."""
        return self._shown is not None

    def sizeHint(self) -> QSize:
        """A broad strip."""
        return QSize(self._theme.sizes.px(260), self._theme.sizes.px(184))

    def minimumSizeHint(self) -> QSize:
        """As small as the axes can be read."""
        return QSize(self._theme.sizes.px(220), self._theme.sizes.px(152))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Head, curves, strip and axes; an empty well where there is nothing yet."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._shown is None:
            radius = self._theme.sizes.px(8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.tokens.well))
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        else:
            self._paint(painter, self._shown)
        painter.end()

    def _paint(self, painter: QPainter, shown: Repetition) -> None:
        tokens, px = self._theme.tokens, self._theme.sizes.px
        inner = QRectF(self.rect()).adjusted(px(LEFT), px(TOP), -px(RIGHT), -px(BOTTOM))
        strip = QRectF(inner.left(), inner.bottom() - px(STRIP), inner.width(), px(STRIP))
        plot = inner.adjusted(0, 0, 0, -px(STRIP) - GAP)
        lags_s = shown.lags_s
        across = Axis(float(lags_s[0]), float(lags_s[-1]), plot.left(), plot.right(), upright=False)
        within, between = shown.standardised
        up = _scale(np.concatenate([within, between]), plot)
        self._paint_grid(painter, across, up, plot)
        self._paint_strip(painter, shown, across, strip)
        for values, colour, style, width in (
            (within, tokens.text, Qt.PenStyle.SolidLine, 1.75),
            (between, tokens.accent, Qt.PenStyle.DashLine, 2.25),
        ):
            painter.setPen(QPen(QColor(colour), width, style))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(_line(lags_s.tolist(), values, across, up))
        draw_axis(painter, across, strip.bottom(), LAGS, self._theme)
        draw_axis(painter, up, plot.left(), VALUES, self._theme, signed=True)
        self._paint_head(painter, QRectF(0, 0, self.width(), px(TOP)))

    def _paint_grid(self, painter: QPainter, across: Axis, up: Axis, plot: QRectF) -> None:
        painter.setPen(QPen(QColor(self._theme.tokens.line), 1))
        for lag_s in across.ticks():
            at = across.at(lag_s)
            painter.drawLine(QPointF(at, plot.top()), QPointF(at, plot.bottom()))
        for value in up.ticks():
            at = up.at(value)
            painter.drawLine(QPointF(plot.left(), at), QPointF(plot.right(), at))

    def _paint_strip(
        self, painter: QPainter, shown: Repetition, across: Axis, strip: QRectF
    ) -> None:
        """How much each lag counts, against the one that counts most."""
        tokens, sizes = self._theme.tokens, self._theme.sizes
        up = Axis(0.0, float(shown.weights.max()), strip.bottom(), strip.top(), upright=True)
        area = _line(shown.lags_s.tolist(), shown.weights, across, up)
        area.prepend(strip.bottomLeft())
        area.append(strip.bottomRight())
        soft = QColor(tokens.accent)
        soft.setAlpha(90)
        painter.setPen(QPen(QColor(tokens.accent), 1))
        painter.setBrush(soft)
        painter.drawPolygon(area)
        painter.setPen(QColor(tokens.muted))
        painter.setFont(self._theme.font(sizes.px(11)))
        box = QRectF(0, strip.top(), strip.left() - 6, strip.height())
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, int(flags), COUNTS)

    def _paint_head(self, painter: QPainter, box: QRectF) -> None:
        """What each line is, in its own colour and style."""
        tokens, first, second = self._theme.tokens, *self._names
        for words, colour, style in (
            ("the beat within pieces", tokens.text, Qt.PenStyle.SolidLine),
            (f"from {first} to {second}", tokens.accent, Qt.PenStyle.DashLine),
        ):
            end = draw_key(painter, box, words, QPen(QColor(colour), 2.25, style), self._theme)
            box.setLeft(end + self._theme.sizes.px(16))


class PulsePanel(QWidget):
    """The curves with a button that saves them in their corner; hidden where there are none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.view = PulseView(theme)
        tip = with_key("Save the curves of the beat as PNG or SVG", "save_beat")
        self.save = tool(theme.icon("save"), tip=tip, name="Save the curves")
        # One over the other: the curves leave the corner free.
        corner = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
        layers = QGridLayout(self)
        layers.setContentsMargins(0, 0, 0, 0)
        layers.addWidget(self.view, 0, 0)
        layers.addWidget(self.save, 0, 0, corner)
        self.hide()

    def show_explained(
        self, shown: Explained | None, names: tuple[str, str], *, failed: bool = False
    ) -> None:
        """Show what the beat adds to a pair, where it has a part in the score.

        Args:
            shown: None while it is computed, and what has been there keeps its room.
            names: of the two pieces.
            failed: it cannot be computed.
        """
        pulse = None if shown is None else _pulse_of(shown.evidence)
        repetition = None if pulse is None else pulse.repetition
        self.view.show_repetition(repetition, names)
        self.save.setEnabled(repetition is not None)
        self.view.setAccessibleName(f"The beat from {names[0]} to {names[1]}")
        told = () if pulse is None else curve_words(pulse, names)
        self.view.setAccessibleDescription(" ".join(told))
        if shown is not None or failed:
            self.setVisible(repetition is not None)


def _pulse_of(evidence: Evidence) -> PulseEvidence | None:
    if isinstance(evidence, PulseEvidence):
        return evidence
    return evidence.pulse if isinstance(evidence, MapEvidence) else None


def _scale(values: Values, plot: QRectF) -> Axis:
    low, high = float(values.min()), float(values.max())
    margin = _MARGIN * max(high - low, 1e-6)
    return Axis(low - margin, high + margin, plot.bottom(), plot.top(), upright=True)


def _line(lags_s: list[float], values: Values, across: Axis, up: Axis) -> QPolygonF:
    pairs = zip(lags_s, values.tolist(), strict=True)
    return QPolygonF([QPointF(across.at(lag_s), up.at(value)) for lag_s, value in pairs])
