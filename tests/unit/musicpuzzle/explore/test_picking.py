"""Picking: by oracles that look at each song by itself."""

from __future__ import annotations

import numpy as np

from musicpuzzle.explore.picking import beside, inside_box, inside_line, nearest

RNG = np.random.default_rng(0)
XS, YS = RNG.uniform(0, 100, (2, 500)).astype(np.float32)


def test_nearest_is_the_nearest_within_reach() -> None:
    away = np.hypot(XS - 40, YS - 60)
    song = int(away.argmin())
    assert nearest(XS, YS, 40, 60, float(away[song]) + 0.01) == song
    assert nearest(XS, YS, 40, 60, float(away[song]) - 0.01) is None
    assert nearest(XS[:0], YS[:0], 40, 60, 10) is None


def test_inside_a_triangle_is_left_of_all_its_sides() -> None:
    line = np.array([[10, 10], [90, 20], [40, 95]], np.float32)
    sides = zip(line, np.roll(line, -1, axis=0), strict=True)
    expected = np.all(
        [(x2 - x1) * (YS - y1) - (y2 - y1) * (XS - x1) > 0 for (x1, y1), (x2, y2) in sides], axis=0
    )
    np.testing.assert_array_equal(inside_line(XS, YS, line), expected)
    np.testing.assert_array_equal(inside_line(XS, YS, line[::-1]), expected)
    assert not inside_line(XS, YS, line[:2]).any()


def test_the_hole_of_a_line_that_winds_twice_is_outside() -> None:
    outer = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
    inner = [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]]
    line = np.array(outer + inner, np.float32)
    xs, ys = np.array([2, 5], np.float32), np.array([2, 5], np.float32)
    assert inside_line(xs, ys, line).tolist() == [True, False]


def test_a_box_may_be_drawn_from_any_corner() -> None:
    expected = (XS >= 20) & (XS <= 50) & (YS >= 30) & (YS <= 70)
    np.testing.assert_array_equal(inside_box(XS, YS, (50, 30), (20, 70)), expected)


def test_arrows_walk_to_the_song_ahead() -> None:
    xs = np.array([0, 10, 12, 3, -5], np.float32)
    ys = np.array([0, 1, -11, 9, 0], np.float32)
    assert beside(xs, ys, 0, "right") == 1
    assert beside(xs, ys, 0, "down") == 3
    assert beside(xs, ys, 0, "left") == 4
    assert beside(xs, ys, 0, "up") is None


def test_walking_reaches_far() -> None:
    song, steps = int(XS.argmin()), 0
    while (following := beside(XS, YS, song, "right")) is not None:
        assert XS[following] > XS[song]
        song, steps = following, steps + 1
    assert XS[song] > 95
    assert steps > 10
