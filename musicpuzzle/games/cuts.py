"""Where a song is cut: (start, length) of each piece in samples, in true order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.clip import Clip
from musicpuzzle.games.settings import PuzzleSettings

Cuts = tuple[tuple[int, int], ...]
Powers = NDArray[np.float64]

SILENT_POWER = 1e-6
"""Mean square of a piece that is silent: -60 dB of full scale."""
SILENT_SHARE = 1e-4
"""A piece 40 dB below the mean of all is silent too: nobody hears it beside the others."""

_SHORTEST_SHARE = 0.5  # of its planned length, when cuts move to beats


def even_cuts(settings: PuzzleSettings, sample_rate_hz: int) -> Cuts:
    """Pieces of equal length, the first one at 0, the gap left out between them."""
    length = round(settings.piece_s * sample_rate_hz)
    step = length + round(settings.gap_s * sample_rate_hz)
    return tuple((index * step, length) for index in range(settings.pieces))


def beat_cuts(
    beats: Sequence[int] | NDArray[np.int64], settings: PuzzleSettings, sample_rate_hz: int
) -> Cuts | None:
    """Pieces that begin on beats: on those nearest to where even cuts from the first beat fall.

    The gap is left out before the beat, so pieces last near total_s / n, a beat more or less.
    None where the beats are too few or too far apart: a piece would get under half its length.
    """
    if len(beats) == 0:
        return None
    found = np.asarray(beats, dtype=np.int64)
    gap = round(settings.gap_s * sample_rate_hz)
    length = round(settings.piece_s * sample_rate_hz)
    planned = found[0] + (length + gap) * np.arange(settings.pieces + 1)
    nearest = np.abs(found[:, None] - planned).argmin(axis=0)
    edges = [int(beat) for beat in found[nearest]]
    cuts = tuple((start, end - gap - start) for start, end in pairwise(edges))
    return cuts if min(part for _, part in cuts) >= _SHORTEST_SHARE * length else None


def has_silence(powers: Powers) -> NDArray[np.bool_]:
    """Whether a piece is silent, from the pieces' mean squares (..., pieces): bool (...,)."""
    floor = np.maximum(SILENT_POWER, SILENT_SHARE * powers.mean(axis=-1, keepdims=True))
    silent: NDArray[np.bool_] = (powers < floor).any(axis=-1)
    return silent


def piece_powers(clip: Clip, cuts: Cuts) -> Powers:
    """Mean square of each piece around its mean, as an offset is not heard: float64 (pieces,)."""
    pieces = [clip.samples[:, at : at + length] for at, length in cuts]
    return np.array([np.var(piece, axis=1, dtype=np.float64).mean() for piece in pieces])


def block_powers(clip: Clip, block_samples: int) -> Powers:
    """Mean square of each whole block of a clip, float64 (blocks,)."""
    blocks = clip.n_samples // block_samples
    whole = clip.samples[:, : blocks * block_samples].reshape(clip.channels, blocks, -1)
    powers: Powers = np.mean(np.square(whole, dtype=np.float64), axis=(0, 2))
    return powers


def sounding_blocks(powers: Powers, cuts: Cuts, block_samples: int) -> NDArray[np.int64]:
    """The blocks at which a window with these cuts may start so that no piece is silent.

    Args:
        powers: mean square of each block of a song, float64 (blocks,).
        cuts: relative to the start; rounded to blocks here.
        block_samples: samples of a block.
    """
    first = np.array([round(at / block_samples) for at, _ in cuts])
    length = np.array([max(1, round(part / block_samples)) for _, part in cuts])
    last = int((first + length).max())
    if len(powers) < last:
        return np.zeros(0, dtype=np.int64)
    sums = np.concatenate([[0.0], np.cumsum(powers)])
    starts = np.arange(len(powers) - last + 1)[:, None] + first
    means = (sums[starts + length] - sums[starts]) / length
    return np.flatnonzero(~has_silence(means))
