"""Another sample rate, another number of channels."""

from __future__ import annotations

import numpy as np
import soxr

from musicpuzzle.audio.clip import Clip, Samples

_HALF = 2**-0.5
# Weights of each channel in the left output, in the order of WAVE and FFmpeg (front left, front
# right, centre, low frequencies, back or side pairs), after ITU-R BS.775; low frequencies are left
# out as there. The right output mirrors the pairs.
_LEFT = {
    3: (1, 0, _HALF),
    4: (1, 0, _HALF, 0),
    5: (1, 0, _HALF, _HALF, 0),
    6: (1, 0, _HALF, 0, _HALF, 0),
    7: (1, 0, _HALF, 0, _HALF / 2, _HALF, 0),
    8: (1, 0, _HALF, 0, _HALF, 0, _HALF, 0),
}
_RIGHT = {
    3: (0, 1, _HALF),
    4: (0, 1, 0, _HALF),
    5: (0, 1, _HALF, 0, _HALF),
    6: (0, 1, _HALF, 0, 0, _HALF),
    7: (0, 1, _HALF, 0, _HALF / 2, 0, _HALF),
    8: (0, 1, _HALF, 0, 0, _HALF, 0, _HALF),
}


def resample(clip: Clip, sample_rate_hz: int) -> Clip:
    """The same sound at `sample_rate_hz` (soxr, high quality, no delay); equal rates cost nothing.

    Raises:
        ValueError: the rate is not positive.
    """
    if sample_rate_hz <= 0:
        raise ValueError(f"sample_rate_hz must be positive, not {sample_rate_hz}")
    if clip.sample_rate_hz == sample_rate_hz:
        return clip
    new = soxr.resample(clip.samples.T, clip.sample_rate_hz, sample_rate_hz, quality="HQ")
    return Clip(np.ascontiguousarray(new.T, np.float32), sample_rate_hz)


def to_stereo(clip: Clip) -> Clip:
    """Two channels: mono doubled, surround down-mixed so that it cannot clip.

    With more than eight channels the even ones go left, the odd ones right.
    """
    if clip.channels == 2:
        return clip
    if clip.channels == 1:
        return Clip(np.repeat(clip.samples, 2, axis=0), clip.sample_rate_hz)
    return Clip(_mixing_matrix(clip.channels) @ clip.samples, clip.sample_rate_hz)


def _mixing_matrix(channels: int) -> Samples:
    """float32 (2, channels); each row sums to 1."""
    if channels in _LEFT:
        rows = np.array([_LEFT[channels], _RIGHT[channels]], np.float32)
    else:
        left = np.arange(channels) % 2 == 0
        rows = np.stack([left, ~left]).astype(np.float32)
    normal: Samples = rows / rows.sum(axis=1, keepdims=True)
    return normal
