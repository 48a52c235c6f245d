"""Where the places of the row and the slots of the tray lie. Pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QPoint, QRect, QSize

from ..theme.tokens import Sizes

SIDE = 232
TALLEST_SIDE = 400
WIDEST_TILE = 800
TALLEST_TILE = 860
# How high a tile may be for its width: small ones more than large ones, or they show too little.
STEEPEST = 1.5
STEEPEST_SMALL = 2.1
TALLEST_SMALL = 172
LOWEST_TILE = 60
NARROWEST_PLACE = 74
NARROWEST_TRAY_TILE = 86
LEAST_AIR, MOST_AIR = 24, 96
ROOM_FOR_AIR = 140
# One line reads best: each further one must make the tiles that much larger, and not too low.
WORTH_A_LINE = 1.45
LOWEST_WORTH_A_LINE = 110
SHAPES = ((1, 1), (2, 1), (2, 2))
# An empty tray keeps a low line of slots to drop pieces into, where the row gains that much.
FOLDED_TRAY = 44
STEEPEST_IN_FULL_ROW = 4.5
WORTH_FOLDING = 1.15


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


@dataclass(frozen=True, slots=True)
class Shape:
    """How many lines the row and the tray take, and how large their cells are then, in pixels."""

    row_lines: int
    tray_lines: int
    place_width: int
    tray_width: int
    height: int

    @property
    def lines(self) -> int:
        """Of the row and of the tray together."""
        return self.row_lines + self.tray_lines

    @property
    def area(self) -> int:
        """Pixels of a piece's picture in the row and in the tray together."""
        return self.height * (self.place_width + self.tray_width)


def lines_for(n: int, width: float, narrowest: float) -> int:
    """1 or 2 lines, two when n tiles would each be narrower than `narrowest` on one."""
    return 1 if n <= 3 or width / n >= narrowest else 2


@lru_cache(maxsize=16)
def arrange(n: int, width: int, height: int, sizes: Sizes, *, folded: bool = False) -> Geometry:
    """Lay out a board of `n` pieces in `width` by `height` pixels.

    The tiles take the height there is between what can still be read and what still looks like a
    tile; the board may then be higher than `height` and scroll, or lower.

    Args:
        folded: the tray is empty, and gives its height to the row where that helps. The places
            grow downward only, so that none slips away sideways from under the pointer.
    """
    px = sizes.px
    gap, row_gap, head_height, strip_height = px(12), px(4), px(30), px(38)
    side_width = min(px(SIDE), width // 3)
    fixed = head_height + px(10) + strip_height + px(16) + px(4)
    room = QSize(width, height - fixed)
    shape = _best_shape(n, width - side_width - px(24), room, sizes)
    place = QSize(shape.place_width, shape.height)
    tray_tile, tray_lines = QSize(shape.tray_width, shape.height), shape.tray_lines
    taller = _height_in_full_row(shape, room, sizes) if folded else 0
    if taller >= WORTH_FOLDING * shape.height:
        place.setHeight(taller)
        tray_tile, tray_lines = QSize((width + gap) // n - gap, px(FOLDED_TRAY)), 1
    row_height = shape.row_lines * (place.height() + row_gap) - row_gap
    tray_height = tray_lines * (tray_tile.height() + gap) - gap
    # What is left goes between row and tray, so that they read as two things, and then below.
    left = max(0, height - fixed - row_height - tray_height)
    air = min(px(MOST_AIR), max(px(LEAST_AIR), left // 2), left)
    row_width = width - side_width - px(24)
    places = _cells(n, shape.row_lines, place, top=head_height, gap=row_gap, width=row_width)
    used = max(place.right() for place in places) + 1
    strip = QRect(0, head_height + row_height + px(10), used, strip_height)
    tray_top = strip.bottom() + 1 + px(16) + air
    tray = _cells(n, tray_lines, tray_tile, top=tray_top, gap=gap, width=width)
    side_height = min(strip.bottom() + 1, px(TALLEST_SIDE))
    # Beside the row, also where the largest tiles leave the line half empty.
    spare = width - side_width - px(24) - used
    side_left = used + px(24) + (spare if spare < side_width else 0)
    side = QRect(side_left, 0, side_width, side_height)
    head = QRect(0, 0, used, head_height - px(4))
    return Geometry(head, places, tray, side, strip, tray[-1].bottom() + 1 + px(4))


def _height_in_full_row(shape: Shape, room: QSize, sizes: Sizes) -> int:
    """How high the places can be above a folded tray."""
    px, lines = sizes.px, shape.row_lines
    height = room.height() - px(FOLDED_TRAY) - px(LEAST_AIR) - px(4) * (lines - 1)
    steepest = round(STEEPEST_IN_FULL_ROW * shape.place_width)
    return min(px(TALLEST_TILE), steepest, height // lines)


def _best_shape(n: int, row_width: int, room: QSize, sizes: Sizes) -> Shape:
    """As few lines as make large tiles; `room` is for row and tray together."""
    fewest_row = lines_for(n, row_width, sizes.px(NARROWEST_PLACE))
    fewest_tray = lines_for(n, room.width(), sizes.px(NARROWEST_TRAY_TILE))
    best: Shape | None = None
    for lines in SHAPES:
        if lines[0] < fewest_row or lines[1] < fewest_tray:
            continue
        shape = _shape(n, lines, row_width, room, sizes)
        if best is None or (
            shape.height >= sizes.px(LOWEST_WORTH_A_LINE)
            and shape.area >= WORTH_A_LINE ** (shape.lines - best.lines) * best.area
        ):
            best = shape
    assert best
    return best


def _shape(n: int, lines: tuple[int, int], row_width: int, room: QSize, sizes: Sizes) -> Shape:
    gap, row_gap, widest = sizes.px(12), sizes.px(4), sizes.px(WIDEST_TILE)
    columns, tray_columns = (ceil(n / number) for number in lines)
    place_width = min(widest, (row_width + row_gap) // columns - row_gap)
    tray_width = min(widest, (room.width() + gap) // tray_columns - gap)
    height = room.height() - row_gap * (lines[0] - 1) - gap * (lines[1] - 1)
    if height // sum(lines) >= sizes.px(ROOM_FOR_AIR):
        height -= sizes.px(LEAST_AIR)
    small = min(sizes.px(TALLEST_SMALL), round(STEEPEST_SMALL * place_width))
    steepest = max(small, round(min(STEEPEST * place_width, STEEPEST_SMALL * tray_width)))
    tallest = min(sizes.px(TALLEST_TILE), steepest, height // sum(lines))
    return Shape(*lines, place_width, tray_width, max(sizes.px(LOWEST_TILE), tallest))


def _cells(n: int, lines: int, cell: QSize, *, top: int, gap: int, width: int) -> tuple[QRect, ...]:
    columns = ceil(n / lines)
    pitch = (width + gap) / columns
    if int(pitch) - gap > cell.width():
        # As wide as a tile gets, so that the line does not reach the edge.
        pitch = cell.width() + gap
    cells = []
    for index in range(n):
        line, column = divmod(index, columns)
        # Of pixels that are left over, each gap gets at most one.
        corner = QPoint(int(column * pitch), top + line * (cell.height() + gap))
        cells.append(QRect(corner, cell))
    return tuple(cells)
