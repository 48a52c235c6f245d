from __future__ import annotations

import pytest
from PySide6.QtCore import QRect

from gui.play.focus import next_spot
from gui.play.keys import Direction

# Three places over four tiles.
SPOTS = [
    *(QRect(100 * column, 0, 90, 50) for column in range(3)),
    *(QRect(80 * column, 100, 70, 50) for column in range(4)),
]


@pytest.mark.parametrize(
    ("current", "direction", "expected"),
    [
        (0, "right", 1),
        (1, "left", 0),
        (0, "left", 0),
        (2, "right", 3),
        (3, "left", 2),
        (6, "right", 6),
        (0, "down", 3),
        (2, "down", 6),
        (4, "up", 1),
        (1, "up", 1),
        (5, "down", 5),
    ],
)
def test_arrows(current: int, direction: Direction, expected: int) -> None:
    assert next_spot(SPOTS, current, direction) == expected


def test_up_goes_to_the_nearest_line_first() -> None:
    lines = [QRect(0, 60 * line, 50, 50) for line in range(3)]
    assert next_spot(lines, 2, "up") == 1


def test_every_spot_can_be_reached_from_every_other() -> None:
    directions: tuple[Direction, ...] = ("left", "right", "up", "down")
    for start in range(len(SPOTS)):
        reached = {start}
        while True:
            more = {next_spot(SPOTS, spot, way) for spot in reached for way in directions}
            if more <= reached:
                break
            reached |= more
        assert reached == set(range(len(SPOTS)))
