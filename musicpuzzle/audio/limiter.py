"""Peaks held under a ceiling without distortion that one hears."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.clip import Clip

_LOOKAHEAD_S = 0.005
_RELEASE_DB_PER_S = 40.0
_NEPERS_PER_DB = np.log(10) / 20


def limit(clip: Clip, ceiling_dbfs: float) -> Clip:
    """The clip with no sample above `ceiling_dbfs`; one gain for all channels keeps the image.

    The gain sinks within 5 ms before a peak, is down when it comes, and recovers by 40 dB a second.
    """
    ceiling = 10 ** (ceiling_dbfs / 20)
    peaks = np.abs(clip.samples).max(axis=0, initial=0.0).astype(np.float64)
    if peaks.max(initial=0.0) <= ceiling:
        return clip
    needed = np.log(ceiling / np.maximum(peaks, ceiling))
    gain = np.exp(_eased(_released(needed, clip.sample_rate_hz), clip.sample_rate_hz))
    samples = clip.samples * gain.astype(np.float32)
    # Only rounding is left above the ceiling here.
    return Clip(np.clip(samples, -ceiling, ceiling, dtype=np.float32), clip.sample_rate_hz)


def _released(gain: NDArray[np.float64], sample_rate_hz: int) -> NDArray[np.float64]:
    """The highest curve below `gain` (nepers) that rises by no more than the release allows."""
    allowed = np.arange(gain.size) * (_RELEASE_DB_PER_S * _NEPERS_PER_DB / sample_rate_hz)
    released: NDArray[np.float64] = np.minimum.accumulate(gain - allowed) + allowed
    return released


def _eased(gain: NDArray[np.float64], sample_rate_hz: int) -> NDArray[np.float64]:
    """A curve without steps that is nowhere above `gain`.

    The lowest value within the look-ahead to both sides, smoothed over no more than that: every
    value that goes into the mean has seen the peak.
    """
    from scipy.ndimage import minimum_filter1d, uniform_filter1d

    half = max(1, round(_LOOKAHEAD_S * sample_rate_hz / 2))
    eased = minimum_filter1d(gain, 4 * half + 1, mode="nearest")
    for _ in range(2):
        eased = uniform_filter1d(eased, 2 * half + 1, mode="nearest")
    result: NDArray[np.float64] = np.minimum(eased, gain)
    return result
