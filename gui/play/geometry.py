"""Where the places of the row and the slots of the tray lie. Pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRect

from ..theme.tokens import Sizes

SIDE = 232
WIDEST_TILE = 400
TALLEST_TILE = 184
TALLEST_SHARE = 0.3
STEEPEST = 1.3
LOWEST_TILE = 60
NARROWEST_PLACE = 74
NARROWEST_TRAY_TILE = 86


@dataclass(frozen=True, slots=True)
class Geometry:
    """Rectangles in pixels of the board.

    Attributes:
        head: the words above the row.
        places: one for each place of the row, side by side.
        tray: one for each dealt piece, with air between.
        side: the opponent's card.
        strip: the buttons under the row.
        height: what all of it needs.
    """

    head: QRect
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
    gap, row_gap, head_height, strip_height = px(12), px(4), px(30), px(38)
    side_width = min(px(SIDE), width // 3)
    row_width = width - side_width - px(24)
    row_lines = lines_for(n, row_width, px(NARROWEST_PLACE))
    tray_lines = lines_for(n, width, px(NARROWEST_TRAY_TILE))
    fixed = head_height + px(10) + strip_height + px(16) + px(4)
    fixed += row_gap * (row_lines - 1) + gap * (tray_lines - 1)
    room = height - fixed
    tile_height = _tile_height(room, row_lines + tray_lines, row_width / ceil(n / row_lines), sizes)
    # Of the height that is left some goes between row and tray, so that they read as two things.
    air = px(16) + max(0, min(px(24), (room - (row_lines + tray_lines) * tile_height) // 3))
    row_height = row_lines * tile_height + (row_lines - 1) * row_gap
    widest = px(WIDEST_TILE)
    row_area = QRect(0, head_height, row_width, row_height)
    places = _cells(n, row_lines, row_area, gap=row_gap, widest=widest, height=tile_height)
    used = max(place.right() for place in places) + 1
    strip = QRect(0, head_height + row_height + px(10), used, strip_height)
    tray_area = QRect(0, strip.bottom() + 1 + air, width, 0)
    tray = _cells(n, tray_lines, tray_area, gap=gap, widest=widest, height=tile_height)
    side_left = row_width + px(24)
    side = QRect(side_left, 0, width - side_left, strip.bottom() + 1)
    head = QRect(0, 0, row_width, head_height - px(4))
    return Geometry(head, places, tray, side, strip, tray[-1].bottom() + 1 + px(4))


def _tile_height(room: int, lines: int, width: float, sizes: Sizes) -> int:
    """What the lines may take of the room, neither unreadably low nor a tower."""
    tallest = max(sizes.px(TALLEST_TILE), round(TALLEST_SHARE * room))
    tallest = min(tallest, max(sizes.px(LOWEST_TILE), round(STEEPEST * width)))
    return max(sizes.px(LOWEST_TILE), min(tallest, room // lines))
