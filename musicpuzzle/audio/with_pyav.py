"""Reading sound through FFmpeg (PyAV): m4a, aac, wma, mp3, the sound of films."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from musicpuzzle.audio.clip import AudioInfo, Clip, Samples
from musicpuzzle.errors import AudioError

# Only demuxers of recorded sound: text, pictures and play lists (which may reach for the network)
# are then no sound files instead of something strange.
_DEMUXERS = (
    "aac,ac3,aiff,amr,ape,asf,au,avi,caf,dsf,dts,dtshd,eac3,flac,flv,iff,matroska,mov,mp3,mpc,mpc8,"
    "mpeg,mpegts,ogg,oma,rm,shn,tak,tta,voc,w64,wav,wv,xwma"
)
# Here a frame's time, also after a seek, is exact to the sample. Elsewhere the clock is coarse
# (1 ms in Matroska and ASF) and samples are counted from the start.
_EXACT_CLOCKS = {"aac", "aiff", "caf", "flac", "mov", "mp3", "ogg", "tta", "wav", "wv"}
_COARSE_CLOCK_S = 0.01
# A decoder needs a few frames before what it gives is right (overlap, bit reservoir).
_PREROLL_S = 0.5
_TAIL_S = 1.0
_MANY_BROKEN_PACKETS = 50
_NOT_SOUND = "is damaged, or not a sound file"
_NOTHING_DECODED = "is damaged: no sound in it could be decoded"


@dataclass(frozen=True, slots=True)
class _Block:
    position: int
    samples: Samples
    sample_rate_hz: int

    @property
    def end(self) -> int:
        return self.position + int(self.samples.shape[1])


def probe(path: str | os.PathLike[str]) -> AudioInfo:
    """Length, rate and channels, found by decoding the end that the container states.

    Where the stated end is not there everything is decoded and counted. The length is never more
    than can be read; in containers with a coarse clock it may be 10 ms less.

    Raises:
        AudioError: no sound in it, not a sound file, or damaged from the start.
    """
    with _opened(path) as source:
        stated_s = source.stated_s()
        tail_s = max(0.0, stated_s - _TAIL_S)
        last = _last(source.blocks(tail_s, coarse=True)) if stated_s else None
        margin_s = 0.0 if source.exact else _COARSE_CLOCK_S
    if last is None:
        margin_s = 0.0
        with _opened(path) as source:
            last = _last(source.blocks(0.0))
    if last is None:
        raise AudioError(path, _NOTHING_DECODED)
    duration_s = max(0.0, last.end / last.sample_rate_hz - margin_s)
    return AudioInfo(duration_s, last.sample_rate_hz, last.samples.shape[0])


def read(path: str | os.PathLike[str], start_s: float, duration_s: float | None) -> Clip:
    """The samples from `start_s` on; fewer, or none, where the file ends or breaks off.

    Raises:
        AudioError: no sound in it, not a sound file, or damaged from the start.
    """
    for seek in (True, False):
        with _opened(path) as source:
            blocks = _needed(source.blocks(start_s if seek else 0.0), start_s, duration_s)
        late = not blocks or blocks[0].position > round(start_s * blocks[0].sample_rate_hz)
        if not late:
            break
    if not blocks:
        info = probe(path)
        return Clip(np.zeros((info.channels, 0), np.float32), info.sample_rate_hz)
    return _placed(blocks, start_s, duration_s)


def _last(blocks: Iterator[_Block]) -> _Block | None:
    return next(iter(deque(blocks, maxlen=1)), None)


def _needed(blocks: Iterator[_Block], start_s: float, duration_s: float | None) -> list[_Block]:
    kept = []
    for block in blocks:
        start = round(start_s * block.sample_rate_hz)
        if block.end > start:
            kept.append(block)
        if duration_s is not None and block.end >= start + round(duration_s * block.sample_rate_hz):
            break
    return kept


def _placed(blocks: list[_Block], start_s: float, duration_s: float | None) -> Clip:
    """The blocks at their positions; what a broken packet left out stays silent."""
    rate_hz = blocks[0].sample_rate_hz
    start = round(start_s * rate_hz)
    stop = blocks[-1].end
    if duration_s is not None:
        stop = min(stop, start + round(duration_s * rate_hz))
    samples = np.zeros((blocks[0].samples.shape[0], max(0, stop - start)), np.float32)
    for block in blocks:
        first, last = max(block.position, start), min(block.end, stop)
        if first < last:
            part = block.samples[:, first - block.position : last - block.position]
            samples[:, first - start : last - start] = part
    return Clip(samples, rate_hz)


class _Source:
    """The best sound stream of an open file."""

    def __init__(self, path: str | os.PathLike[str], container: Any, stream: Any) -> None:
        self._path = path
        self._container = container
        self._stream = stream
        self.exact = not _EXACT_CLOCKS.isdisjoint(container.format.name.split(","))

    def stated_s(self) -> float:
        """The length that the container states, 0 if none; may be a guess."""
        if self._stream.duration and self._stream.time_base:
            return float(self._stream.duration * self._stream.time_base)
        return float(self._container.duration or 0) / av.time_base

    def blocks(self, start_s: float, *, coarse: bool = False) -> Iterator[_Block]:
        """Decoded blocks from some time before `start_s` on (from the start where a seek would not
        be exact, unless `coarse`), as far as rate and channels stay the same."""
        frames = self._frames()
        first = next(frames, None)
        if first is None:
            raise AudioError(self._path, _NOTHING_DECODED)
        origin, rate_hz, channels = first.pts, first.sample_rate, len(first.layout.channels)
        sought = (self.exact or coarse) and start_s > 2 * _PREROLL_S and origin is not None
        if sought:
            self._seek(origin, start_s - _PREROLL_S)
            frames = self._frames()
        else:
            yield _Block(0, _to_float(first), rate_hz)
        expected = None if sought else first.samples
        for frame in frames:
            if frame.sample_rate != rate_hz or len(frame.layout.channels) != channels:
                return
            position = expected
            if (self.exact or expected is None) and frame.pts is not None:
                clock = round((frame.pts - origin) * frame.time_base * rate_hz)
                # A leap in the clock is a join of two recordings, not a gap.
                if expected is None or abs(clock - expected) < rate_hz:
                    position = clock
            if position is None:
                return
            yield _Block(position, _to_float(frame), rate_hz)
            expected = position + frame.samples

    def _seek(self, origin: int, to_s: float) -> None:
        offset = origin + int(Fraction(to_s) / self._stream.time_base)
        try:
            self._container.seek(offset, stream=self._stream, backward=True)
        except av.FFmpegError:
            # Past the end: there is nothing to decode, which the caller sees.
            return

    def _frames(self) -> Iterator[Any]:
        good = broken = 0
        try:
            for packet in self._container.demux(self._stream):
                try:
                    frames = packet.decode()
                except av.FFmpegError:
                    broken += 1
                    if broken > _MANY_BROKEN_PACKETS and broken > good:
                        break
                    continue
                good += len(frames)
                yield from frames
        except av.FFmpegError:
            # The container breaks off here.
            pass
        if broken > good:
            raise AudioError(self._path, _NOT_SOUND)


@contextmanager
def _opened(path: str | os.PathLike[str]) -> Iterator[_Source]:
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
            raise AudioError(path, _NOT_SOUND if known else "has no sound in it")
        if stream.codec_context is None:
            raise AudioError(path, "holds sound of a kind that is not known")
        yield _Source(path, container, stream)


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
