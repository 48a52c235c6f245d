from __future__ import annotations

import time
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

from gui.context import Context
from gui.history.archive import MOST_POINTS
from gui.history.colours import STROKES, game_colour
from gui.history.rating_plot import RatingPlot
from gui.history.scales import apart, extent, value_marks
from gui.picture import prepare_picture
from gui.theme.colour import contrast
from gui.theme.tokens import DARK, LIGHT, Tokens
from musicpuzzle.errors import DataError
from musicpuzzle.games.settings import GAMES
from musicpuzzle.play.stats import RatingPoint

from .conftest import BEGIN

FRAME_MS = 16.0
RATINGS = {
    "jigsaw": [RatingPoint(BEGIN + timedelta(days=k), 1500.0 + 10 * k, 100.0) for k in range(9)],
    "medley": [RatingPoint(BEGIN + timedelta(days=4), 1581.0, 70.0)],
}


@pytest.fixture
def plot(context: Context, qtbot: Any) -> Iterator[RatingPlot]:
    plot = RatingPlot(context.theme)
    qtbot.addWidget(plot)
    plot.resize(600, 400)
    plot.show_ratings(RATINGS, {"jigsaw": 9, "medley": 1})  # type: ignore[arg-type]
    plot.show()
    yield plot
    plot.close()


def words_in(plot: RatingPlot, path: Path) -> list[str]:
    """All words that are drawn, from left to right and from above."""
    prepare_picture(plot.picture(), path)()
    found = ElementTree.parse(path).getroot().iter("{http://www.w3.org/2000/svg}text")
    return ["".join(each.itertext()) for each in found]


@given(st.lists(st.floats(0, 100), max_size=6), st.floats(0.5, 20))
def test_words_are_parted_and_no_further_than_needed(values: list[float], least: float) -> None:
    values = sorted(values)
    parted = apart(values, least)
    assert all(b - a >= least - 1e-6 for a, b in pairwise(parted))
    assert sum(parted) == pytest.approx(sum(values), abs=1e-6)
    if all(b - a >= least for a, b in pairwise(values)):
        assert parted == pytest.approx(values)


@given(st.floats(0, 3000), st.floats(1.5, 3000), st.integers(1, 30))
def test_marked_values_are_round_inside_evenly_apart_and_not_too_many(
    low: float, span: float, most: int
) -> None:
    marks = value_marks(low, low + span, most)
    assert len(marks) <= most + 1
    assert all(low - 1e-6 <= each <= low + span + 1e-6 for each in marks)
    steps = {round(b - a, 6) for a, b in pairwise(marks)}
    assert len(steps) <= 1
    assert all(step >= 1 and f"{step:.0f}".rstrip("0") in "125" for step in steps)


def test_lines_are_named_at_their_ends_with_their_numbers(plot: RatingPlot, tmp_path: Path) -> None:
    words = words_in(plot, tmp_path / "wide.svg")
    assert {"Jigsaw 1580 ± 100", "Medley 1581 ± 70"} <= set(words)
    assert {"Rating (points)", "Date", "1500", "10 Jan"} <= set(words)
    plot.resize(300, 400)
    assert {"Jigsaw 1580", "Medley 1581"} <= set(words_in(plot, tmp_path / "narrow.svg"))
    told = plot.accessibleDescription()
    assert "Jigsaw: 1580, give or take 100, after 9 rated rounds" in told


def test_all_lines_lie_inside_the_axes() -> None:
    (begin_s, end_s), (low, high) = extent(RATINGS)  # type: ignore[arg-type]
    for line in RATINGS.values():
        assert all(begin_s < point.at.timestamp() < end_s for point in line)
        assert all(low < point.value < high for point in line)


def test_the_newest_point_stands_at_the_right_even_if_it_is_the_only_one() -> None:
    (begin_s, end_s), _ = extent({"medley": RATINGS["medley"]})  # type: ignore[dict-item]
    at_s = RATINGS["medley"][0].at.timestamp()
    assert end_s - begin_s > 86_400
    assert (end_s - at_s) / (end_s - begin_s) < 0.05


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_games_are_told_apart_by_readable_colours_and_by_strokes(tokens: Tokens) -> None:
    colours = {game_colour(tokens, game) for game in GAMES}
    assert len(colours) == len(GAMES)
    assert all(contrast(colour, tokens.surface) >= 4.5 for colour in colours)
    assert len(set(STROKES.values())) == len(GAMES)


def test_a_picture_is_written_as_png_and_as_svg(plot: RatingPlot, tmp_path: Path) -> None:
    picture = plot.picture()
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


def test_the_plot_changes_its_colours_with_the_theme(
    plot: RatingPlot, context: Context, qtbot: Any
) -> None:
    def is_seen(tokens: Tokens) -> bool:
        image = plot.grab().toImage()
        seen = {image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(400)}
        return QColor(game_colour(tokens, "jigsaw")).rgba() in seen

    qtbot.waitUntil(lambda: is_seen(LIGHT))
    context.theme.choose("dark")
    qtbot.waitUntil(lambda: is_seen(DARK))
    plot.resize(500, 400)
    qtbot.waitUntil(lambda: is_seen(DARK))
    assert not is_seen(LIGHT)


def test_three_long_lines_are_drawn_well_within_a_frame(plot: RatingPlot) -> None:
    zigzag = [
        RatingPoint(BEGIN + timedelta(hours=k), 1500.0 + 25 * (k % 2) + 2 * k, 60.0)
        for k in range(MOST_POINTS)
    ]
    plot.show_ratings(dict.fromkeys(GAMES, zigzag), dict.fromkeys(GAMES, MOST_POINTS))
    plot.resize(1400, 900)
    took_ms = []
    for _ in range(5):
        began_s = time.thread_time()
        plot._draw()
        took_ms.append(1000 * (time.thread_time() - began_s))
    assert min(took_ms) < FRAME_MS
