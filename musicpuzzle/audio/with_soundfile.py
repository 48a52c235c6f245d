"""Reading sound through libsndfile."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from musicpuzzle.audio.clip import AudioInfo, Clip, Samples
from musicpuzzle.audio.progress import Check, unchecked

# What libsndfile says of a stream that does not tell its length is far above.
_MOST_SAMPLES = 1 << 40
_CHUNK_SAMPLES = 1 << 18


class NotForSoundfileError(Exception):
    """libsndfile does not read this file, or not quietly, or less than it holds; PyAV may."""


def probe(path: str | os.PathLike[str]) -> AudioInfo:
    """Length, rate and channels, as the header has them if the last sample is there.

    Raises:
        NotForSoundfileError: see there.
    """
    with _opened(path) as file:
        _samples(file, file.frames - 1, 1, unchecked)
        return AudioInfo(file.frames / file.samplerate, file.samplerate, file.channels)


def read(
    path: str | os.PathLike[str],
    start_s: float,
    duration_s: float | None,
    check: Check = unchecked,
) -> Clip:
    """The samples from `start_s` on; fewer, or none, where the file ends.

    `check` is called before each chunk of a few seconds.

    Raises:
        NotForSoundfileError: see there.
    """
    with _opened(path) as file:
        start = min(round(start_s * file.samplerate), file.frames)
        n_samples = file.frames - start
        if duration_s is not None:
            n_samples = min(n_samples, round(duration_s * file.samplerate))
        samples = _samples(file, start, n_samples, check)
        return Clip(np.ascontiguousarray(samples.T), file.samplerate)


def blocks(path: str | os.PathLike[str], check: Check = unchecked) -> Iterator[Clip]:
    """All samples of the file, a few seconds at a time.

    `check` is called before each block.

    Raises:
        NotForSoundfileError: see there; also after blocks that are good.
    """
    with _opened(path) as file:
        for start in range(0, file.frames, _CHUNK_SAMPLES):
            n_samples = min(_CHUNK_SAMPLES, file.frames - start)
            samples = _samples(file, start, n_samples, check)
            yield Clip(np.ascontiguousarray(samples.T), file.samplerate)


class _Nameless:
    """An open file without a name, whose reads never raise.

    libsndfile trusts a suffix when the content says nothing (text called .au becomes 8 kHz noise),
    and an exception inside its callbacks would be printed on standard error.
    """

    def __init__(self, handle: Any) -> None:
        self._handle = handle

    def readinto(self, buffer: Any) -> int:
        try:
            return int(self._handle.readinto(buffer))
        except OSError:
            return 0

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        try:
            return int(self._handle.seek(offset, whence))
        except (OSError, ValueError):
            return self.tell()

    def tell(self) -> int:
        return int(self._handle.tell())


@contextmanager
def _opened(path: str | os.PathLike[str]) -> Iterator[soundfile.SoundFile]:
    with Path(path).open("rb") as handle:
        if _is_mpeg(handle.read(3)):
            raise NotForSoundfileError
        handle.seek(0)
        try:
            file = soundfile.SoundFile(_Nameless(handle))
        except soundfile.LibsndfileError as error:
            raise NotForSoundfileError from error
        with file:
            if file.subtype.startswith("MPEG") or not 0 < file.frames < _MOST_SAMPLES:
                raise NotForSoundfileError
            yield file


def _is_mpeg(head: bytes) -> bool:
    # libmpg123 inside libsndfile writes warnings on standard error that nothing can turn off.
    return head == b"ID3" or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0)


def _samples(file: soundfile.SoundFile, start: int, n_samples: int, check: Check) -> Samples:
    """float32 (samples, channels): all that is asked for, or the file is not for libsndfile."""
    samples: Samples = np.empty((n_samples, file.channels), np.float32)
    try:
        file.seek(start)
        for at in range(0, n_samples, _CHUNK_SAMPLES):
            check()
            chunk = samples[at : at + _CHUNK_SAMPLES]
            if len(file.read(out=chunk)) < len(chunk):
                raise NotForSoundfileError
    except soundfile.LibsndfileError as error:
        raise NotForSoundfileError from error
    return samples
