from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QRect

from gui.play.geometry import LOWEST_TILE, WIDEST_TILE, Geometry, arrange, lines_for
from gui.theme.tokens import Sizes

ROOMS = [(748, 396), (1128, 590), (2400, 1230), (560, 300), (3688, 1966), (872, 506)]


def everything(geometry: Geometry) -> list[QRect]:
    return [geometry.head, geometry.side, geometry.strip, *geometry.places, *geometry.tray]


@pytest.mark.parametrize("n", range(3, 13))
@pytest.mark.parametrize(("width", "height"), ROOMS)
@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("folded", [False, True])
def test_nothing_overlaps_and_all_lies_inside(
    n: int, width: int, height: int, scale: float, folded: bool
) -> None:
    geometry = arrange(n, width, height, Sizes(scale), folded=folded)
    board = QRect(0, 0, width, geometry.height)
    assert len(geometry.places) == len(geometry.tray) == n
    for box in everything(geometry):
        assert box.isValid()
        assert board.contains(box)
    for first, second in combinations(everything(geometry), 2):
        assert not first.intersects(second)


@pytest.mark.parametrize("n", range(3, 13))
@pytest.mark.parametrize(("width", "height"), ROOMS[:3])
def test_tiles_stay_large_enough_to_read(n: int, width: int, height: int) -> None:
    geometry = arrange(n, width, height, Sizes())
    for box in (*geometry.places, *geometry.tray):
        assert box.height() >= LOWEST_TILE
        assert box.width() >= 60


@pytest.mark.parametrize("n", range(3, 13))
@pytest.mark.parametrize(("width", "height"), [(1128, 590), (2400, 1230), (3688, 1966)])
def test_a_large_window_is_filled(n: int, width: int, height: int) -> None:
    geometry = arrange(n, width, height, Sizes())
    assert 0.74 * height <= geometry.height <= height
    for box in (*geometry.places, *geometry.tray):
        assert box.width() <= WIDEST_TILE
        assert box.height() <= 2.3 * box.width()


@pytest.mark.parametrize("n", range(3, 13))
@pytest.mark.parametrize(("width", "height"), ROOMS)
def test_a_full_row_takes_what_an_empty_tray_leaves_and_grows_downward_only(
    n: int, width: int, height: int
) -> None:
    before = arrange(n, width, height, Sizes())
    full = arrange(n, width, height, Sizes(), folded=True)
    first = [box.top() for box in before.places]
    for small, large in zip(before.places, full.places, strict=True):
        assert (large.left(), large.width()) == (small.left(), small.width())
        assert large.height() >= small.height()
    for box in full.places[: first.count(first[0])]:
        assert box.top() == first[0]
    assert full.height <= max(height, before.height)
    # In the largest window three tiles are as large as tiles get, with the tray as well.
    if 500 < height < 1500:
        assert full.places[0].height() > 1.15 * before.places[0].height()
        assert len({box.top() for box in full.tray}) == 1


def test_where_a_full_row_gains_nothing_the_tray_stays() -> None:
    # So low that the page scrolls anyway.
    assert arrange(6, 560, 200, Sizes(), folded=True) == arrange(6, 560, 200, Sizes())


def test_another_line_must_be_worth_it() -> None:
    def lines(n: int, width: int, height: int) -> int:
        return len({box.top() for box in arrange(n, width, height, Sizes()).places})

    assert [lines(n, 1128, 590) for n in (6, 11, 12)] == [1, 1, 2]
    assert [lines(n, 2400, 1230) for n in (8, 12)] == [1, 2]
    # Where it is low, a second line would make the tiles lower instead of larger.
    assert lines(8, 2400, 400) == 1


def test_six_pieces_fit_the_smallest_window_without_scrolling() -> None:
    assert arrange(6, 708, 330, Sizes()).height <= 330


def test_twelve_pieces_wrap_to_two_lines_where_it_is_narrow() -> None:
    assert lines_for(12, 1128, 74) == 1
    assert lines_for(12, 868, 74) == 2
    assert lines_for(3, 100, 74) == 1


def test_reading_order_is_the_order_of_the_places() -> None:
    places = arrange(12, 748, 600, Sizes()).places
    reading = sorted(places, key=lambda box: (box.top(), box.left()))
    assert list(places) == reading
