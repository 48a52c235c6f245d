"""All songs of the map as one picture, which is painted again only when something has changed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from .raster import (
    Inks,
    cell_side,
    density,
    draw_dots,
    is_crowded,
    visible,
)

Floats = NDArray[np.float32]
Bools = NDArray[np.bool_]

SMALLEST_DOT, LARGEST_DOT = 1.4, 6.0
FADED = 0.24
"""So much is left of the colours of songs that are not selected."""
_COVERED = 0.09


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """The picture.

    Attributes:
        image: of the songs, as large as the widget or, of a density, one pixel for each cell.
        side: pixels of the widget for one of the picture's.
        radius: of a dot in pixels of the widget; 0 where the density is shown.
        over: dots over a density, the screen's pixels; None for none.
        ratio: the screen's pixels for one of the widget's.
    """

    image: QImage
    side: float
    radius: float
    over: QImage | None = None
    ratio: float = 1.0

    def paint(self, painter: QPainter) -> None:
        """Paint it from the upper left corner on."""
        # Only a density is stretched; its cells flow into one another.
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.radius == 0)
        painter.drawImage(_box(self.image, self.side), self.image)
        if self.over is not None:
            painter.drawImage(_box(self.over, 1 / self.ratio), self.over)


def layer_of(
    xs: Floats,
    ys: Floats,
    inks: Inks,
    selection: Bools | None,
    *,
    size: tuple[int, int],
    ratio: float = 1.0,
) -> Layer:
    """Paint the songs.

    Args:
        xs, ys: where they are seen, in pixels of the widget.
        selection: bool (n,), the songs that keep their colours; None for all.
        size: width and height of the widget.
        ratio: the screen's pixels for one of the widget's.
    """
    wide, high = (max(1, round(each * ratio)) for each in size)
    seen = visible(xs, ys, *size, LARGEST_DOT)
    codes = inks.codes[seen]
    xs, ys = xs[seen] * np.float32(ratio), ys[seen] * np.float32(ratio)
    chosen = None if selection is None else np.flatnonzero(selection[seen])
    shades = inks if chosen is None else Inks(inks.codes, inks.faded(FADED), inks.ground)
    if is_crowded(len(seen), *size):
        cells = density(xs, ys, codes, shades, size=(wide, high))
        over = None
        if chosen is not None and is_crowded(len(chosen), *size):
            part = xs[chosen], ys[chosen], codes[chosen]
            cells = density(*part, inks, size=(wide, high), under=cells)
        elif chosen is not None and len(chosen):
            pixels = np.zeros((high, wide), np.uint32)
            radius = _whole_steps(dot_radius(len(chosen), *size), ratio)
            draw_dots(pixels, xs[chosen], ys[chosen], codes[chosen], inks, radius=radius)
            over = _image(pixels, QImage.Format.Format_ARGB32_Premultiplied)
        return Layer(_image(cells), cell_side(wide, high) / ratio, 0.0, over, ratio)
    radius = dot_radius(len(seen), *size)
    pixels = np.full((high, wide), inks.ground, np.uint32)
    drawn = _whole_steps(radius, ratio)
    draw_dots(pixels, xs, ys, codes, shades, radius=drawn)
    if chosen is not None:
        draw_dots(pixels, xs[chosen], ys[chosen], codes[chosen], inks, radius=drawn)
    return Layer(_image(pixels), 1 / ratio, radius)


def dot_radius(n_visible: int, width: int, height: int) -> float:
    """Radius of a dot in pixels: the fewer songs are in sight, the larger."""
    room = _COVERED * width * height / max(1, n_visible)
    return float(min(LARGEST_DOT, max(SMALLEST_DOT, (room / np.pi) ** 0.5)))


def _whole_steps(radius: float, ratio: float) -> float:
    """A radius in the screen's pixels, in halves, so that few shapes of dots are needed."""
    return max(0.5, round(2 * radius * ratio) / 2)


def _image(
    pixels: NDArray[np.uint32], format_: QImage.Format = QImage.Format.Format_RGB32
) -> QImage:
    height, width = pixels.shape
    # A copy, since the picture does not keep the array alive.
    return QImage(pixels.data, width, height, 4 * width, format_).copy()


def _box(image: QImage, side: float) -> QRectF:
    return QRectF(0, 0, image.width() * side, image.height() * side)
