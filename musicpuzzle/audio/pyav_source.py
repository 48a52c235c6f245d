"""An open file as FFmpeg (PyAV) sees it: blocks of sound with their exact places."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, islice
from pathlib import Path
from typing import Any

import av
import numpy as np

from musicpuzzle.audio.clip import Samples
from musicpuzzle.audio.progress import Check, unchecked
from musicpuzzle.errors import AudioError

# Only demuxers of recorded sound: text, pictures and play lists (which may reach for the network)
# are then no sound files instead of something strange.
_DEMUXERS = (
    "aac,ac3,aiff,amr,ape,asf,au,avi,caf,dsf,dts,dtshd,eac3,flac,flv,iff,matroska,mov,mp3,mpc,mpc8,"
    "mpeg,mpegts,ogg,oma,rm,shn,tak,tta,voc,w64,wav,wv,xwma"
)
# Here a frame's time, also after a seek, is exact to the sample.
_EXACT_CLOCKS = {"aac", "aiff", "caf", "flac", "mov", "mp3", "ogg", "tta", "wav", "wv"}
# Here it is stored, but rounded (to 1 ms in Matroska and ASF). Elsewhere FFmpeg guesses it from the
# bit rate, and only counting from the start is right.
_COARSE_CLOCKS = {"asf", "avi", "flv", "matroska", "mpegts"}
_COARSE_CLOCK_S = 0.003
# A decoder needs a few frames before what it gives is right (overlap, bit reservoir).
_PREROLL_S = 0.5
_HEAD_FRAMES = 8
_MANY_BROKEN_PACKETS = 50
NOT_SOUND = "is damaged, or not a sound file"
NOTHING_DECODED = "is damaged: no sound in it could be decoded"


class UnsurePlaceError(Exception):
    """After a seek it is not certain which sample comes; the file has to be read from the start."""


@dataclass(frozen=True, slots=True)
class Block:
    """Samples in a row: float32 (channels, samples); the first is sample `position` of the file."""

    position: int
    samples: Samples
    sample_rate_hz: int

    @property
    def end(self) -> int:
        """The first sample after the block."""
        return self.position + int(self.samples.shape[1])


@contextmanager
def opened(path: str | os.PathLike[str], check: Check = unchecked) -> Iterator[PyavSource]:
    """The best sound stream of the file; `check` is called at each packet of it.

    Raises:
        AudioError: there is none, or the file is of no known kind.
    """
    # Without the scheme a name with a colon would be taken for a protocol.
    url = f"file:{Path(path).absolute()}"
    options = {"protocol_whitelist": "file", "format_whitelist": _DEMUXERS}
    try:
        container = av.open(url, options=options, metadata_errors="replace")
    except (av.FFmpegError, ValueError) as error:
        raise AudioError(path, "is not a sound file, or of a kind that is not known") from error
    with container:
        stream = container.streams.best("audio")
        if stream is None:
            known = bool(container.streams.audio)
            raise AudioError(path, NOT_SOUND if known else "has no sound in it")
        if stream.codec_context is None:
            raise AudioError(path, "holds sound of a kind that is not known")
        yield PyavSource(path, container, stream, check)


class PyavSource:
    """A sound stream that gives its blocks once."""

    def __init__(
        self, path: str | os.PathLike[str], container: Any, stream: Any, check: Check
    ) -> None:
        self._path = path
        self._check = check
        self._container = container
        self._stream = stream
        names = set(container.format.name.split(","))
        self._exact = not names.isdisjoint(_EXACT_CLOCKS)
        self._good = self._broken = 0
        self._coarse = not names.isdisjoint(_COARSE_CLOCKS)

    def stated_s(self) -> float:
        """The length that the container states, 0 if none; may be a guess."""
        if self._stream.duration and self._stream.time_base:
            return float(self._stream.duration * self._stream.time_base)
        return float(self._container.duration or 0) / av.time_base

    def blocks(self, start_s: float) -> Iterator[Block]:
        """Blocks from some time before `start_s` on, as far as rate and channels stay the same.

        Raises:
            AudioError: nothing could be decoded.
            UnsurePlaceError: read from 0 on instead.
        """
        frames = self._frames()
        head = list(islice(frames, _HEAD_FRAMES))
        if not head:
            raise AudioError(self._path, NOTHING_DECODED)
        origin = head[0].pts
        if start_s <= 2 * _PREROLL_S:
            yield from _counted(chain(head, frames), 0, origin if self._exact else None)
            return
        if origin is None or not (self._exact or (self._coarse and _steady(head))):
            raise UnsurePlaceError
        self._seek(origin, start_s - _PREROLL_S)
        frames = self._frames()
        if self._exact:
            yield from _counted(frames, None, origin)
        else:
            landed = list(islice(frames, _HEAD_FRAMES))
            yield from _counted(chain(landed, frames), _snapped(head, landed), None)

    def _seek(self, origin: int, to_s: float) -> None:
        offset = origin + int(Fraction(to_s) / self._stream.time_base)
        try:
            self._container.seek(offset, stream=self._stream, backward=True)
        except av.FFmpegError as error:
            raise UnsurePlaceError from error

    def _frames(self) -> Iterator[Any]:
        try:
            for packet in self._container.demux(self._stream):
                self._check()
                try:
                    frames = packet.decode()
                except av.FFmpegError:
                    self._broken += 1
                    if self._broken > max(_MANY_BROKEN_PACKETS, self._good):
                        break
                    continue
                self._good += len(frames)
                yield from frames
        except av.FFmpegError:
            # The container breaks off here.
            pass
        if self._broken > self._good:
            raise AudioError(self._path, NOT_SOUND)


def _counted(frames: Iterable[Any], position: int | None, origin: int | None) -> Iterator[Block]:
    """Blocks one after the other from `position` on; with an `origin` the clock shows gaps.

    Without a `position` the clock alone says where the first frame belongs.
    """
    kind: tuple[int, int] | None = None
    for frame in frames:
        kind = kind or _kind(frame)
        if _kind(frame) != kind:
            return
        rate_hz = kind[0]
        if origin is not None and frame.pts is not None:
            clock = round((frame.pts - origin) * frame.time_base * rate_hz)
            # A leap in the clock is a join of two recordings, not a gap.
            if position is None or abs(clock - position) < rate_hz:
                position = clock
        if position is None:
            raise UnsurePlaceError
        yield Block(position, _to_float(frame), rate_hz)
        position += frame.samples


def _kind(frame: Any) -> tuple[int, int]:
    return frame.sample_rate, len(frame.layout.channels)


def _steady(frames: list[Any]) -> bool:
    """True when all frames but the first, from which a coder's delay may be cut, are as long."""
    return len(frames) > 1 and len({(frame.samples, _kind(frame)) for frame in frames[1:]}) == 1


def _snapped(head: list[Any], landed: list[Any]) -> int:
    """The place of `landed`: the one that its coarse clock means among those that a frame can have.

    Frames are equally long, so each starts a whole number of frames after the first.
    """
    together = [*head, *landed]
    if not landed or landed[0].pts is None or not _steady(together):
        raise UnsurePlaceError
    rate_hz, first, length = head[0].sample_rate, head[0].samples, head[1].samples
    clock = float((landed[0].pts - head[0].pts) * landed[0].time_base * rate_hz)
    place = int(first + round((clock - first) / length) * length)
    if abs(place - clock) > _COARSE_CLOCK_S * rate_hz or length < 4 * _COARSE_CLOCK_S * rate_hz:
        raise UnsurePlaceError
    return place


def _to_float(frame: Any) -> Samples:
    """float32 (channels, samples) in [-1, 1] from any sample format."""
    values = frame.to_ndarray()
    if not frame.format.is_planar:
        values = values.reshape(-1, len(frame.layout.channels)).T
    if values.dtype.kind == "f":
        return np.ascontiguousarray(values, np.float32)
    full = 2.0 ** (8 * values.dtype.itemsize - 1)
    middle = full if values.dtype.kind == "u" else 0.0
    return np.ascontiguousarray((values - np.float64(middle)) / full, np.float32)
