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

_BLOCK_SAMPLES = 1 << 16


class NotForSoundfileError(Exception):
    """libsndfile does not read this file, or not quietly; PyAV may."""


def probe(path: str | os.PathLike[str]) -> AudioInfo:
    """Length, rate and channels; counts where the header does not tell the truth.

    Raises:
        NotForSoundfileError: see there.
    """
    with _opened(path) as file:
        last, rate_hz, channels = file.frames - 1, file.samplerate, file.channels
        if _go_to(file, last) and list(_blocks(file, 1)):
            return AudioInfo((last + 1) / rate_hz, rate_hz, channels)
    # A decoder that failed once may go on failing: only a new one can count.
    with _opened(path) as file:
        n_samples = sum(len(block) for block in _blocks(file, None))
    return AudioInfo(n_samples / rate_hz, rate_hz, channels)


def read(path: str | os.PathLike[str], start_s: float, duration_s: float | None) -> Clip:
    """The samples from `start_s` on; fewer, or none, where the file ends or breaks off.

    Raises:
        NotForSoundfileError: see there.
    """
    with _opened(path) as file:
        start = round(start_s * file.samplerate)
        wanted = None if duration_s is None else round(duration_s * file.samplerate)
        blocks = list(_blocks(file, wanted)) if _go_to(file, start) else []
        empty = np.zeros((0, file.channels), np.float32)
        return Clip(np.ascontiguousarray(np.concatenate([empty, *blocks]).T), file.samplerate)


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
            if file.subtype.startswith("MPEG") or file.frames == 0:
                raise NotForSoundfileError
            yield file


def _is_mpeg(head: bytes) -> bool:
    # libmpg123 inside libsndfile writes warnings on standard error that nothing can turn off.
    return head == b"ID3" or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0)


def _go_to(file: soundfile.SoundFile, sample: int) -> bool:
    try:
        return bool(file.seek(sample) == sample)
    except soundfile.LibsndfileError:
        return False


def _blocks(file: soundfile.SoundFile, wanted: int | None) -> Iterator[Samples]:
    """float32 (samples, channels) in a row, up to the end, `wanted` samples or the first break."""
    while wanted is None or wanted > 0:
        size = _BLOCK_SAMPLES if wanted is None else min(wanted, _BLOCK_SAMPLES)
        try:
            block = file.read(size, dtype="float32", always_2d=True)
        except soundfile.LibsndfileError:
            return
        if not len(block):
            return
        yield block
        wanted = None if wanted is None else wanted - len(block)
