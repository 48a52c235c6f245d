"""A song is not one point: its way through the space, and where it turns."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.decode import read_clip
from musicpuzzle.audio.meter import LoudnessMeter
from musicpuzzle.audio.progress import Check, unchecked
from musicpuzzle.audio.resample import resample
from musicpuzzle.errors import AudioError
from musicpuzzle.explore.views import View, unit_spaces, vectors_of
from musicpuzzle.features.short_mel import SAMPLE_RATE_HZ
from musicpuzzle.library.analysis import HEARD_LUFS
from musicpuzzle.models.embedder import TRAJECTORY_S, SimilarityEmbedder

REACH = 4
"""Windows before and after a moment that are compared, six seconds each."""

_LEAST_TURN = 0.1
_SHARPNESS = 1.5

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Trajectory:
    """Where a song is, moment by moment.

    Attributes:
        vectors: float32 (windows, 256), one every TRAJECTORY_S seconds.
        starts_s: float64 (windows,), where each window begins; it lasts three seconds.
    """

    vectors: Vectors
    starts_s: NDArray[np.float64]


def trajectory_of(
    path: str | PathLike[str], embedder: SimilarityEmbedder, *, check: Check = unchecked
) -> Trajectory:
    """The way of a song, heard at the loudness at which libraries hear songs.

    Raises:
        AudioError: the file cannot be read, is silent, or shorter than three seconds.
    """
    clip = read_clip(path)
    meter = LoudnessMeter()
    meter.add(clip)
    lufs = meter.lufs()
    if not np.isfinite(lufs):
        raise AudioError(path, "is silent")
    check()
    mono = resample(Clip(clip.mono()[None], clip.sample_rate_hz), SAMPLE_RATE_HZ).samples[0]
    gain = np.float32(10.0 ** ((HEARD_LUFS - lufs) / 20.0))
    vectors = embedder.trajectory(gain * mono, check=check)
    if not len(vectors):
        raise AudioError(path, "is shorter than three seconds")
    starts_s = np.arange(len(vectors), dtype=np.float64) * TRAJECTORY_S
    return Trajectory(vectors, starts_s)


def turns(trajectory: Trajectory, view: View = "all") -> NDArray[np.float64]:
    """The moments at which a song changes, in seconds, float64 (turns,), ascending.

    What was heard in the six seconds before a moment is compared with the six after it; a turn is
    where they differ most around, and clearly more than they usually do in this song.
    """
    vectors = vectors_of(unit_spaces(trajectory.vectors), view)
    n = len(vectors)
    if n < 2 * REACH + 1:
        return np.zeros(0)
    sums = np.concatenate([np.zeros((1, vectors.shape[1])), np.cumsum(vectors, axis=0)])
    places = np.arange(REACH, n - REACH + 1)
    before = _unit(sums[places] - sums[places - REACH])
    after = _unit(sums[places + REACH] - sums[places])
    change = 1.0 - (before * after).sum(axis=1)
    least = max(_LEAST_TURN, _SHARPNESS * float(np.median(change)))
    peaks = [
        k for k, value in enumerate(change)
        if value >= least and value == change[max(0, k - REACH) : k + REACH + 1].max()
    ]  # fmt: skip
    # The middle of what both windows at the seam hear.
    middle_s = TRAJECTORY_S / 2
    found: NDArray[np.float64] = trajectory.starts_s[places[peaks]] + middle_s
    return found


def _unit(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    found: NDArray[np.float64] = vectors / np.maximum(length, 1e-12)
    return found
