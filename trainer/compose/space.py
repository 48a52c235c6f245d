"""A room: early echoes and a tail of noise that dies away, darker as it goes."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import signal

_BANDS_HZ = ((120.0, 700.0, 1.0), (700.0, 3000.0, 0.85), (3000.0, 9000.0, 0.5))
_PRE_DELAY_S = 0.014


@lru_cache(maxsize=8)
def impulse_response(decay_s: float, sample_rate_hz: int) -> NDArray[np.float32]:
    """A stereo room, float32 (2, samples), as loud as its input between 200 and 3000 Hz.

    Args:
        decay_s: time in which the tail falls by 60 dB.
        sample_rate_hz: samples a second.
    """
    rng = np.random.default_rng(1877)
    n = round(1.1 * decay_s * sample_rate_hz)
    time_s = np.arange(n) / sample_rate_hz
    response = np.zeros((2, n))
    for low_hz, high_hz, share in _BANDS_HZ:
        # High frequencies die first, as they do in air and curtains.
        sos = signal.butter(2, (low_hz, high_hz), "bandpass", fs=sample_rate_hz, output="sos")
        noise = signal.sosfilt(sos, rng.standard_normal((2, n)), axis=-1)
        response += share * noise * 10.0 ** (-3.0 * time_s / (decay_s * share))
    response *= np.minimum(time_s / 0.02, 1.0)
    for delay_s, gain in ((0.007, 0.9), (0.011, 0.8), (0.017, 0.7), (0.023, 0.55), (0.031, 0.45)):
        for channel, shift in ((0, 0.0), (1, 0.0013)):
            response[channel, round((delay_s + shift) * sample_rate_hz)] += (
                6.0 * gain * (-1) ** channel
            )
    power = np.abs(np.fft.rfft(response, axis=1)) ** 2
    frequencies_hz = np.fft.rfftfreq(n, 1 / sample_rate_hz)
    heard = (frequencies_hz > 200.0) & (frequencies_hz < 3000.0)
    response /= np.sqrt(power[:, heard].mean(axis=1, keepdims=True))
    silence = np.zeros((2, round(_PRE_DELAY_S * sample_rate_hz)))
    return np.concatenate((silence, response), axis=1).astype(np.float32)


def in_room(sound: NDArray[np.float32], decay_s: float, sample_rate_hz: int) -> NDArray[np.float32]:
    """The sound (2, samples) as the room gives it back, without the sound itself; same length."""
    response = impulse_response(decay_s, sample_rate_hz)
    wet = signal.oaconvolve(sound, response, mode="full", axes=-1)[:, : sound.shape[1]]
    return np.asarray(wet, dtype=np.float32)
