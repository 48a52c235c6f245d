"""A whole song in few numbers: timbre, harmony and onsets, gathered while the sound flows past."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.clip import Samples
from musicpuzzle.features import chroma as notes
from musicpuzzle.features import logmel
from musicpuzzle.features.beats import rise_of

SAMPLE_RATE_HZ = logmel.SAMPLE_RATE_HZ
TIMBRE_VALUES = 13

# A whole number of hops of both transforms, some 12 s; and what its last windows need beyond it.
_BLOCK_SAMPLES = 128 * notes.HOP_SAMPLES
_BEYOND_SAMPLES = notes.WINDOW_SAMPLES - notes.HOP_SAMPLES


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """What is kept of a song.

    Attributes:
        duration_s: its length in seconds.
        timbre: float32 (13, frames of log-mel), the slow part of each log-mel column: the first
            coefficients of its orthonormal cosine transform, in nepers. The first is the level.
        rise: float64 (frames of log-mel - 1,), see `musicpuzzle.features.beats.rise_of`.
        chroma: float32 (12, frames of chroma).
    """

    duration_s: float
    timbre: NDArray[np.float32]
    rise: NDArray[np.float64]
    chroma: NDArray[np.float32]

    @property
    def timbre_times_s(self) -> NDArray[np.float64]:
        """The middle of each frame of `timbre` in seconds."""
        frames = np.arange(self.timbre.shape[1])
        return (frames * logmel.HOP_SAMPLES + logmel.WINDOW_SAMPLES / 2) / SAMPLE_RATE_HZ

    @property
    def chroma_times_s(self) -> NDArray[np.float64]:
        """The middle of each frame of `chroma` in seconds."""
        frames = np.arange(self.chroma.shape[1])
        return (frames * notes.HOP_SAMPLES + notes.WINDOW_SAMPLES / 2) / SAMPLE_RATE_HZ


def outline(stream: Iterable[Samples]) -> Outline:
    """The outline of a song: some 5 KB for each second of it.

    Args:
        stream: float32 (samples,) each, joined the song at 22,050 Hz
            (`musicpuzzle.audio.stream.mono_stream`).
    """
    from scipy.fft import dct

    timbre, rises, harmony = [], [], []
    last = np.zeros((logmel.MELS, 0), np.float32)
    n_samples = 0
    for stretch, n_new in _stretches(stream):
        n_samples += n_new
        own = len(stretch)
        if n_new < len(stretch):
            own = n_new + logmel.WINDOW_SAMPLES - logmel.HOP_SAMPLES
        bands = logmel.log_mel_array(stretch[:own])
        values = dct(bands, axis=0, norm="ortho")[:TIMBRE_VALUES]
        timbre.append((values / logmel.MELS**0.5).astype(np.float32))
        rises.append(rise_of(np.concatenate([last, bands], axis=1)))
        last = bands[:, -1:] if bands.shape[1] else last
        harmony.append(notes.chroma(stretch))
    return Outline(
        duration_s=n_samples / SAMPLE_RATE_HZ,
        timbre=_joined(timbre, TIMBRE_VALUES),
        rise=np.concatenate([np.zeros(0), *rises]),
        chroma=_joined(harmony, notes.NOTES),
    )


def _stretches(stream: Iterable[Samples]) -> Iterator[tuple[Samples, int]]:
    """The song in blocks, each with what its last windows need of the next; and the block's length.

    The last stretch ends with the song, however long it is.
    """
    held = np.zeros(0, np.float32)
    for samples in stream:
        held = np.concatenate([held, samples])
        while len(held) >= _BLOCK_SAMPLES + _BEYOND_SAMPLES:
            yield held[: _BLOCK_SAMPLES + _BEYOND_SAMPLES], _BLOCK_SAMPLES
            held = held[_BLOCK_SAMPLES:]
    yield held, len(held)


def _joined(parts: list[NDArray[np.float32]], rows: int) -> NDArray[np.float32]:
    return np.concatenate([np.zeros((rows, 0), np.float32), *parts], axis=1)
