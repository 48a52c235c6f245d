"""Reading sound through FFmpeg (PyAV): m4a, aac, wma, mp3, the sound of films."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator

import numpy as np

from musicpuzzle.audio.clip import AudioInfo, Clip
from musicpuzzle.audio.progress import Check, unchecked
from musicpuzzle.audio.pyav_source import NOTHING_DECODED, Block, UnsurePlaceError, opened
from musicpuzzle.errors import AudioError

_TAIL_S = 1.0
_BLOCK_S = 5.0


def probe(path: str | os.PathLike[str], check: Check = unchecked) -> AudioInfo:
    """Length, rate and channels, found by decoding the end that the container states.

    Where the stated end is not there everything is decoded and counted. `check` is called at each
    packet.

    Raises:
        AudioError: no sound in it, not a sound file, or damaged from the start.
    """
    with opened(path, check) as source:
        stated_s = source.stated_s()
        try:
            last = _last(source.blocks(stated_s - _TAIL_S)) if stated_s > _TAIL_S else None
        except UnsurePlaceError:
            last = None
    if last is None:
        with opened(path, check) as source:
            last = _last(source.blocks(0.0))
    if last is None:
        raise AudioError(path, NOTHING_DECODED)
    return AudioInfo(last.end / last.sample_rate_hz, last.sample_rate_hz, last.samples.shape[0])


def read(
    path: str | os.PathLike[str],
    start_s: float,
    duration_s: float | None,
    check: Check = unchecked,
) -> Clip:
    """The samples from `start_s` on; fewer, or none, where the file ends or breaks off.

    `check` is called at each packet.

    Raises:
        AudioError: no sound in it, not a sound file, or damaged from the start.
    """
    stretch = (start_s, duration_s)
    blocks = _needed(path, start_s, stretch, check)
    if not blocks or blocks[0].position > round(start_s * blocks[0].sample_rate_hz):
        blocks = _needed(path, 0.0, stretch, check)
    if blocks:
        return _placed(blocks, start_s, duration_s)
    info = probe(path, check)
    return Clip(np.zeros((info.channels, 0), np.float32), info.sample_rate_hz)


def blocks(
    path: str | os.PathLike[str], from_sample: int = 0, check: Check = unchecked
) -> Iterator[Clip]:
    """All samples of the file from one on, a few seconds at a time.

    What a broken packet left out is silent. `check` is called at each packet.

    Raises:
        AudioError: no sound in it, not a sound file, or damaged from the start.
    """
    kept: list[Block] = []
    place = from_sample
    with opened(path, check) as source:
        for block in source.blocks(0.0):
            if block.end <= place:
                continue
            kept.append(block)
            if block.end - place >= _BLOCK_S * block.sample_rate_hz:
                yield _filled(kept, place, block.end)
                place = block.end
                kept = []
        if kept:
            yield _filled(kept, place, kept[-1].end)


def _last(blocks: Iterator[Block]) -> Block | None:
    return next(iter(deque(blocks, maxlen=1)), None)


def _needed(
    path: str | os.PathLike[str],
    from_s: float,
    stretch: tuple[float, float | None],
    check: Check,
) -> list[Block]:
    """The blocks that hold the stretch, decoded from `from_s` on; none where that is not exact."""
    start_s, duration_s = stretch
    kept = []
    with opened(path, check) as source:
        try:
            for block in source.blocks(from_s):
                start = round(start_s * block.sample_rate_hz)
                if block.end > start:
                    kept.append(block)
                if duration_s is not None:
                    stop = start + round(duration_s * block.sample_rate_hz)
                    if block.end >= stop:
                        break
        except UnsurePlaceError:
            return []
    return kept


def _placed(blocks: list[Block], start_s: float, duration_s: float | None) -> Clip:
    rate_hz = blocks[0].sample_rate_hz
    start = round(start_s * rate_hz)
    stop = blocks[-1].end
    if duration_s is not None:
        stop = min(stop, start + round(duration_s * rate_hz))
    return _filled(blocks, start, stop)


def _filled(blocks: list[Block], start: int, stop: int) -> Clip:
    """The samples from `start` to `stop`; what a broken packet left out stays silent."""
    samples = np.zeros((blocks[0].samples.shape[0], max(0, stop - start)), np.float32)
    for block in blocks:
        first, last = max(block.position, start), min(block.end, stop)
        if first < last:
            part = block.samples[:, first - block.position : last - block.position]
            samples[:, first - start : last - start] = part
    return Clip(samples, blocks[0].sample_rate_hz)
