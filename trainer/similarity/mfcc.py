"""The floor: songs as histograms of the sounds that MFCCs fall into.

Vector quantisation of mel-frequency cepstral coefficients, the baseline of Lee et al. (2020). The
sounds are the cluster centres of the songs that are measured; no label is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.fft import dct

from musicpuzzle.features.short_mel import POWER_SCALE

from .songs import LabelledSong

COEFFICIENTS = 20
SOUNDS = 128
_FLOOR = 1e-3
_FRAMES_A_SONG = 100

Vectors = NDArray[np.float32]


def mfcc(bands: Vectors) -> Vectors:
    """Coefficients of log-mels, float32 (..., 128, frames) to (..., 20, frames).

    The log-mels of `short_mel` are first brought to decibels, as librosa's MFCCs want them.
    """
    power = (10.0 ** bands.astype(np.float64) - 1.0) / POWER_SCALE
    decibels = 10.0 * np.log10(np.maximum(power, _FLOOR))
    found = dct(decibels, axis=-2, type=2, norm="ortho")[..., :COEFFICIENTS, :]
    return np.asarray(found, dtype=np.float32)


def quantiser(songs: Sequence[LabelledSong], seed: int) -> Callable[[Vectors], Vectors]:
    """A histogram of sounds for each window, as `hearing.hear` wants it.

    Args:
        songs: whose frames decide what the sounds are.
        seed: of the clustering.
    """
    from sklearn.cluster import KMeans

    frames = []
    for song in songs:
        step = max(1, song.bands.shape[1] // _FRAMES_A_SONG)
        frames.append(mfcc(song.bands[:, ::step].astype(np.float32)).T)
    every = np.concatenate(frames)
    mean, deviation = every.mean(axis=0), np.maximum(every.std(axis=0), 1e-6)
    sounds = KMeans(min(SOUNDS, len(every)), n_init=1, random_state=seed, max_iter=50)
    sounds.fit((every - mean) / deviation)
    centres = sounds.cluster_centers_.astype(np.float32)
    sizes = np.square(centres).sum(axis=1)

    def embed(windows: Vectors) -> Vectors:
        found = np.zeros((len(windows), len(centres)), np.float32)
        for number, window in enumerate(windows):
            frames = (mfcc(window).T - mean) / deviation
            nearest = (sizes - 2.0 * frames @ centres.T).argmin(axis=1)
            found[number] = np.bincount(nearest, minlength=len(centres)) / len(nearest)
        return found

    return embed
