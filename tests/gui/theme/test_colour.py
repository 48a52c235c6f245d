from __future__ import annotations

import pytest

from gui.theme.colour import contrast, in_gamut, luminance, mix, oklch, rgb


def test_the_ends_of_lightness_are_black_and_white() -> None:
    assert oklch(0.0, 0.0, 0.0) == "#000000"
    assert oklch(1.0, 0.0, 0.0) == "#FFFFFF"


@pytest.mark.parametrize(
    ("lightness", "chroma", "hue_deg", "colour"),
    [
        # The primaries of sRGB as the CSS Color 4 specification gives them in OKLCH.
        (0.6280, 0.2577, 29.23, (255, 0, 0)),
        (0.8664, 0.2948, 142.50, (0, 255, 0)),
        (0.4520, 0.3132, 264.05, (0, 0, 255)),
    ],
)
def test_primaries(
    lightness: float, chroma: float, hue_deg: float, colour: tuple[int, int, int]
) -> None:
    assert rgb(oklch(lightness, chroma, hue_deg)) == pytest.approx(colour, abs=8)


def test_chroma_gives_way_where_a_screen_cannot_show_it() -> None:
    assert not in_gamut(0.7, 0.4, 195.0)
    red, green, blue = rgb(oklch(0.7, 0.4, 195.0))
    assert max(red, green, blue) <= 255
    assert red < green


def test_contrast_runs_from_one_to_twenty_one() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert contrast("#123456", "#123456") == 1


def test_luminance_of_grey() -> None:
    assert luminance("#808080") == pytest.approx(0.2159, abs=1e-3)


def test_mixing() -> None:
    assert mix("#000000", "#FFFFFF", 0.5) == "#808080"
    assert mix("#102030", "#FFFFFF", 0.0) == "#102030"
