"""The mix: balance by measured loudness, a common room, -16 LUFS, true headroom.

Everything done to the sum is linear, or one gain curve over time, and is done to every stem alike:
the stems add up to the mix.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyloudnorm
from numpy.typing import NDArray
from scipy import signal

from .headroom import holding_gain, true_peaks
from .score import Part
from .space import in_room

TARGET_LUFS = -16.0
CEILING_DBFS = -3.5  # lossy coding overshoots; -1 dBFS still holds afterwards
_LEAD_LUFS = -20.0
_FADE_S = 0.7
_LOW_CUT_HZ = {
    "drums": 28.0,
    "bass": 30.0,
    "chords": 110.0,
    "arpeggio": 130.0,
    "pad": 150.0,
    "lead": 90.0,
    "counter": 100.0,
}

Stereo = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Mix:
    """A finished song: float32 (2, samples) and, where asked for, the stems that sum to it."""

    samples: Stereo
    stems: Mapping[str, Stereo]


def loudness_lufs(samples: Stereo, sample_rate_hz: int) -> float:
    """Integrated loudness (ITU-R BS.1770) of (2, samples); -inf for silence."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return float(pyloudnorm.Meter(sample_rate_hz).integrated_loudness(samples.T))


def mix(
    parts: Sequence[Part],
    dry: Sequence[Stereo],
    sample_rate_hz: int,
    *,
    room_s: float,
    tilt_db: float = 0.0,
    stems: bool = False,
) -> Mix:
    """Balance the dry stems and put them into one room.

    Args:
        parts: level and room of each.
        dry: float32 (2, samples) for each part.
        sample_rate_hz: samples a second.
        room_s: decay of the room.
        tilt_db: treble of the whole against its bass.
        stems: give the stems, too.
    """
    level, sends = _balanced(parts, dry, sample_rate_hz)
    if stems:
        wet = [
            s + in_room(send, room_s, sample_rate_hz) for s, send in zip(level, sends, strict=True)
        ]
        shaped = [_shaped(sound, tilt_db, sample_rate_hz) for sound in wet]
        total = _sum(shaped)
    else:
        shaped = []
        total = _together(level, sends, sample_rate_hz, room_s=room_s, tilt_db=tilt_db)
    curve = _gain_curve(total, sample_rate_hz)
    named = {part.name: (sound * curve) for part, sound in zip(parts, shaped, strict=False)}
    samples = _sum(list(named.values())) if stems else total * curve
    return Mix(samples, named)


def blend(
    parts: Sequence[Part],
    dry: Sequence[Stereo],
    sample_rate_hz: int,
    *,
    room_s: float,
    tilt_db: float = 0.0,
) -> Stereo:
    """The dry stems balanced and in one room, as for `mix`, but neither limited nor faded out."""
    level, sends = _balanced(parts, dry, sample_rate_hz)
    return _together(level, sends, sample_rate_hz, room_s=room_s, tilt_db=tilt_db)


def finished(total: Stereo, sample_rate_hz: int) -> Stereo:
    """What was blended (2, samples), at TARGET_LUFS, under the ceiling and faded out."""
    return total * _gain_curve(total, sample_rate_hz)


def _balanced(
    parts: Sequence[Part], dry: Sequence[Stereo], sample_rate_hz: int
) -> tuple[list[Stereo], list[Stereo]]:
    """The stems at their levels, and what of each goes into the room."""
    level = [_levelled(part, sound, sample_rate_hz) for part, sound in zip(parts, dry, strict=True)]
    return level, [part.room * sound for part, sound in zip(parts, level, strict=True)]


def _together(
    level: Sequence[Stereo],
    sends: Sequence[Stereo],
    sample_rate_hz: int,
    *,
    room_s: float,
    tilt_db: float,
) -> Stereo:
    whole = _sum(level)
    whole = whole + in_room(_sum(sends), room_s, sample_rate_hz)
    return _shaped(whole, tilt_db, sample_rate_hz)


def _sum(sounds: Sequence[Stereo]) -> Stereo:
    return np.asarray(np.sum(sounds, axis=0), dtype=np.float32)


def _levelled(part: Part, sound: Stereo, sample_rate_hz: int) -> Stereo:
    sos = signal.butter(2, _LOW_CUT_HZ[part.role], "highpass", fs=sample_rate_hz, output="sos")
    clean = np.asarray(signal.sosfilt(sos, sound, axis=-1), dtype=np.float32)
    lufs = loudness_lufs(clean, sample_rate_hz)
    if not np.isfinite(lufs):
        return clean
    gain = 10.0 ** ((_LEAD_LUFS + part.level_db - lufs) / 20.0)
    return clean * np.float32(gain)


def _shaped(sound: Stereo, tilt_db: float, sample_rate_hz: int) -> Stereo:
    """A first-order shelf at 2 kHz: treble `tilt_db` above the bass; linear."""
    gain = 10.0 ** (tilt_db / 20.0)
    b, a = signal.bilinear(
        [gain, 2 * np.pi * 2000.0 * np.sqrt(gain)],
        [1.0, 2 * np.pi * 2000.0 * np.sqrt(gain)],
        sample_rate_hz,
    )
    return np.asarray(signal.lfilter(b, a, sound, axis=-1), dtype=np.float32)


def _gain_curve(total: Stereo, sample_rate_hz: int) -> NDArray[np.float32]:
    """Gain over time, float32 (samples,): to the target loudness, under the ceiling, faded out."""
    n = total.shape[1]
    fade = np.ones(n, dtype=np.float32)
    n_fade = min(round(_FADE_S * sample_rate_hz), n)
    fade[n - n_fade :] = 0.5 * (1 + np.cos(np.pi * np.linspace(0, 1, n_fade)))
    faded = total * fade
    peaks = true_peaks(faded)
    gain = 1.0
    curve = np.ones(n, dtype=np.float32)
    # What the limiter takes away is given back, and limited again; this settles quickly.
    for _ in range(4):
        lufs = loudness_lufs(faded * (np.float32(gain) * curve), sample_rate_hz)
        gain *= 10.0 ** ((TARGET_LUFS - lufs) / 20.0)
        curve = holding_gain(gain * peaks, sample_rate_hz, CEILING_DBFS)
    return np.asarray(fade * curve * np.float32(gain), dtype=np.float32)
