"""A song as training sees it: its log-mel at one or more speeds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.features.logmel import HOP_S
from musicpuzzle.games.medleys import Span
from musicpuzzle.models.card import Credit

StoredLogMel = NDArray[np.float16]


@dataclass(frozen=True, slots=True, eq=False)
class Song:
    """A song's log-mels, mapped from disk.

    Attributes:
        recording_id: hash of the file's content.
        title: its name.
        artist: who made it, or empty.
        licence: under which it may be used, or empty.
        source: where it comes from, or empty.
        split: train, validation or test.
        variants: float16 (128, frames), one for each speed asked for, the truest first.
        parts: of a composed medley, from where to where each song in it lasts, in seconds.
    """

    recording_id: str
    title: str
    artist: str
    licence: str
    source: str
    split: str
    variants: tuple[StoredLogMel, ...]
    parts: tuple[Span, ...] = ()

    @property
    def hours(self) -> float:
        """How long it lasts."""
        return int(self.variants[0].shape[1]) * HOP_S / 3600


def credits_of(songs: Sequence[Song]) -> tuple[Credit, ...]:
    """Artists, licences and sources of songs, sorted, with how many songs each gave."""
    counts = Counter((song.artist, song.licence, song.source) for song in songs)
    return tuple(Credit(*names, songs=count) for names, count in sorted(counts.items()))


def band_statistics(
    songs: Sequence[Song], *, every: int = 16
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Mean and deviation of each band over every 16th frame of all songs, float32 (128,) each."""
    frames = [song.variants[0][:, ::every].astype(np.float64) for song in songs]
    count = sum(part.shape[1] for part in frames)
    mean = np.sum([part.sum(axis=1) for part in frames], axis=0) / count
    squares = [np.square(part - mean[:, None]).sum(axis=1) for part in frames]
    # A band that is always silent would be divided by zero.
    deviation = np.maximum(np.sqrt(np.sum(squares, axis=0) / count), 0.1)
    return mean.astype(np.float32), deviation.astype(np.float32)
