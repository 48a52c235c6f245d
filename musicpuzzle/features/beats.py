"""Where the beats are: Ellis, "Beat Tracking by Dynamic Programming" (JNMR 36, 2007).

Written here over the log-mels of the models, as librosa's tracker compiles itself for many seconds
before it finds the first beat.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.progress import Check, unchecked
from musicpuzzle.features.logmel import HOP_S, SAMPLE_RATE_HZ, WINDOW_SAMPLES, piece_log_mel

SHORTEST_S, LONGEST_S = 0.3, 1.2
"""The beats of any song are taken to be so far apart: 50 to 200 a minute."""

_USUAL_S = 0.5
_OCTAVES = 0.9
_TIGHTNESS = 100.0
_SMOOTH_FRAMES = 43
_FRAMES_PER_CHECK = 1024
# An onset shows in the log of power as soon as the window's edge has gone a little beyond it.
_SEEN_AT = 0.85

Curve = NDArray[np.float64]


def beat_samples(clip: Clip, *, check: Check = unchecked) -> NDArray[np.int64]:
    """Beats of a clip as samples at its own rate, int64 (beats,), ascending.

    They lie up to 25 ms before what sets in on them, so that a cut leaves the stroke whole. None
    where nothing ever sets in, as in silence or in a steady tone. `check` is called every few
    seconds of the clip and may raise to give up.
    """
    check()
    beats_s = beat_times_s(rise_of(piece_log_mel(clip)), check=check)
    samples = np.round(beats_s * clip.sample_rate_hz).astype(np.int64)
    return samples[samples < clip.n_samples]


def rise_of(bands: NDArray[np.float32]) -> Curve:
    """How much the bands rise from each frame to the next, in the mean over them.

    Args:
        bands: log-mel, float32 (128, frames).

    Returns:
        float64 (frames - 1,).
    """
    rise: Curve = np.maximum(0.0, np.diff(bands.astype(np.float64), axis=1)).mean(axis=0)
    return rise


def beat_times_s(rise: Curve, *, check: Check = unchecked) -> Curve:
    """Beats in seconds, float64 (beats,), of sound whose log-mel rises so; see `beat_samples`."""
    onsets = onsets_of(rise)
    if not onsets.any():
        return np.zeros(0)
    seen_s = _SEEN_AT * WINDOW_SAMPLES / SAMPLE_RATE_HZ
    frames = _best_beats(onsets, _period(onsets), check).astype(np.float64)
    return frames * HOP_S + seen_s


def tempo_bpm(rise: Curve) -> float | None:
    """Beats a minute of sound whose log-mel rises so; None where nothing ever sets in."""
    onsets = onsets_of(rise)
    return 60.0 / (_period(onsets) * HOP_S) if onsets.any() else None


def onsets_of(rise: Curve) -> Curve:
    """How much sets in from each frame to the next, (frames - 1,), with deviation 1.

    Zeros where nothing ever does, as in silence, in a steady tone, or in less than 2 s.
    """
    if len(rise) < 2 * _SMOOTH_FRAMES or rise.std() < 1e-3:
        return np.zeros(len(rise))
    window = np.hanning(_SMOOTH_FRAMES) / np.hanning(_SMOOTH_FRAMES).sum()
    sharp = np.maximum(0.0, rise - np.convolve(rise, window, mode="same"))
    onsets: Curve = sharp / sharp.std()
    return onsets


def _period(onsets: Curve) -> float:
    """Frames from beat to beat: where the onsets repeat themselves best, near 120 a minute."""
    n = len(onsets)
    spectrum = np.fft.rfft(onsets - onsets.mean(), 2 * n)
    repeats = np.fft.irfft(np.abs(spectrum) ** 2)[:n] / np.arange(n, 0, -1)
    lags = np.arange(int(SHORTEST_S / HOP_S), int(LONGEST_S / HOP_S) + 2)
    prior = np.exp(-0.5 * (np.log2(lags * HOP_S / _USUAL_S) / _OCTAVES) ** 2)
    double = np.interp(2.0 * lags, np.arange(n), repeats)
    return float(lags[np.argmax((repeats[lags] + 0.5 * double) * prior)])


def _best_beats(onsets: Curve, period: float, check: Check) -> NDArray[np.int64]:
    """Frames that lie on onsets and, as far as these allow, a period from each other."""
    before = np.arange(round(period / 2), round(2 * period) + 1)
    cost = _TIGHTNESS * np.log(before / period) ** 2
    total = onsets.copy()
    last = np.full(len(onsets), -1)
    for frame in range(before[0], len(onsets)):
        if frame % _FRAMES_PER_CHECK == 0:
            check()
        known = before[before <= frame]
        chain = total[frame - known] - cost[: len(known)]
        best = int(chain.argmax())
        if chain[best] > 0:
            total[frame] += chain[best]
            last[frame] = frame - known[best]
    tail = max(1, round(period))
    beats = [len(onsets) - tail + int(total[-tail:].argmax())]
    while last[beats[-1]] >= 0:
        beats.append(int(last[beats[-1]]))
    return np.array(beats[::-1], dtype=np.int64)
