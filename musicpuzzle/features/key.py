"""The key of a stretch of music, from how strong the twelve notes are in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.features.chroma import NOTES, Chroma

# How well each note fits into C major and C minor: Krumhansl and Kessler, "Tracing the Dynamic
# Changes in Perceived Tonal Organization in a Spatial Representation of Musical Keys"
# (Psychological Review 89, 1982).
_MAJOR = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
_MINOR = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)
_TO_RELATIVE_MAJOR = 3
_FIFTH = 7


@dataclass(frozen=True, slots=True)
class Key:
    """A key.

    Attributes:
        tonic: 0 for C to 11 for B.
        is_minor: minor or major.
    """

    tonic: int
    is_minor: bool

    @property
    def fifths(self) -> int:
        """Its place on the circle of fifths, 0 to 11; relative keys share one."""
        major = self.tonic + _TO_RELATIVE_MAJOR * self.is_minor
        return major * _FIFTH % NOTES

    def fifths_to(self, other: Key) -> int:
        """Steps on the circle of fifths to another key, 0 to 6."""
        steps = (self.fifths - other.fifths) % NOTES
        return min(steps, NOTES - steps)


def find_key(notes: Chroma) -> Key | None:
    """The key whose profile correlates best with the mean of `notes`, float32 (12, frames).

    None where no note stands out, as in silence.
    """
    if not notes.shape[1]:
        return None
    strength = notes.mean(axis=1, dtype=np.float64)
    if np.ptp(strength) < 1e-6:
        return None
    fits = np.stack([_fits(strength, _MAJOR), _fits(strength, _MINOR)])
    mode, tonic = np.unravel_index(int(fits.argmax()), fits.shape)
    return Key(int(tonic), bool(mode))


def _fits(strength: NDArray[np.float64], profile: tuple[float, ...]) -> NDArray[np.float64]:
    """Correlation with the profile moved to each tonic, (12,)."""
    moved = np.stack([np.roll(profile, tonic) for tonic in range(NOTES)])
    fits: NDArray[np.float64] = np.corrcoef(np.vstack([strength, moved]))[0, 1:]
    return fits
