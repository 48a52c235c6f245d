"""Windows of three seconds from songs, and how training varies them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.features.short_mel import FRAMES, MELS

from .songs import Stored

Windows = NDArray[np.float32]

HALF = FRAMES // 2
"""Two windows of one song begin at least so far apart: they overlap by a half at most."""

GAIN_DB = 2.5
_COLOUR_DB = 1.5
_COLOUR_WAVES = 4


def two_starts(rng: np.random.Generator, n_frames: int, length: int) -> tuple[int, int]:
    """First frames of two windows that overlap by a half at most; as little as there is room for.

    Args:
        rng: draws.
        n_frames: of the song.
        length: of a window, in frames.
    """
    last, half = n_frames - length, -(-length // 2)
    first = int(rng.integers(0, last + 1))
    before, after = max(0, first - half + 1), max(0, last - first - half + 1)
    if not before + after:
        return 0, last
    place = int(rng.integers(0, before + after))
    return first, place if place < before else first + half + place - before


def window(bands: Stored, start: int) -> Windows:
    """One window, float32 (128, 129)."""
    return np.asarray(bands[:, start : start + FRAMES], dtype=np.float32)


def stretched(bands: Stored, start: int, length: int) -> Windows:
    """`length` frames as one window, float32 (128, 129): slower or faster, at the same pitch."""
    own = np.asarray(bands[:, start : start + length], dtype=np.float32)
    at = np.linspace(0.0, length - 1.0, FRAMES)
    low = np.minimum(at.astype(int), length - 2)
    share = (at - low).astype(np.float32)
    found: Windows = own[:, low] * (1.0 - share) + own[:, low + 1] * share
    return found


def evenly(bands: Stored, hop: int = FRAMES) -> Windows:
    """All windows `hop` frames apart, float32 (windows, 128, 129); the last is not cut."""
    starts = range(0, bands.shape[1] - FRAMES + 1, hop)
    return np.stack([window(bands, start) for start in starts])


def varied(rng: np.random.Generator, windows: Windows) -> Windows:
    """Windows (n, 128, 129) as other mixes have them: another loudness, another colour.

    Gain and a smooth curve over the bands act on the power, as they would on the sound.
    """
    n = len(windows)
    place = np.linspace(0.0, 1.0, MELS)
    waves = np.cos(np.pi * np.arange(1, _COLOUR_WAVES + 1)[:, None] * place)
    sizes = rng.normal(0.0, _COLOUR_DB / np.sqrt(_COLOUR_WAVES / 2), (n, _COLOUR_WAVES))
    curve_db = sizes @ waves + rng.uniform(-GAIN_DB, GAIN_DB, (n, 1))
    factor = (10.0 ** (curve_db / 10.0)).astype(np.float32)[:, :, None]
    power = np.exp(windows * np.float32(np.log(10.0))) - 1.0
    found: Windows = np.log1p(power * factor) * np.float32(1.0 / np.log(10.0))
    return found
