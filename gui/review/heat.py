"""The colours of heat maps: viridis's hues, even in lightness, nothing as quiet as the window."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from ..theme.colour import contrast, oklch

STEPS = 256
# The middle of the map leaves no room for anything softer at a contrast of 4.5.
INKS = ("#000000", "#FFFFFF")

_PURPLE_DEG, _YELLOW_DEG = 300.0, 105.0
_DARKEST, _LIGHTEST = 0.26, 0.93


@lru_cache(maxsize=2)
def heat_colours(dark: bool) -> tuple[str, ...]:
    """256 colours from least to most, each "#rrggbb".

    Lightness falls in even steps in a light window and rises in a dark one, so that what is most
    stands out in both. Hues go from yellow to purple, or back, which those who cannot tell red from
    green can follow.
    """
    colours = []
    for step in range(STEPS):
        share = step / (STEPS - 1)
        high = share if dark else 1.0 - share
        lightness = _DARKEST + (_LIGHTEST - _DARKEST) * high
        hue_deg = _PURPLE_DEG + (_YELLOW_DEG - _PURPLE_DEG) * high
        # The end that means nothing is nearly grey, as the window around it is.
        chroma = 0.13 * min(1.0, 0.25 + 2.0 * share)
        colours.append(oklch(lightness, chroma, hue_deg))
    return tuple(colours)


def heat(share: float, *, dark: bool) -> str:
    """The colour of a share from 0 to 1."""
    return heat_colours(dark)[round((STEPS - 1) * min(1.0, max(0.0, share)))]


@lru_cache(maxsize=2 * STEPS)
def ink_on(colour: str) -> str:
    """Black or white, whichever is easier to read on a colour."""
    return max(INKS, key=lambda ink: contrast(ink, colour))


def to_steps(values: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Values (rows, columns) as 0 to 255, least to most of this map."""
    low, high = float(values.min()), float(values.max())
    scaled = (values - low) * (255.0 / max(high - low, 1e-9))
    return np.ascontiguousarray(np.clip(scaled, 0, 255).astype(np.uint8))


def heat_image(steps: NDArray[np.uint8], *, dark: bool) -> QImage:
    """The picture of a map in this theme's colours."""
    height, width = steps.shape
    image = QImage(steps.data, width, height, width, QImage.Format.Format_Indexed8).copy()
    image.setColorTable([0xFF000000 | int(colour[1:], 16) for colour in heat_colours(dark)])
    return image
