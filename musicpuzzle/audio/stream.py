"""Sound that flows past in blocks, for what needs a whole song but not all of it at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import soxr

from musicpuzzle.audio.clip import Clip, Samples

_BLOCK_SAMPLES = 1 << 18


def blocks_of(clip: Clip) -> Iterator[Clip]:
    """A clip a few seconds at a time, without a copy."""
    for start in range(0, clip.n_samples, _BLOCK_SAMPLES):
        yield Clip(clip.samples[:, start : start + _BLOCK_SAMPLES], clip.sample_rate_hz)


def mono_stream(blocks: Iterable[Clip], sample_rate_hz: int) -> Iterator[Samples]:
    """The mean of the channels at another rate (soxr, high quality, no delay).

    Args:
        blocks: clips that follow each other, of one rate.
        sample_rate_hz: the rate wanted.

    Yields:
        float32 (samples,) each; joined they are the whole sound.
    """
    resampler: soxr.ResampleStream | None = None
    for block in blocks:
        mono = block.mono()
        if block.sample_rate_hz == sample_rate_hz:
            yield mono
            continue
        if resampler is None:
            resampler = soxr.ResampleStream(
                block.sample_rate_hz, sample_rate_hz, 1, dtype="float32", quality="HQ"
            )
        yield _resampled(resampler, mono, last=False)
    if resampler is not None:
        yield _resampled(resampler, np.zeros(0, np.float32), last=True)


def _resampled(resampler: soxr.ResampleStream, mono: Samples, *, last: bool) -> Samples:
    return np.asarray(resampler.resample_chunk(mono, last=last), np.float32)
