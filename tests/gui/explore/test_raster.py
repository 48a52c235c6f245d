"""Dots and densities, against drawing one song after the other."""

from __future__ import annotations

import numpy as np
import pytest

from gui.explore.raster import Inks, cell_side, density, draw_dots, is_crowded, visible

RED, BLUE, WHITE = 0xFFFF0000, 0xFF0000FF, 0xFFFFFFFF


def inks(codes: list[int]) -> Inks:
    return Inks(np.array(codes), np.array([RED, BLUE], np.uint32), WHITE)


def test_a_dot_is_round_full_in_the_middle_and_soft_at_its_rim() -> None:
    image = np.full((20, 30), WHITE, np.uint32)
    how = inks([0])
    draw_dots(image, np.array([12.7], "f4"), np.array([8.2], "f4"), how.codes, how, radius=3)
    assert image[8, 12] == RED
    assert image[8, 9] != WHITE
    assert image[8, 8] == WHITE
    rows, columns = np.nonzero(image != WHITE)
    assert np.hypot(rows - 8, columns - 12).max() < 3.5
    np.testing.assert_array_equal(image[8, 9:16], image[8, 9:16][::-1])
    assert set(np.unique(image)) > {RED, WHITE}


def test_the_nearest_dot_has_the_pixel_and_dots_at_the_edge_are_cut() -> None:
    image = np.full((12, 12), WHITE, np.uint32)
    how = inks([0, 1, 0])
    xs, ys = np.array([6, 7, 0], "f4"), np.array([6, 6, 0], "f4")
    draw_dots(image, xs, ys, how.codes, how, radius=2)
    assert (image[6, 6], image[6, 7]) == (RED, BLUE)
    assert image[0, 0] == RED
    assert image[0, 11] == WHITE
    assert image[11, 0] == WHITE


def test_density_has_the_mean_colour_of_its_songs() -> None:
    how = inks([0, 1] * 50)
    xs, ys = np.full(100, 50, "f4"), np.full(100, 30, "f4")
    image = density(xs, ys, how.codes, how, size=(100, 60))
    side = cell_side(100, 60)
    middle = int(image[30 // side, 50 // side])
    red, green, blue = middle >> 16 & 255, middle >> 8 & 255, middle & 255
    assert red == blue
    assert red == pytest.approx(127, abs=2)
    assert green < 10
    assert image[0, 0] == WHITE


def test_more_songs_are_stronger_and_one_can_be_seen() -> None:
    how = inks([0] * 41)
    xs = np.array([20] + [60] * 40, "f4")
    image = density(xs, np.full(41, 30, "f4"), how.codes, how, size=(100, 60))
    side = cell_side(100, 60)
    one, many = (int(image[30 // side, x // side]) & 255 for x in (20, 60))
    assert many < one < 245


def test_a_density_lies_over_another() -> None:
    how = inks([1])
    under = np.full((15, 25), RED, np.uint32)
    at = np.array([50], "f4"), np.array([30], "f4")
    image = density(*at, how.codes, how, size=(100, 60), under=under)
    assert image[0, 0] == RED
    assert image[7, 12] != RED


def test_what_is_in_sight_and_when_it_is_a_crowd() -> None:
    xs, ys = np.array([-9, -3, 50, 104, 50], "f4"), np.array([5, 5, 70, 5, -8], "f4")
    assert visible(xs, ys, 100, 60, 6.0).tolist() == [1, 3]
    assert is_crowded(100_000, 800, 600)
    assert not is_crowded(390, 800, 600)


def test_faded_colours_lie_between_theirs_and_the_ground() -> None:
    assert inks([0]).faded(1.0).tolist() == [RED, BLUE]
    assert inks([0]).faded(0.0).tolist() == [WHITE, WHITE]
    assert inks([0]).faded(0.5).tolist() == [0xFFFF8080, 0xFF8080FF]
