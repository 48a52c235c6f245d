"""A hundred thousand songs on the map: a frame, a hit, a slider's move; and the first map."""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF

from gui.explore.camera import Camera
from gui.explore.layer import layer_of
from gui.explore.raster import Inks
from musicpuzzle.explore.kept_layouts import arranged, marks_of
from musicpuzzle.explore.picking import nearest
from musicpuzzle.explore.search import Space, Weights
from musicpuzzle.explore.views import VIEWS, unit_spaces

from .ratio import fastest_s

N_SONGS = 100_000
SIZE = 1280, 800
FRAME_S, HIT_S, SLIDER_S, FIRST_MAP_S = 1 / 30, 0.002, 0.016, 3.0


@pytest.fixture(scope="module")
def positions() -> NDArray[np.float32]:
    """Forty crowds of songs."""
    rng = np.random.default_rng(0)
    crowds = rng.uniform(-0.9, 0.9, (40, 2))
    places = crowds[rng.integers(40, size=N_SONGS)] + 0.05 * rng.normal(size=(N_SONGS, 2))
    return places.astype(np.float32)


@pytest.fixture(scope="module")
def space() -> Space:
    """Embeddings without any order."""
    return Space.of(np.random.default_rng(0).standard_normal((N_SONGS, 256)).astype(np.float32))


@pytest.mark.parametrize("zoom", [1.0, 4.0, 16.0])
def test_a_frame_is_there_in_a_thirtieth_of_a_second(
    positions: NDArray[np.float32], zoom: float
) -> None:
    colours = np.array([0xFF2F5BD8, 0xFFB3362B], np.uint32)
    inks = Inks(np.arange(N_SONGS) % 2, colours, 0xFFFFFFFF)
    camera = Camera(0.1, 0.1, zoom, *SIZE)
    screen = QImage(*SIZE, QImage.Format.Format_RGB32)

    def frame() -> None:
        painter = QPainter(screen)
        layer_of(*camera.to_pixels(positions), inks, None, size=SIZE).paint(painter)
        painter.end()

    xs, ys = camera.to_pixels(positions)
    points = QPolygonF([QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)])

    def plainly() -> None:
        painter = QPainter(screen)
        painter.setPen(QColor("black"))
        painter.drawPoints(points)
        painter.end()

    own, plain = fastest_s(frame, plainly)
    assert own < FRAME_S
    # No slower than a few times what Qt takes for pixels of one colour that are there already.
    assert own < 12 * plain


def test_the_song_under_the_pointer_is_found_in_two_milliseconds(
    positions: NDArray[np.float32],
) -> None:
    xs, ys = Camera(width=SIZE[0], height=SIZE[1]).to_pixels(positions)
    assert fastest_s(lambda: nearest(xs, ys, 640, 400, 8))[0] < HIT_S


def test_a_slider_ranks_all_songs_within_a_frame(space: Space) -> None:
    likeness = space.like([5])
    weights = Weights(0.3, 0.8, 0.1, 1.0, 0.5)
    slider, whole = fastest_s(
        lambda: likeness.best(weights, 24), lambda: space.like([5]).best(weights, 24)
    )
    assert slider < SLIDER_S
    assert slider < whole / 2


def test_the_first_map_of_5000_songs_is_there_in_three_seconds(
    space: Space, tmp_path: Path
) -> None:
    embeddings = space.units(slice(5000))

    def first() -> None:
        units, marks = unit_spaces(embeddings), marks_of(embeddings)
        for view in VIEWS:
            arranged(view, units, marks, tmp_path)

    assert fastest_s(first, rounds=2)[0] < FIRST_MAP_S
