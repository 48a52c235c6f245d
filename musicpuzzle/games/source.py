"""A song to make puzzles of, read in stretches and counted at one rate however it is stored."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from os import PathLike, fspath

import numpy as np

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.decode import probe, read_blocks, read_clip
from musicpuzzle.audio.identity import recording_id as identify
from musicpuzzle.audio.progress import Check, unchecked
from musicpuzzle.audio.resample import resample
from musicpuzzle.audio.stream import blocks_of
from musicpuzzle.errors import PuzzleError

SAMPLE_RATE_HZ = 44_100
# What a file may lack of the length it states: coders count the padding of their last frame.
_MISSING_S = 0.1


@dataclass(frozen=True, slots=True)
class Source:
    """A song.

    Attributes:
        name: what a sentence about it begins with.
        recording_id: hash of its content.
        n_samples: its length at `sample_rate_hz`.
        sample_rate_hz: the rate that it is counted at.
        read: (start_sample, n_samples) to exactly this stretch of it.
        blocks: the whole song a few seconds at a time, at the rate that it is stored at.
    """

    name: str
    recording_id: str
    n_samples: int
    sample_rate_hz: int
    read: Callable[[int, int], Clip]
    blocks: Callable[[], Iterator[Clip]]

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return self.n_samples / self.sample_rate_hz


def source_of_clip(song: Clip, recording_id: str) -> Source:
    """A whole song in memory, counted at its own rate."""
    return Source(
        "The song",
        recording_id,
        song.n_samples,
        song.sample_rate_hz,
        song.cut,
        lambda: blocks_of(song),
    )


def source_of_file(
    path: str | PathLike[str], *, recording_id: str | None = None, check: Check = unchecked
) -> Source:
    """A sound file, counted at 44,100 Hz.

    Args:
        path: the file.
        recording_id: what its content is known by, where it is known already.
        check: called between chunks, now and whenever it is read; it may raise to give up.

    Raises:
        AudioError: the file cannot be read.
    """
    name = fspath(path)
    n_samples = round(probe(path, check=check).duration_s * SAMPLE_RATE_HZ)

    def read(start: int, length: int) -> Clip:
        clip = read_clip(
            path,
            start_s=start / SAMPLE_RATE_HZ,
            duration_s=length / SAMPLE_RATE_HZ + _MISSING_S,
            check=check,
        )
        return _exactly(resample(clip, SAMPLE_RATE_HZ), length, name)

    return Source(
        name,
        recording_id or identify(path, check=check),
        n_samples,
        SAMPLE_RATE_HZ,
        read,
        lambda: read_blocks(path, check=check),
    )


def too_short(song: Source, needed_s: float, use: str) -> PuzzleError:
    """Says of a song that it does not last as long as, for one, "a medley takes"."""
    # Rounded apart, so that the sentence never says 6.5 of 6.5 s.
    lasts_s = math.floor(10 * song.duration_s + 1e-6) / 10
    needed_s = math.ceil(10 * needed_s - 1e-6) / 10
    return PuzzleError(f"{song.name}: lasts {lasts_s:.1f} s, but {use} {needed_s:.1f} s of it")


def _exactly(clip: Clip, n_samples: int, name: str) -> Clip:
    """The first `n_samples`; a few that are missing at the end of a file are silent."""
    missing = n_samples - clip.n_samples
    if missing > _MISSING_S * clip.sample_rate_hz:
        raise PuzzleError(f"{name}: ends earlier than it says")
    if missing > 0:
        return Clip(np.pad(clip.samples, ((0, 0), (0, missing))), clip.sample_rate_hz)
    return clip.cut(0, n_samples)
