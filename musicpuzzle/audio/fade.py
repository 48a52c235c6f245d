"""Edges without a click."""

from __future__ import annotations

import numpy as np

from musicpuzzle.audio.clip import Samples


def fade_edges(samples: Samples, sample_rate_hz: int, fade_s: float = 0.003) -> Samples:
    """A copy that rises from nothing and falls to nothing along half a cosine.

    Args:
        samples: float32 (..., samples).
        sample_rate_hz: samples a second.
        fade_s: seconds of each fade; half the sound where it is shorter than both.
    """
    faded = np.array(samples, np.float32)
    n_fade = min(round(fade_s * sample_rate_hz), faded.shape[-1] // 2)
    if n_fade > 0:
        rise = (0.5 - 0.5 * np.cos(np.pi * np.arange(n_fade) / n_fade)).astype(np.float32)
        faded[..., :n_fade] *= rise
        faded[..., -n_fade:] *= rise[::-1]
    return faded
