from __future__ import annotations

import numpy as np
import pytest

from gui.review.axes import Axis, round_step
from gui.review.heat import heat, heat_colours, heat_image, ink_on, to_steps
from gui.theme.colour import contrast, luminance


@pytest.mark.parametrize("dark", [False, True])
def test_more_is_always_further_from_the_window(dark: bool) -> None:
    lights = [luminance(colour) for colour in heat_colours(dark)]
    steps = np.diff(lights)
    assert (steps >= 0).all() if dark else (steps <= 0).all()
    assert abs(lights[-1] - lights[0]) > 0.5


@pytest.mark.parametrize("dark", [False, True])
def test_numbers_can_be_read_on_every_colour(dark: bool) -> None:
    assert min(contrast(ink_on(colour), colour) for colour in heat_colours(dark)) >= 4.5


def test_maps_become_pictures_of_the_same_shape() -> None:
    steps = to_steps(np.array([[0.1, 0.2, 0.3], [0.3, 0.2, 0.1]], np.float32))
    assert steps.tolist() == [[0, 127, 255], [255, 127, 0]]
    image = heat_image(steps, dark=True)
    assert (image.width(), image.height()) == (3, 2)
    assert image.pixelColor(2, 0).name().upper() == heat(1.0, dark=True)
    assert to_steps(np.ones((2, 2), np.float32)).max() == 0


def test_axes_have_round_ticks_inside() -> None:
    axis = Axis(-3.3, 0.0, 0.0, 300.0, upright=True)
    assert axis.ticks() == pytest.approx((-3.0, -2.0, -1.0, 0.0))
    assert [axis.at(value) for value in (-3.3, 0.0, 9.0)] == [0.0, 300.0, 300.0]
    falling = Axis(5.0, -5.0, 10.0, 20.0, upright=True)
    assert [falling.at(value) for value in (5.0, 0.0, -5.0)] == [10.0, 15.0, 20.0]
    assert [round_step(least) for least in (0.09, 0.1, 0.11, 3.0, 7.0)] == pytest.approx(
        [0.1, 0.1, 0.2, 5.0, 10.0]
    )
