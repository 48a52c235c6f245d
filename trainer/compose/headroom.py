"""Headroom: gain curves that hold peaks under a ceiling without being heard."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage, signal

Stereo = NDArray[np.float32]
Curve = NDArray[np.float32]

_REACH_S = 0.006  # how long before and after a peak the gain is lowered


def true_peaks(sound: Stereo) -> Curve:
    """The largest value near every sample of (2, samples), four times oversampled; (samples,)."""
    fine = np.abs(signal.resample_poly(sound, 4, 1, axis=-1)).max(axis=0)
    return np.asarray(fine[: 4 * sound.shape[1]].reshape(-1, 4).max(axis=1), dtype=np.float32)


def holding_gain(peaks: Curve, sample_rate_hz: int, ceiling_dbfs: float) -> Curve:
    """A smooth gain (samples,), 1 at most, that keeps the peaks (samples,) under the ceiling."""
    ceiling = 10.0 ** (ceiling_dbfs / 20.0)
    wanted = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    width = round(_REACH_S * sample_rate_hz) | 1
    # The lowest gain within the window, then the window's mean: the dip is reached in time.
    lowest = ndimage.minimum_filter1d(wanted, 2 * width + 1)
    window = np.hanning(2 * width + 3)[1:-1]
    padded = np.pad(lowest, width, mode="edge")
    smooth = signal.oaconvolve(padded, window / window.sum(), mode="valid")
    return np.asarray(np.minimum(smooth, 1.0), dtype=np.float32)


def tamed(
    samples: Stereo, sample_rate_hz: int, decoded: Stereo, decoded_rate_hz: int, ceiling_dbfs: float
) -> Stereo | None:
    """The samples softened where a lossy coder made them overshoot; None where it did not.

    Args:
        samples: what was coded, float32 (channels, samples).
        sample_rate_hz: of the samples.
        decoded: what came back, (channels, samples) at its own rate.
        decoded_rate_hz: of what came back.
        ceiling_dbfs: what no decoded sample may exceed.
    """
    peaks = np.abs(decoded).max(axis=0)
    if peaks.max(initial=0.0) <= 10.0 ** (ceiling_dbfs / 20.0):
        return None
    # A coder overshoots anew after any change, so a little more is taken.
    curve = holding_gain(peaks, decoded_rate_hz, ceiling_dbfs - 0.5)
    at_s = np.arange(samples.shape[1]) / sample_rate_hz
    gain = np.interp(at_s, np.arange(len(curve)) / decoded_rate_hz, curve)
    return np.asarray(samples * gain, dtype=np.float32)
