"""Chroma: how strong each of the twelve notes of the octave is, whichever octave it sounds in.

Fujishima, "Realtime Chord Recognition of Musical Sound" (ICMC 1999), with soft borders between
notes and octaves (Ellis, "Chroma Feature Analysis and Synthesis", 2007).
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from musicpuzzle.audio.clip import Samples

SAMPLE_RATE_HZ = 22_050
WINDOW_SAMPLES = 8_192
HOP_SAMPLES = 2_048
NOTES = 12

_LOWEST_HZ, _HIGHEST_HZ = 70.0, 4_000.0
_BINS = slice(
    math.floor(_LOWEST_HZ * WINDOW_SAMPLES / SAMPLE_RATE_HZ) + 1,
    math.ceil(_HIGHEST_HZ * WINDOW_SAMPLES / SAMPLE_RATE_HZ),
)
_A4_HZ = 440.0
_CENTRE_OCTAVE, _OCTAVES = 5.2, 1.5  # of MIDI notes / 12: where chords and tunes lie
_SEMITONES = 0.5
_COMPRESSION = 10.0
# The spectra of this many frames fit into a processor's cache.
_CHUNK_FRAMES = 32

Chroma = NDArray[np.float32]


def n_frames(n_samples: int) -> int:
    """How many whole windows lie inside `n_samples` at 22,050 Hz."""
    return max(0, (n_samples - WINDOW_SAMPLES) // HOP_SAMPLES + 1)


def chroma(samples: Samples) -> Chroma:
    """Chroma of mono sound; nothing is padded.

    Args:
        samples: float32 (samples,) at 22,050 Hz.

    Returns:
        float32 (12, frames), from C on; no frames where the sound is shorter than a window.
    """
    frames = n_frames(len(samples))
    found = np.empty((NOTES, frames), np.float32)
    if frames == 0:
        return found
    from scipy.fft import rfft

    windows = sliding_window_view(samples, WINDOW_SAMPLES)[::HOP_SAMPLES]
    shape = np.hanning(WINDOW_SAMPLES).astype(np.float32)
    for first in range(0, frames, _CHUNK_FRAMES):
        some = slice(first, first + _CHUNK_FRAMES)
        spectra = np.abs(rfft(windows[some] * shape, axis=1)[:, _BINS])
        strength = np.log1p(_COMPRESSION * spectra)
        # Not the product of BLAS, whose threads wait for each other where all cores are busy.
        found[:, some] = np.einsum("nb,fb->nf", _note_matrix(), strength)
    return found


@lru_cache(maxsize=1)
def _note_matrix() -> Chroma:
    """Weights from those bins of a magnitude spectrum to notes, float32 (12, bins)."""
    bins_hz = np.arange(_BINS.start, _BINS.stop) * SAMPLE_RATE_HZ / WINDOW_SAMPLES
    midi = 69.0 + 12.0 * np.log2(bins_hz / _A4_HZ)
    semitones = (midi - np.arange(NOTES)[:, None] + 6.0) % 12.0 - 6.0
    weights = np.exp(-0.5 * (semitones / _SEMITONES) ** 2)
    weights *= np.exp(-0.5 * ((midi / 12.0 - _CENTRE_OCTAVE) / _OCTAVES) ** 2)
    return weights.astype(np.float32)
