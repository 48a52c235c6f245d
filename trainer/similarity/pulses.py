"""Pulses: bare rhythms from which the network learns first what a tempo is.

In songs tempo is one of many things that repeat, and a network needs long to find it. Here nothing
else is there: strokes of a few drums on the beats and between them, as log-mels, with noise.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.features.short_mel import HOP_SAMPLES, MELS, POWER_SCALE, SAMPLE_RATE_HZ, levelled

from .songs import LabelledSong

_FRAMES = 300
_SLOWEST_BPM, _FASTEST_BPM = 55.0, 190.0
# Strokes a beat, and how likely a drum plays so.
_STROKES = (0.5, 1.0, 2.0, 3.0, 4.0)
_CHANCES = (0.25, 0.35, 0.25, 0.05, 0.1)


def pulse_songs(count: int, seed: int) -> list[LabelledSong]:
    """So many rhythms, of which nothing but the tempo is known."""
    return [_pulse(np.random.default_rng([seed, number]), number) for number in range(count)]


def _pulse(rng: np.random.Generator, number: int) -> LabelledSong:
    bpm = float(np.exp(rng.uniform(np.log(_SLOWEST_BPM), np.log(_FASTEST_BPM))))
    beat_s = 60.0 / bpm
    start_s = rng.uniform(0.0, beat_s)
    power = np.exp(rng.normal(-4.0, 1.0)) * rng.uniform(0.5, 1.5, (MELS, _FRAMES))
    power += _drum(rng, beat_s, start_s)
    for strokes in rng.choice(_STROKES, int(rng.integers(1, 5)), p=_CHANCES):
        power += _drum(rng, beat_s / strokes, start_s + beat_s * float(rng.integers(0, 2)))
    bands = levelled(np.log10(1.0 + POWER_SCALE * power).astype(np.float32)).astype(np.float16)
    return LabelledSong(
        f"pulse {number}", "generated", "train", bands,
        artist="Music Puzzle", licence="CC0-1.0", source="pulses", tempo_bpm=bpm,
    )  # fmt: skip


def _drum(rng: np.random.Generator, apart_s: float, start_s: float) -> NDArray[np.float64]:
    """The power of one drum's strokes, float64 (128, frames): a hump of bands that dies away."""
    frame_s = HOP_SAMPLES / SAMPLE_RATE_HZ
    since_s = (np.arange(_FRAMES) * frame_s - start_s) % apart_s
    dying = np.exp(-since_s / np.exp(rng.uniform(np.log(0.03), np.log(0.25))))
    middle, width = rng.uniform(0, MELS), rng.uniform(4, 40)
    hump = np.exp(-0.5 * np.square((np.arange(MELS) - middle) / width))
    found: NDArray[np.float64] = np.exp(rng.uniform(-1.0, 5.0)) * hump[:, None] * dying
    return found
