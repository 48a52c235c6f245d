"""A stretch of sound in memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class AudioInfo:
    """What is known of a file before its sound is read."""

    duration_s: float
    sample_rate_hz: int
    channels: int


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """Decoded sound.

    Attributes:
        samples: float32 (channels, samples) in [-1, 1].
        sample_rate_hz: samples a second.
    """

    samples: Samples
    sample_rate_hz: int

    @property
    def channels(self) -> int:
        """How many channels."""
        return int(self.samples.shape[0])

    @property
    def n_samples(self) -> int:
        """How many samples each channel has."""
        return int(self.samples.shape[1])

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return self.n_samples / self.sample_rate_hz

    def mono(self) -> Samples:
        """The mean of the channels, float32 (samples,)."""
        mean: Samples = self.samples.mean(axis=0, dtype=np.float32)
        return mean

    def cut(self, start_sample: int, n_samples: int) -> Clip:
        """A copy of `n_samples` from `start_sample` on.

        Raises:
            ValueError: the cut reaches outside the clip.
        """
        if start_sample < 0 or n_samples < 0 or start_sample + n_samples > self.n_samples:
            raise ValueError(
                f"cut {start_sample}+{n_samples} lies outside a clip of {self.n_samples} samples"
            )
        piece = self.samples[:, start_sample : start_sample + n_samples].copy()
        return Clip(piece, self.sample_rate_hz)
