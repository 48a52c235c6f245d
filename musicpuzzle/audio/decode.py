"""Sound out of files: libsndfile where it can, FFmpeg for all else."""

from __future__ import annotations

import math
from collections.abc import Iterator
from os import PathLike

import numpy as np

from musicpuzzle.audio import with_pyav, with_soundfile
from musicpuzzle.audio.clip import AudioInfo, Clip
from musicpuzzle.audio.names import check_file, find_audio, is_audio_name
from musicpuzzle.audio.progress import Check, unchecked
from musicpuzzle.errors import AudioError

__all__ = [
    "find_audio",
    "is_audio_name",
    "probe",
    "read_blocks",
    "read_clip",
]

_LOWEST_RATE_HZ, _HIGHEST_RATE_HZ = 2_000, 768_000
_MOST_CHANNELS = 64


def probe(path: str | PathLike[str], *, check: Check = unchecked) -> AudioInfo:
    """Length, sample rate and channels, without decoding more than the end where that will do.

    `check` is called between chunks of what is decoded and may raise to give up.

    Raises:
        AudioError: the file is missing, empty, forbidden, damaged or holds no sound.
    """
    check_file(path)
    try:
        try:
            info = with_soundfile.probe(path)
        except with_soundfile.NotForSoundfileError:
            info = with_pyav.probe(path, check)
    except OSError as error:
        raise AudioError(path, f"cannot be read: {error.strerror or error}") from error
    _check_kind(path, info.sample_rate_hz, info.channels)
    if info.duration_s <= 0:
        raise AudioError(path, "is damaged: no sound in it could be decoded")
    return info


def read_clip(
    path: str | PathLike[str],
    *,
    start_s: float = 0.0,
    duration_s: float | None = None,
    check: Check = unchecked,
) -> Clip:
    """The stretch of `duration_s` seconds (all without it) from `start_s` on, as it is in the file.

    Only what is needed is decoded. The clip starts exact to the sample and is shorter than asked
    where the file ends or breaks off. `check` is called between chunks and may raise to give up.

    Raises:
        AudioError: the file is missing, empty, forbidden, damaged or holds no sound, ends before
            `start_s`, or has samples in the stretch that are not numbers.
        ValueError: a time that is negative or not finite.
    """
    if not (math.isfinite(start_s) and start_s >= 0):
        raise ValueError(f"start_s must be a time from 0 on, not {start_s}")
    if duration_s is not None and not (math.isfinite(duration_s) and duration_s > 0):
        raise ValueError(f"duration_s must be positive, not {duration_s}")
    check_file(path)
    try:
        try:
            clip = with_soundfile.read(path, start_s, duration_s, check)
        except with_soundfile.NotForSoundfileError:
            clip = with_pyav.read(path, start_s, duration_s, check)
    except OSError as error:
        raise AudioError(path, f"cannot be read: {error.strerror or error}") from error
    _check_kind(path, clip.sample_rate_hz, clip.channels)
    if not clip.n_samples:
        raise AudioError(path, f"ends or breaks off before {start_s:.1f} s")
    if not np.isfinite(clip.samples).all():
        raise AudioError(path, "holds samples that are not numbers")
    return clip


def read_blocks(path: str | PathLike[str], *, check: Check = unchecked) -> Iterator[Clip]:
    """The whole file, a few seconds at a time, so that no long song has to fit into memory.

    `check` is called between chunks and may raise to give up.

    Raises:
        AudioError: the file is missing, empty, forbidden, damaged or holds no sound, or has samples
            that are not numbers.
    """
    check_file(path)
    place = 0
    try:
        for clip in _blocks(path, check):
            if not place:
                _check_kind(path, clip.sample_rate_hz, clip.channels)
            if not np.isfinite(clip.samples).all():
                raise AudioError(path, "holds samples that are not numbers")
            place += clip.n_samples
            yield clip
    except OSError as error:
        raise AudioError(path, f"cannot be read: {error.strerror or error}") from error
    if not place:
        raise AudioError(path, "is damaged: no sound in it could be decoded")


def _blocks(path: str | PathLike[str], check: Check) -> Iterator[Clip]:
    """From libsndfile as far as it goes, the rest from FFmpeg."""
    place = 0
    try:
        for clip in with_soundfile.blocks(path, check):
            place += clip.n_samples
            yield clip
    except with_soundfile.NotForSoundfileError:
        yield from with_pyav.blocks(path, place, check)


def _check_kind(path: str | PathLike[str], sample_rate_hz: int, channels: int) -> None:
    if not _LOWEST_RATE_HZ <= sample_rate_hz <= _HIGHEST_RATE_HZ:
        raise AudioError(path, f"has a sample rate of {sample_rate_hz} Hz, which is not music")
    if channels > _MOST_CHANNELS:
        raise AudioError(path, f"has {channels} channels; at most {_MOST_CHANNELS} are read")
