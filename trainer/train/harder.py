"""The gaps and disguises that `sen-plus` and `sen-gap` learn with: most gaps short, as in the game.

One place for both, so that they differ by their networks and losses alone.
"""

from __future__ import annotations

import numpy as np
import torch

from musicpuzzle.audio.disguise import Disguise, gain_curve_db
from musicpuzzle.features.logmel import mel_centres_hz

from ..data.windows import GAIN_DB, TILT_DB

LONGEST_GAP_S = 1.0
SHORT_GAPS_S = (0.1, 0.6)
SHORT_GAPS_SHARE = 0.6
DISGUISED_SHARE = 0.6


def draw_gap_s(rng: np.random.Generator) -> float:
    """The gap of a window in seconds: mostly short, else anything up to the longest."""
    short = rng.random() < SHORT_GAPS_SHARE
    return float(rng.uniform(*(SHORT_GAPS_S if short else (0.0, LONGEST_GAP_S))))


class Disguises:
    """Draws what is done to pieces, as factors of the power in each band."""

    def __init__(self) -> None:
        bands_hz = mel_centres_hz()
        self._gain_curve = gain_curve_db(bands_hz, Disguise(gain_db=1.0, tilt_db=0.0))
        self._tilt_curve = gain_curve_db(bands_hz, Disguise(gain_db=0.0, tilt_db=1.0))

    def draw(self, rng: np.random.Generator, n: int, windows: int) -> torch.Tensor:
        """One gain for each window, and in most windows a gain and a tilt for each piece.

        Returns:
            float32 (n, windows, 128, 1), factors of power.
        """
        disguised = rng.random((1, windows)) < DISGUISED_SHARE
        gain_db = rng.uniform(-GAIN_DB, GAIN_DB, (n, windows)) * disguised
        gain_db += rng.uniform(-GAIN_DB, GAIN_DB, (1, windows))
        tilt_db = rng.uniform(-TILT_DB, TILT_DB, (n, windows)) * disguised
        curves_db = gain_db[..., None] * self._gain_curve + tilt_db[..., None] * self._tilt_curve
        return torch.from_numpy((10 ** (curves_db / 10)).astype(np.float32)[..., None])


def disguised(pieces: torch.Tensor, power: torch.Tensor) -> torch.Tensor:
    """Log-mels (n, windows, 128, frames) with each band's power times its factor, float32."""
    return torch.log1p(torch.expm1(pieces.float()) * power)
