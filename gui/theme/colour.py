"""Colour arithmetic: OKLCH to sRGB and the contrast of two colours."""

from __future__ import annotations

import math
from functools import lru_cache

Rgb = tuple[float, float, float]


def _oklab_to_linear(lightness: float, a: float, b: float) -> Rgb:
    # Matrices of Björn Ottosson, "A perceptual color space for image processing" (2020).
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _encode(linear: float) -> float:
    if linear <= 0.0031308:
        return 12.92 * linear
    return float(1.055 * linear ** (1 / 2.4) - 0.055)


def _decode(encoded: float) -> float:
    if encoded <= 0.04045:
        return encoded / 12.92
    return float(((encoded + 0.055) / 1.055) ** 2.4)


def _linear(lightness: float, chroma: float, hue_deg: float) -> Rgb:
    angle = math.radians(hue_deg)
    return _oklab_to_linear(lightness, chroma * math.cos(angle), chroma * math.sin(angle))


def in_gamut(lightness: float, chroma: float, hue_deg: float) -> bool:
    """Whether a screen of sRGB can show the colour."""
    tolerance = 1e-4
    return all(-tolerance <= c <= 1 + tolerance for c in _linear(lightness, chroma, hue_deg))


@lru_cache(maxsize=1024)
def oklch(lightness: float, chroma: float, hue_deg: float) -> str:
    """The colour as "#rrggbb"; chroma is lowered, never lightness, until sRGB can show it.

    Args:
        lightness: 0 (black) to 1 (white).
        chroma: 0 (grey) to some 0.3.
        hue_deg: 0 to 360, pinkish red at 0, yellow near 110, green near 145, blue near 265.
    """
    while chroma > 0 and not in_gamut(lightness, chroma, hue_deg):
        chroma = max(0.0, chroma - 0.002)
    channels = (_encode(min(1.0, max(0.0, c))) for c in _linear(lightness, chroma, hue_deg))
    return "#" + "".join(f"{round(255 * c):02X}" for c in channels)


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255, of "#rrggbb"."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@lru_cache(maxsize=256)
def mix(first: str, second: str, share: float) -> str:
    """`share` (0 to 1) of the second colour over the first, in sRGB as painting does it."""
    pairs = zip(rgb(first), rgb(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2, 0 to 1."""
    red, green, blue = (_decode(c / 255) for c in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio of WCAG 2, 1 to 21."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)
