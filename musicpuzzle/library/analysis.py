"""What is measured of a song when it comes into the library. It is decoded once."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from os import PathLike
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.clip import Clip, Samples
from musicpuzzle.audio.meter import LoudnessMeter
from musicpuzzle.audio.progress import Check, unchecked
from musicpuzzle.audio.stream import mono_stream
from musicpuzzle.errors import AudioError
from musicpuzzle.features.key import Key, find_key
from musicpuzzle.features.outline import SAMPLE_RATE_HZ, outline
from musicpuzzle.features.sections import Section, find_sections
from musicpuzzle.features.tempo import Tempo, find_tempo

ANALYSIS = 1
"""Grows whenever songs that were analysed before should be analysed anew."""

DIMENSIONS = 256
HEARD_LUFS = -16.0
"""All models hear songs at this loudness."""

_HEARD_S = 1200.0

Vector = NDArray[np.float32]


class Embedder(Protocol):
    """A model that tells where a song lies among others.

    Attributes:
        name: of the model; another one where its weights are others.
        window_s: seconds from the beginning of one window to the next.
    """

    @property
    def name(self) -> str:
        """See above."""

    @property
    def window_s(self) -> float:
        """See above."""

    def __call__(self, samples: Samples, *, check: Check = unchecked) -> NDArray[np.float32]:
        """Embeddings of the windows of a song in order, float32 (windows, 256).

        None, (0, 256), where the song is shorter than a window.

        Args:
            samples: mono, float32 (samples,) at 22,050 Hz and -16 LUFS; the first twenty minutes
                of the song. They may leave [-1, 1].
            check: called between steps; what it raises gives up.
        """


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """What was measured of a song.

    Attributes:
        duration_s: its length in seconds.
        loudness_lufs: integrated loudness after ITU-R BS.1770-4.
        tempo: None where nothing ever sets in.
        key: None where no note stands out.
        sections: its parts in order; none where it lasts less than eight beats.
        vector: the mean of its windows' embeddings, float32 (256,); None without an embedder, or
            where it is shorter than a window.
        typical_s: where the window begins whose embedding is most like that mean; else None.
    """

    duration_s: float
    loudness_lufs: float
    tempo: Tempo | None
    key: Key | None
    sections: tuple[Section, ...]
    vector: Vector | None = None
    typical_s: float | None = None


def analyse(
    path: str | PathLike[str], *, embedder: Embedder | None = None, check: Check = unchecked
) -> Analysis:
    """Measure a song.

    Args:
        path: a sound file.
        embedder: tells where it lies among others, if there is one.
        check: called between blocks and steps; what it raises gives up.

    Raises:
        AudioError: the file cannot be read, or is silent.
    """
    # The window knows what was measured without ever decoding a song.
    from musicpuzzle.audio.decode import read_blocks

    meter, heard = LoudnessMeter(), list[Samples]()
    seconds = heard_s = 0.0

    def measured() -> Iterator[Clip]:
        nonlocal seconds
        for block in read_blocks(path, check=check):
            meter.add(block)
            seconds += block.duration_s
            yield block

    def kept() -> Iterator[Samples]:
        nonlocal heard_s
        for samples in mono_stream(measured(), SAMPLE_RATE_HZ):
            if embedder is not None and heard_s < _HEARD_S:
                heard.append(samples)
                heard_s += len(samples) / SAMPLE_RATE_HZ
            yield samples

    song = outline(kept())
    lufs = meter.lufs()
    if lufs == -math.inf:
        raise AudioError(path, "is silent")
    check()
    vector, typical_s = _embedded(embedder, heard, lufs, check) if embedder else (None, None)
    return Analysis(
        duration_s=seconds,
        loudness_lufs=lufs,
        tempo=find_tempo(song.rise),
        key=find_key(song.chroma),
        sections=find_sections(song, check=check),
        vector=vector,
        typical_s=typical_s,
    )


def _embedded(
    embedder: Embedder, heard: list[Samples], lufs: float, check: Check
) -> tuple[Vector | None, float | None]:
    gain = np.float32(10 ** ((HEARD_LUFS - lufs) / 20))
    windows = embedder(gain * np.concatenate(heard), check=check)
    return _summed_up(windows, embedder.window_s)


def _summed_up(windows: NDArray[np.float32], window_s: float) -> tuple[Vector | None, float | None]:
    """The mean of the windows' embeddings, and where the window most like it begins."""
    if not len(windows):
        return None, None
    mean = windows.mean(axis=0, dtype=np.float64)
    lengths = np.linalg.norm(windows, axis=1) + 1e-12
    nearest = int((windows @ mean / lengths).argmax())
    return mean.astype(np.float32), nearest * window_s
