"""How loud sound is to the ear, and how to make it as loud as wanted (ITU-R BS.1770)."""

from __future__ import annotations

import math
import threading

import numpy as np

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.limiter import limit
from musicpuzzle.audio.resample import to_stereo

_BLOCK_S = 0.4
_NEAR_ENOUGH_DB = 0.1
_ROUNDS = 6
_MOST_GAIN_DB = 60.0
# Beyond this the limiter would be heard; such a clip (a click in silence) stays softer.
_MOST_LIMITING_DB = 15.0
# pyloudnorm changes the process's warning filters while it measures.
_one_at_a_time = threading.Lock()


def loudness_lufs(clip: Clip) -> float:
    """Integrated loudness in LUFS after ITU-R BS.1770-4; -inf for silence (all below -70 LUFS).

    A clip of less than one 400 ms block is measured as one block of its own length. More than two
    channels are measured as their stereo down-mix. Mono is one channel: doubled to stereo it
    measures 3 dB more.
    """
    # No block of a clip as soft as this can pass the gate, whatever its spectrum.
    if not clip.n_samples or np.abs(clip.samples).max() < 1e-5:
        return -math.inf
    import pyloudnorm

    heard = to_stereo(clip) if clip.channels > 2 else clip
    block_s = min(_BLOCK_S, clip.duration_s)
    with _one_at_a_time, np.errstate(all="ignore"):
        meter = pyloudnorm.Meter(clip.sample_rate_hz, block_size=block_s)
        lufs = float(meter.integrated_loudness(heard.samples.T.astype(np.float64)))
    return lufs if math.isfinite(lufs) else -math.inf


def to_loudness(clip: Clip, target_lufs: float = -16.0, peak_dbfs: float = -1.0) -> Clip:
    """The clip at `target_lufs` with no sample above `peak_dbfs`.

    One gain for the whole clip. Where that lifts peaks over the ceiling a look-ahead limiter holds
    them, and the gain is raised until the loudness is met within 0.1 dB, as far as 15 dB of
    limiting go; what is left is missing in loudness, never clipped. Silence stays as it is.
    """
    measured = loudness_lufs(clip)
    if measured == -math.inf:
        return clip
    peak_now_dbfs = 20 * math.log10(float(np.abs(clip.samples).max()))
    most_db = min(_MOST_GAIN_DB, peak_dbfs - peak_now_dbfs + _MOST_LIMITING_DB)
    gain_db = min(target_lufs - measured, most_db)
    result = _amplified(clip, gain_db, peak_dbfs)
    if peak_now_dbfs + gain_db <= peak_dbfs:
        return result
    for _ in range(_ROUNDS):
        missing_db = target_lufs - loudness_lufs(result)
        raised_db = min(gain_db + missing_db, most_db)
        if abs(missing_db) <= _NEAR_ENOUGH_DB or raised_db == gain_db:
            break
        gain_db = raised_db
        result = _amplified(clip, gain_db, peak_dbfs)
    return result


def _amplified(clip: Clip, gain_db: float, peak_dbfs: float) -> Clip:
    louder = Clip(clip.samples * np.float32(10 ** (gain_db / 20)), clip.sample_rate_hz)
    return limit(louder, peak_dbfs)
