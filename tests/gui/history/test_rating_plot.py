from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QGraphicsSimpleTextItem, QGraphicsView, QWidget

from gui.context import Context
from gui.history.colours import STROKES, game_colour
from gui.history.rating_plot import RatingPlot, apart, extent
from gui.picture import picture_of, prepare_picture
from gui.theme.colour import contrast
from gui.theme.tokens import DARK, LIGHT, Tokens
from musicpuzzle.errors import DataError
from musicpuzzle.games.settings import GAMES
from musicpuzzle.play.stats import RatingPoint

from .conftest import BEGIN

RATINGS = {
    "jigsaw": [RatingPoint(BEGIN + timedelta(days=k), 1500.0 + 10 * k, 100.0) for k in range(9)],
    "medley": [RatingPoint(BEGIN + timedelta(days=4), 1581.0, 70.0)],
}


@pytest.fixture
def plot(context: Context, qtbot: Any) -> Iterator[RatingPlot]:
    owner = QWidget()
    qtbot.addWidget(owner)
    plot = RatingPlot(context.theme, owner)
    plot.widget.setParent(owner)
    plot.widget.resize(600, 400)
    plot.show_ratings(RATINGS, {"jigsaw": 9, "medley": 1})  # type: ignore[arg-type]
    owner.show()
    yield plot
    owner.close()


def view_of(plot: RatingPlot) -> QGraphicsView:
    assert isinstance(plot.widget, QGraphicsView)
    return plot.widget


@given(st.lists(st.floats(0, 100), max_size=6), st.floats(0.5, 20))
def test_words_are_parted_and_no_further_than_needed(values: list[float], least: float) -> None:
    values = sorted(values)
    parted = apart(values, least)
    assert all(b - a >= least - 1e-6 for a, b in pairwise(parted))
    assert sum(parted) == pytest.approx(sum(values), abs=1e-6)
    if all(b - a >= least for a, b in pairwise(values)):
        assert parted == pytest.approx(values)


def test_lines_are_named_at_their_ends_with_their_numbers(plot: RatingPlot) -> None:
    found = [
        item for item in view_of(plot).scene().items() if isinstance(item, QGraphicsSimpleTextItem)
    ]
    assert {item.text() for item in found} == {"Jigsaw 1580 ± 100", "Medley 1581 ± 70"}
    first, second = (item.sceneBoundingRect() for item in found)
    assert not first.intersects(second)
    words = plot.widget.accessibleDescription()
    assert "Jigsaw: 1580, give or take 100, after 9 rated rounds" in words


def test_all_lines_lie_inside_the_axes() -> None:
    (begin_s, end_s), (low, high) = extent(RATINGS)  # type: ignore[arg-type]
    for line in RATINGS.values():
        assert all(begin_s < point.at.timestamp() < end_s for point in line)
        assert all(low < point.value < high for point in line)


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_games_are_told_apart_by_readable_colours_and_by_strokes(tokens: Tokens) -> None:
    colours = {game_colour(tokens, game) for game in GAMES}
    assert len(colours) == len(GAMES)
    assert all(contrast(colour, tokens.surface) >= 4.5 for colour in colours)
    assert len(set(STROKES.values())) == len(GAMES)


def test_a_picture_is_written_as_png_and_as_svg(plot: RatingPlot, tmp_path: Path) -> None:
    picture = picture_of(view_of(plot), LIGHT.surface, "Rating over time")
    for name in ("plot.png", "plot.svg"):
        prepare_picture(picture, tmp_path / name)()
    image = QImage(str(tmp_path / "plot.png"))
    assert (image.width(), image.height()) == (1200, 800)
    assert image.pixelColor(3, 3) == QColor(LIGHT.surface)
    line = QColor(game_colour(LIGHT, "jigsaw"))
    assert any(image.pixelColor(x, y) == line for x in range(0, 1200, 3) for y in range(800))
    root = ElementTree.parse(tmp_path / "plot.svg").getroot()
    assert root.tag.endswith("svg")
    assert "Jigsaw 1580 ± 100" in "".join(root.itertext())
    with pytest.raises(DataError, match=r"plot\.png"):
        prepare_picture(picture, tmp_path / "plot.png" / "plot.png")()


def test_dark_surfaces_are_dark(plot: RatingPlot, context: Context) -> None:
    context.theme.choose("dark")
    assert view_of(plot).backgroundBrush().color() == QColor(DARK.surface)
    assert plot.widget.grab().toImage().pixelColor(3, 3) == QColor(DARK.surface)
