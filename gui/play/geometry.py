"""Where the places of the row and the slots of the tray lie. Pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRect

from ..theme.tokens import Sizes

SIDE = 232
WIDEST_TILE = 300
TALLEST_TILE = 230
LOWEST_TILE = 60
NARROWEST_PLACE = 74
NARROWEST_TRAY_TILE = 86


@dataclass(frozen=True, slots=True)
class Geometry:
    """Rectangles in pixels of the board.

    Attributes:
        places: one for each place of the row, side by side.
        tray: one for each dealt piece, with air between.
        side: the opponent's card.
        strip: the buttons under the row.
        height: what all of it needs.
    """

    places: tuple[QRect, ...]
    tray: tuple[QRect, ...]
    side: QRect
    strip: QRect
    height: int


def lines_for(n: int, width: float, narrowest: float) -> int:
    """1 or 2 lines, two when n tiles would each be narrower than `narrowest` on one."""
    return 1 if n <= 3 or width / n >= narrowest else 2


def _cells(
    n: int, lines: int, area: QRect, *, gap: int, widest: int, height: int
) -> tuple[QRect, ...]:
    columns = ceil(n / lines)
    width = min(widest, (area.width() - gap * (columns - 1)) // columns)
    cells = []
    for index in range(n):
        line, column = divmod(index, columns)
        left = area.left() + column * (width + gap)
        cells.append(QRect(left, area.top() + line * (height + gap), width, height))
    return tuple(cells)


def arrange(n: int, width: int, height: int, sizes: Sizes) -> Geometry:
    """Lay out a board of `n` pieces in `width` by `height` pixels.

    The tiles take the height there is between what can still be read and what still looks like a
    tile; the board may then be higher than `height` and scroll, or lower.
    """
    px = sizes.px
    gap, row_gap, air = px(12), px(4), px(16)
    side_width = min(px(SIDE), width // 3)
    row_width = width - side_width - px(24)
    row_lines = lines_for(n, row_width, px(NARROWEST_PLACE))
    tray_lines = lines_for(n, width, px(NARROWEST_TRAY_TILE))
    strip_height = px(38)
    fixed = strip_height + 2 * air + row_gap * (row_lines - 1) + gap * (tray_lines - 1) + px(4)
    tallest = px(TALLEST_TILE) if row_lines + tray_lines == 2 else px(TALLEST_TILE * 0.8)
    tile_height = (height - fixed) // (row_lines + tray_lines)
    tile_height = max(px(LOWEST_TILE), min(tallest, tile_height))
    row_height = row_lines * tile_height + (row_lines - 1) * row_gap
    top = px(2)
    row_area = QRect(0, top, row_width, row_height)
    widest = px(WIDEST_TILE)
    places = _cells(n, row_lines, row_area, gap=row_gap, widest=widest, height=tile_height)
    strip = QRect(0, top + row_height + px(10), row_width, strip_height)
    tray_top = strip.bottom() + 1 + air
    tray_area = QRect(0, tray_top, width, 0)
    tray = _cells(n, tray_lines, tray_area, gap=gap, widest=widest, height=tile_height)
    side_left = row_width + px(24)
    side_height = max(row_height + px(10) + strip_height, px(150))
    side = QRect(side_left, top, width - side_left, side_height)
    return Geometry(places, tray, side, strip, tray[-1].bottom() + 1 + px(4))
