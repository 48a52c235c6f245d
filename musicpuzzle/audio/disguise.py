"""Another loudness and colour for each piece, so that neither gives its neighbours away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from musicpuzzle.audio.clip import Clip

_CENTRE_HZ = 1000.0
_REACH_DECADES = 1.0
# The corners of the curve ring for some 10 ms to both sides; half a second is far more.
_PADDING_S = 0.5


@dataclass(frozen=True, slots=True)
class Disguise:
    """How a piece is changed.

    Attributes:
        gain_db: louder or softer, at all frequencies.
        tilt_db: brighter (positive) or darker: dB a decade about 1 kHz, held beyond 100 Hz and
            10 kHz.
    """

    gain_db: float
    tilt_db: float


def gain_curve_db(frequencies_hz: ArrayLike, how: Disguise) -> NDArray[np.float64]:
    """The gain in dB at each frequency, shaped like `frequencies_hz`; the one definition of it."""
    decades = np.log10(np.maximum(np.asarray(frequencies_hz, np.float64), 1.0) / _CENTRE_HZ)
    return how.gain_db + how.tilt_db * np.clip(decades, -_REACH_DECADES, _REACH_DECADES)


def disguise(clip: Clip, how: Disguise) -> Clip:
    """The clip with that gain curve and no delay; the clip alone is used, as silence surrounds it.

    Samples may leave [-1, 1] where the gain is positive.
    """
    # It takes a while to import, and the window stands before that.
    import scipy.fft

    if how.tilt_db == 0 or not clip.n_samples:
        gain = np.float32(10 ** (how.gain_db / 20))
        return Clip(clip.samples * gain, clip.sample_rate_hz)
    # A filter without delay reaches to both sides: the padding behind the end stands for both,
    # since the transform is circular.
    padded = clip.n_samples + round(2 * _PADDING_S * clip.sample_rate_hz)
    size = scipy.fft.next_fast_len(padded, real=True)
    frequencies_hz = np.fft.rfftfreq(size, 1 / clip.sample_rate_hz)
    curve = (10 ** (gain_curve_db(frequencies_hz, how) / 20)).astype(np.float32)
    spectrum = scipy.fft.rfft(clip.samples, size, axis=-1) * curve
    samples = scipy.fft.irfft(spectrum, size, axis=-1)[:, : clip.n_samples]
    return Clip(np.ascontiguousarray(samples, np.float32), clip.sample_rate_hz)
