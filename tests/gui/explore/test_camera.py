"""The camera: pixels and places go over into each other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.explore.camera import CLOSEST, FARTHEST, FULLEST, MARGIN, Camera

CAMERA = Camera(0.2, -0.1, 3.0, 800, 500)
pixel = st.floats(0, 500)


@given(x=pixel, y=pixel)
def test_a_pixel_and_its_place_are_one(x: float, y: float) -> None:
    place = CAMERA.to_map(x, y)
    xs, ys = CAMERA.to_pixels(np.array([place], np.float32))
    assert (xs[0], ys[0]) == pytest.approx((x, y), abs=0.01)


@given(x=pixel, y=pixel, factor=st.floats(0.5, 2))
def test_zooming_keeps_the_place_under_the_pointer(x: float, y: float, factor: float) -> None:
    assert CAMERA.zoomed(factor, x, y).to_map(x, y) == pytest.approx(CAMERA.to_map(x, y))


def test_dragging_takes_the_place_along() -> None:
    moved = CAMERA.moved(30, -20)
    assert moved.to_map(130, 80) == pytest.approx(CAMERA.to_map(100, 100))


def test_the_whole_map_fits_whatever_the_size() -> None:
    for width, height in ((300, 900), (1600, 400)):
        corners = np.array([[-1, -1], [1, 1]], np.float32)
        camera = CAMERA.resized(width, height).whole(corners)
        xs, ys = camera.to_pixels(corners)
        assert (xs > 0).all()
        assert (xs < width).all()
        assert (ys > 0).all()
        assert (ys < height).all()
        beside = camera.whole(corners, 100)
        assert beside.to_pixels(corners)[0][0] > 100
        assert beside.to_pixels(corners)[0][1] < width
        assert camera.sees(1, 1)
        assert not camera.sees(3, 3)


def test_songs_in_a_part_of_the_map_fill_the_widget() -> None:
    places = np.array([[-0.9, 0.1], [0.9, 0.7], [0.1, -0.2]], np.float32)
    camera = CAMERA.whole(places, 200)
    xs, ys = camera.to_pixels(places)
    middle = (xs.min() + xs.max()) / 2, (ys.min() + ys.max()) / 2
    assert middle == pytest.approx((500, 250), abs=0.01)
    room = max(np.ptp(xs) / 600, np.ptp(ys) / 500)
    assert room == pytest.approx(1 / (1 + MARGIN))
    # A lone song, or few close together, are not blown up.
    assert camera.whole(places[:1]).zoom == camera.whole(0.01 * places).zoom == FULLEST


def test_there_is_an_end_to_zooming_and_dragging() -> None:
    assert CAMERA.zoomed(1e9, 0, 0).zoom == CLOSEST
    assert CAMERA.zoomed(1e-9, 0, 0).zoom == FARTHEST
    far = CAMERA.moved(1e9, -1e9)
    assert (abs(far.x), abs(far.y)) == (1.5, 1.5)
