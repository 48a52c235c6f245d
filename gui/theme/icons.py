"""The program's icons: strokes on a 24 by 24 grid, drawn in any colour and size."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

GRID = 24.0
STROKE = 1.75


def _lines(*points: tuple[float, float], closed: bool = False) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    if closed:
        path.closeSubpath()
    return path


def _circle(x: float, y: float, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(x, y), radius, radius)
    return path


def _arc(x: float, y: float, radius: float, start_deg: float, span_deg: float) -> QPainterPath:
    box = QRectF(x - radius, y - radius, 2 * radius, 2 * radius)
    path = QPainterPath()
    path.arcMoveTo(box, start_deg)
    path.arcTo(box, start_deg, span_deg)
    return path


def _join(*paths: QPainterPath) -> QPainterPath:
    whole = QPainterPath()
    for path in paths:
        whole.addPath(path)
    return whole


def _jigsaw() -> QPainterPath:
    piece = QPainterPath(QPointF(4, 8))
    piece.lineTo(8.6, 8)
    piece.cubicTo(7.2, 3.6, 14.8, 3.6, 13.4, 8)
    piece.lineTo(18, 8)
    piece.lineTo(18, 12)
    piece.cubicTo(22.4, 10.6, 22.4, 18.2, 18, 16.8)
    piece.lineTo(18, 20.5)
    piece.lineTo(4, 20.5)
    piece.closeSubpath()
    return piece


def _gear() -> QPainterPath:
    teeth = 8
    path = QPainterPath()
    for step in range(4 * teeth):
        radius = 9.3 if step % 4 in (0, 1) else 6.9
        angle = 2 * math.pi * (step - 0.5) / (4 * teeth)
        point = QPointF(12 + radius * math.cos(angle), 12 + radius * math.sin(angle))
        if step:
            path.lineTo(point)
        else:
            path.moveTo(point)
    path.closeSubpath()
    return _join(path, _circle(12, 12, 2.8))


def _speaker() -> QPainterPath:
    return _lines(
        (3.5, 9.5), (7, 9.5), (11.5, 5.5), (11.5, 18.5), (7, 14.5), (3.5, 14.5), closed=True
    )


def _lock() -> QPainterPath:
    body = QPainterPath()
    body.addRoundedRect(QRectF(5.5, 11, 13, 9), 2, 2)
    return _join(
        body,
        _lines((8.5, 11), (8.5, 8)),
        _arc(12, 8, 3.5, 180, -180),
        _lines((15.5, 8), (15.5, 11)),
    )


def _folder() -> QPainterPath:
    return _lines((3.5, 19), (3.5, 5.5), (9, 5.5), (11.3, 8), (20.5, 8), (20.5, 19), closed=True)


def _note() -> QPainterPath:
    return _join(
        _circle(7, 17.5, 2.8),
        _lines((9.8, 17.5), (9.8, 5), (18.5, 3.5), (18.5, 15.5)),
        _circle(15.7, 15.5, 2.8),
    )


def _undo() -> QPainterPath:
    return _join(
        _lines((8.5, 4.5), (4, 9), (8.5, 13.5)),
        _lines((4, 9), (14, 9)),
        _arc(14, 14, 5, 90, -180),
        _lines((14, 19), (8, 19)),
    )


def _redo() -> QPainterPath:
    return _join(
        _lines((15.5, 4.5), (20, 9), (15.5, 13.5)),
        _lines((20, 9), (10, 9)),
        _arc(10, 14, 5, 90, 180),
        _lines((10, 19), (16, 19)),
    )


def _keyboard() -> QPainterPath:
    body = QPainterPath()
    body.addRoundedRect(QRectF(2.5, 6, 19, 12.5), 2, 2)
    dots = [_lines((x, 10), (x + 0.6, 10)) for x in (6, 9.8, 13.6, 17.4)]
    return _join(body, *dots, _lines((7.5, 14.5), (16.5, 14.5)))


def _history() -> QPainterPath:
    return _join(
        _arc(12, 12, 8.4, 150, -318),
        _lines((3.6, 4.4), (4.6, 8.6), (8.8, 7.6)),
        _lines((12, 7.2), (12, 12.2), (15.4, 14.2)),
    )


def _again() -> QPainterPath:
    return _join(_arc(12, 12.5, 7.5, 50, 290), _lines((17, 2.8), (17, 7), (12.8, 7)))


def _warning() -> QPainterPath:
    return _join(
        _lines((12, 3.8), (21.3, 20), (2.7, 20), closed=True),
        _lines((12, 10), (12, 14.3)),
        _lines((12, 17), (12, 17.2)),
    )


def _explore() -> QPainterPath:
    dots = ((6, 7, 2.2), (15.5, 5.5, 1.6), (18, 13, 2.6), (9, 15.5, 1.8), (15, 20, 1.5))
    return _join(*(_circle(x, y, radius) for x, y, radius in dots))


def _band() -> QPainterPath:
    corners = ((4, 4, 1, 1), (20, 4, -1, 1), (4, 20, 1, -1), (20, 20, -1, -1))
    return _join(
        *(_lines((x, y + 4.5 * dy), (x, y), (x + 4.5 * dx, y)) for x, y, dx, dy in corners),
        *(_lines(*ends) for ends in (((11, 4), (13, 4)), ((11, 20), (13, 20)))),
        *(_lines(*ends) for ends in (((4, 11), (4, 13)), ((20, 11), (20, 13)))),
    )


def _lasso() -> QPainterPath:
    loop = QPainterPath(QPointF(8, 15.5))
    loop.cubicTo(0.5, 13, 3, 4.5, 12, 4.5)
    loop.cubicTo(21, 4.5, 23.5, 15.5, 13, 15.5)
    loop.cubicTo(9, 15.5, 6.5, 17, 9, 20.5)
    return loop


def _move() -> QPainterPath:
    arrows = (
        _lines((9.5, 5.7), (12, 3.2), (14.5, 5.7)),
        _lines((9.5, 18.3), (12, 20.8), (14.5, 18.3)),
        _lines((5.7, 9.5), (3.2, 12), (5.7, 14.5)),
        _lines((18.3, 9.5), (20.8, 12), (18.3, 14.5)),
    )
    return _join(_lines((12, 3.5), (12, 20.5)), _lines((3.5, 12), (20.5, 12)), *arrows)


SOLID = frozenset({"play", "pause", "stop"})
SHAPES: dict[str, Callable[[], QPainterPath]] = {
    "jigsaw": _jigsaw,
    "settings": _gear,
    "history": _history,
    "about": lambda: _join(
        _circle(12, 12, 8.8), _lines((12, 11), (12, 16.3)), _lines((12, 7.6), (12, 7.8))
    ),
    "play": lambda: _lines((8, 5.5), (18.5, 12), (8, 18.5), closed=True),
    "pause": lambda: _join(
        _lines((7.5, 6), (9.6, 6), (9.6, 18), (7.5, 18), closed=True),
        _lines((14.4, 6), (16.5, 6), (16.5, 18), (14.4, 18), closed=True),
    ),
    "stop": lambda: _lines((7, 7), (17, 7), (17, 17), (7, 17), closed=True),
    "volume": lambda: _join(_speaker(), _arc(12.5, 12, 3.6, -55, 110), _arc(12.5, 12, 7, -55, 110)),
    "mute": lambda: _join(
        _speaker(), _lines((15.5, 9.5), (20.5, 14.5)), _lines((20.5, 9.5), (15.5, 14.5))
    ),
    "lock": _lock,
    "folder": _folder,
    "note": _note,
    "undo": _undo,
    "redo": _redo,
    "keyboard": _keyboard,
    "again": _again,
    "warning": _warning,
    "check": lambda: _lines((5, 12.8), (10, 17.5), (19.5, 7)),
    "cross": lambda: _join(_lines((6.5, 6.5), (17.5, 17.5)), _lines((17.5, 6.5), (6.5, 17.5))),
    "explore": _explore,
    "band": _band,
    "lasso": _lasso,
    "move": _move,
    "whole": lambda: _join(
        *(
            _lines((x, y + 4.5 * dy), (x, y), (x + 4.5 * dx, y))
            for x, y, dx, dy in ((4, 4, 1, 1), (20, 4, -1, 1), (4, 20, 1, -1), (20, 20, -1, -1))
        ),
        _circle(12, 12, 2.2),
    ),
    "minus": lambda: _lines((5, 12), (19, 12)),
    "plus": lambda: _join(_lines((12, 5), (12, 19)), _lines((5, 12), (19, 12))),
    "save": lambda: _join(
        _lines((12, 4), (12, 15)),
        _lines((7.5, 10.8), (12, 15.3), (16.5, 10.8)),
        _lines((4.5, 16), (4.5, 20), (19.5, 20), (19.5, 16)),
    ),
    "down": lambda: _lines((6.5, 9.5), (12, 15), (17.5, 9.5)),
}


@lru_cache(maxsize=64)
def _shape(name: str) -> QPainterPath:
    return SHAPES[name]()


def draw(painter: QPainter, name: str, box: QRectF, colour: str) -> None:
    """Draw the icon `name` into `box` in `colour`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / GRID, box.height() / GRID)
    pen = QPen(QColor(colour), STROKE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    if name in SOLID:
        painter.setBrush(QColor(colour))
    painter.drawPath(_shape(name))
    painter.restore()


def _pixmap(name: str, size: int, colour: str, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw(painter, name, QRectF(0, 0, size, size), colour)
    painter.end()
    return pixmap


@lru_cache(maxsize=256)
def icon(name: str, colour: str, disabled: str = "", size: int = 24) -> QIcon:
    """The icon for a button, sharp on screens of ordinary and of double density."""
    result = QIcon()
    for ratio in (1.0, 2.0):
        result.addPixmap(_pixmap(name, size, colour, ratio))
        if disabled:
            result.addPixmap(_pixmap(name, size, disabled, ratio), QIcon.Mode.Disabled)
    return result


@lru_cache(maxsize=64)
def two_state(name: str, off: str, on: str, size: int = 24) -> QIcon:
    """The icon for a button that is chosen or not."""
    result = QIcon()
    for ratio in (1.0, 2.0):
        for colour, state in ((off, QIcon.State.Off), (on, QIcon.State.On)):
            result.addPixmap(_pixmap(name, size, colour, ratio), QIcon.Mode.Normal, state)
    return result


def icon_size(pixels: int) -> QSize:
    """A square size."""
    return QSize(pixels, pixels)
