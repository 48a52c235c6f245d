"""What a network sees of a song: windows of its log-mel, or of its waveform."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.errors import DataError
from musicpuzzle.features.short_mel import FRAMES, HOP_SAMPLES, SAMPLES, WINDOW_SAMPLES

from . import windows
from .songs import LabelledSong

Windows = NDArray[np.float32]


class View(Protocol):
    """Cuts windows of three seconds out of songs; places and lengths are frames of the log-mel."""

    def evenly(self, song: LabelledSong, hop: int = FRAMES) -> Windows:
        """All windows `hop` frames apart, float32 (windows, ...)."""

    def stretched(self, song: LabelledSong, start: int, length: int) -> Windows:
        """`length` frames as one window: slower or faster."""

    def varied(self, rng: np.random.Generator, some: Windows) -> Windows:
        """Windows as other mixes have them."""


class LogMelView:
    """Windows are float32 (128, 129)."""

    def evenly(self, song: LabelledSong, hop: int = FRAMES) -> Windows:
        """All windows of the song, `hop` frames apart."""
        return windows.evenly(song.bands, hop)

    def stretched(self, song: LabelledSong, start: int, length: int) -> Windows:
        """At the same pitch."""
        return windows.stretched(song.bands, start, length)

    def varied(self, rng: np.random.Generator, some: Windows) -> Windows:
        """Another loudness, another colour."""
        return windows.varied(rng, some)


class WaveView:
    """Windows are float32 (66560,), samples at 22,050 Hz. Songs need theirs.

    Raises:
        DataError: a song has none.
    """

    def evenly(self, song: LabelledSong, hop: int = FRAMES) -> Windows:
        """All windows of the song, `hop` frames apart."""
        samples = _samples(song)
        starts = range(0, len(samples) - SAMPLES + 1, hop * HOP_SAMPLES)
        return np.stack([samples[start : start + SAMPLES] for start in starts]).astype(np.float32)

    def stretched(self, song: LabelledSong, start: int, length: int) -> Windows:
        """As a tape that runs slower or faster: pitch and tempo together."""
        n_samples = (length - 1) * HOP_SAMPLES + WINDOW_SAMPLES
        first = start * HOP_SAMPLES
        own = _samples(song)[first : first + n_samples].astype(np.float32)
        at = np.linspace(0.0, n_samples - 1.0, SAMPLES)
        return np.interp(at, np.arange(len(own)), own).astype(np.float32)

    def varied(self, rng: np.random.Generator, some: Windows) -> Windows:
        """Another loudness; the colour stays."""
        gain_db = rng.uniform(-windows.GAIN_DB, windows.GAIN_DB, (len(some), 1))
        return some * (10.0 ** (gain_db / 20.0)).astype(np.float32)


def _samples(song: LabelledSong) -> NDArray[np.float16]:
    if len(song.samples) < SAMPLES:
        raise DataError(f"{song.name}: its samples were not kept; see `generate --samples`.")
    return song.samples
