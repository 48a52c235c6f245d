"""Songs as pixels, drawn by numpy: a dot each, or where they crowd a picture of their density.

Colours are 0xffrrggbb. A hundred thousand songs take some milliseconds, since each step is done for
all songs at once.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Pixels = NDArray[np.uint32]
Size = tuple[int, int]

FINEST_CELL, MOST_CELLS = 4, 60_000
EDGE_STEPS = 4
_FILLED = 0.05
CROWDED = 0.012
"""Songs for each pixel in sight from which on their density is drawn."""


@dataclass(frozen=True, slots=True, eq=False)
class Inks:
    """The colours of all songs.

    Attributes:
        codes: intp (n,), the number of each song's colour.
        colours: uint32 (kinds,).
        ground: what is behind them.
    """

    codes: NDArray[np.intp]
    colours: Pixels
    ground: int

    def faded(self, share: float) -> Pixels:
        """uint32 (kinds,), this share (0 to 1) of each colour over the ground."""
        return _mixed(self.colours, self.ground, np.float32(share))


def visible(xs: Floats, ys: Floats, width: int, height: int, margin: float) -> Ints:
    """The songs within a picture or less than a margin outside, in pixels."""
    across = (xs > -margin) & (xs < width + margin)
    return np.flatnonzero(across & (ys > -margin) & (ys < height + margin))


def draw_dots(
    image: Pixels, xs: Floats, ys: Floats, codes: Ints, inks: Inks, *, radius: float
) -> None:
    """Draw a round dot for each song into an image, uint32 (height, width).

    Where dots overlap a pixel belongs to the one whose middle is nearest, so that of two that lie
    close neither hides the other. Rims are mixed with the ground.

    Args:
        xs, ys: middles in pixels.
        codes: of the colours, the same length.
        radius: in pixels, at least 0.5.
    """
    height, width = image.shape
    reach = int(np.ceil(radius))
    columns, rows = xs.astype(np.int64), ys.astype(np.int64)
    is_inside = (columns >= reach) & (columns < width - reach)
    is_inside &= (rows >= reach) & (rows < height - reach)
    flat = image.reshape(-1)
    middles = (rows * width + columns)[is_inside]
    drawn = codes[is_inside]
    shades = [inks.faded((step + 1) / EDGE_STEPS)[drawn] for step in range(EDGE_STEPS)]
    for dy, dx, step in _disc(radius):
        flat[middles + (dy * width + dx)] = shades[step]
    at_rim = np.flatnonzero(~is_inside)
    if not len(at_rim):
        return
    colours = [inks.faded((step + 1) / EDGE_STEPS) for step in range(EDGE_STEPS)]
    rim_x, rim_y, rim_codes = columns[at_rim], rows[at_rim], codes[at_rim]
    for dy, dx, step in _disc(radius):
        x, y = rim_x + dx, rim_y + dy
        kept = (x >= 0) & (x < width) & (y >= 0) & (y < height)
        image[y[kept], x[kept]] = colours[step][rim_codes[kept]]


def cell_side(width: int, height: int) -> int:
    """Side of a cell of the density picture, in pixels: larger pictures have larger cells."""
    return max(FINEST_CELL, round(math.sqrt(width * height / MOST_CELLS)))


def density(
    xs: Floats, ys: Floats, codes: Ints, inks: Inks, *, size: Size, under: Pixels | None = None
) -> Pixels:
    """How closely songs lie, a pixel for each cell of `cell_side` by as many pixels.

    A cell has the mean colour of its songs, the stronger the more there are; even one can be seen.

    Args:
        xs, ys: middles in pixels.
        codes: of the colours, the same length.
        size: width and height of the picture in pixels.
        under: another such picture that is behind this one; the ground by default.

    Returns:
        uint32 (rows, columns) that cover the picture.
    """
    side = cell_side(*size)
    columns, rows = -(-size[0] // side), -(-size[1] // side)
    across = np.floor(xs * np.float32(1 / side)).astype(np.int64)
    down = np.floor(ys * np.float32(1 / side)).astype(np.int64)
    is_inside = (across >= 0) & (across < columns) & (down >= 0) & (down < rows)
    cells, kinds = (down * columns + across)[is_inside], codes[is_inside]
    counts = _soft(np.bincount(cells, minlength=columns * rows), columns, rows)
    strength = _strength(counts)
    scale = strength / np.maximum(counts, 1e-6)
    behind = np.full(1, inks.ground, np.uint32) if under is None else under.reshape(-1)
    image = np.full(columns * rows, 0xFF, np.uint32)
    for shift in (16, 8, 0):
        levels = ((inks.colours >> np.uint32(shift)) & np.uint32(255)).astype(np.float64)
        sums = np.bincount(cells, weights=levels[kinds], minlength=columns * rows)
        ground = ((behind >> np.uint32(shift)) & np.uint32(255)).astype(np.float32)
        mixed = ground * (1 - strength) + _soft(sums, columns, rows) * scale
        image = (image << np.uint32(8)) | mixed.astype(np.uint32)
    return image.reshape(rows, columns)


def _strength(counts: Floats) -> Floats:
    """How opaque cells with so many songs are, 0 to 1."""
    filled = counts[counts > _FILLED]
    # A few crowded cells must not leave all others pale: the scale ends at a high quantile.
    some = filled[:: 1 + len(filled) // 4096]
    most = max(2.0, float(np.quantile(some, 0.97))) if len(some) else 2.0
    share = np.log1p(counts) * np.float32(1 / np.log1p(most))
    strength: Floats = np.minimum(np.minimum(4 * counts, 1) * (0.22 + 0.78 * share), 1)
    return strength


def is_crowded(n_visible: int, width: int, height: int) -> bool:
    """Whether so many songs in a picture are better shown by their density."""
    return n_visible > CROWDED * width * height


@lru_cache(maxsize=32)
def _disc(radius: float) -> tuple[tuple[int, int, int], ...]:
    """(down, across, strength) of each pixel of a dot, from the rim to the middle."""
    reach = int(np.ceil(radius))
    found = []
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            cover = min(1.0, max(0.0, radius + 0.5 - float(np.hypot(dx, dy))))
            step = round(cover * EDGE_STEPS)
            if step:
                found.append((dy, dx, step - 1))
    return tuple(sorted(found, key=lambda each: -float(np.hypot(each[0], each[1]))))


def _soft(values: NDArray[np.float64] | Ints, columns: int, rows: int) -> Floats:
    """Each cell mixed with its neighbours by 1:2:1 both ways, float32 (rows * columns,)."""
    table = np.pad(values.reshape(rows, columns).astype(np.float32), 1)
    table = table[:-2] + 2 * table[1:-1] + table[2:]
    table = table[:, :-2] + 2 * table[:, 1:-1] + table[:, 2:]
    soft: Floats = (table * np.float32(1 / 16)).reshape(-1)
    return soft


def _mixed(colours: Pixels, ground: int, share: np.float32) -> Pixels:
    result = np.full(len(colours), 0xFF, np.uint32)
    for shift in (16, 8, 0):
        level = ((colours >> np.uint32(shift)) & np.uint32(255)).astype(np.float32)
        behind = np.float32(ground >> shift & 255)
        mixed = np.rint(behind + (level - behind) * share).astype(np.uint32)
        result = (result << np.uint32(8)) | mixed
    return result
