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
        n_visible: how many songs are in sight.
    """

    image: QImage
    side: float
    radius: float
    n_visible: int

    def paint(self, painter: QPainter) -> None:
        """Paint it from the upper left corner on."""
        size = self.image.size()
        box = QRectF(0, 0, size.width() * self.side, size.height() * self.side)
        # Only a density is stretched; its cells flow into one another.
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.radius == 0)
        painter.drawImage(box, self.image)


def layer_of(
    xs: Floats,
    ys: Floats,
    inks: Inks,
    selection: Bools | None,
    *,
    width: int,
    height: int,
    ratio: float = 1.0,
) -> Layer:
    """Paint the songs.

    Args:
        xs, ys: where they are seen, in pixels of the widget.
        selection: bool (n,), the songs that keep their colours; None for all.
        width, height: of the widget.
        ratio: the screen's pixels for one of the widget's.
    """
    inks = inks if selection is None else with_faded(inks, selection)
    wide, high = max(1, round(width * ratio)), max(1, round(height * ratio))
    seen = visible(xs, ys, width, height, LARGEST_DOT)
    xs, ys, codes = xs[seen] * np.float32(ratio), ys[seen] * np.float32(ratio), inks.codes[seen]
    if is_crowded(len(seen), width, height):
        cells = density(xs, ys, codes, inks, width=wide, height=high)
        return Layer(_image(cells), cell_side(wide, high) / ratio, 0.0, len(seen))
    radius = dot_radius(len(seen), width, height)
    pixels = np.full((high, wide), inks.ground, np.uint32)
    if selection is not None:
        # The selected ones on top.
        order = np.argsort(selection[seen], kind="stable")
        xs, ys, codes = xs[order], ys[order], codes[order]
    draw_dots(pixels, xs, ys, codes, inks, radius=round(2 * radius * ratio) / 2)
    return Layer(_image(pixels), 1 / ratio, radius, len(seen))


def dot_radius(n_visible: int, width: int, height: int) -> float:
    """Radius of a dot in pixels: the fewer songs are in sight, the larger."""
    room = _COVERED * width * height / max(1, n_visible)
    return float(min(LARGEST_DOT, max(SMALLEST_DOT, (room / np.pi) ** 0.5)))


def with_faded(inks: Inks, selection: Bools) -> Inks:
    """Inks with a second, faded set of colours for what is not selected."""
    codes = np.where(selection, inks.codes, inks.codes + len(inks.colours))
    return Inks(codes, np.concatenate([inks.colours, inks.faded(FADED)]), inks.ground)


def _image(pixels: NDArray[np.uint32]) -> QImage:
    height, width = pixels.shape
    # A copy, since the picture does not keep the array alive.
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()
