"""Where in a song a stretch may start, so that something sounds in all parts of it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from musicpuzzle.audio.progress import Progress
from musicpuzzle.draw import Part, below
from musicpuzzle.games.cuts import Cuts, block_powers, sounding_blocks
from musicpuzzle.games.source import Source

DRAWS = 8
_BLOCK_S = 0.05
_SCAN_S = 60.0


def starts_to_try(
    song: Source, cuts: Cuts, key: tuple[Part, ...], progress: Progress
) -> Iterator[int]:
    """Starts in samples: a few anywhere, then a few out of all where no part is silent.

    The whole song is read only for the latter.

    Args:
        song: at least as long as the cuts need.
        cuts: the parts of the stretch, relative to its start.
        key: what the draws are for.
        progress: told how many starts were tried, and how far the song is read.
    """
    last = song.n_samples - (cuts[-1][0] + cuts[-1][1])
    for attempt in range(DRAWS):
        progress.part(0.0, 0.2).at(attempt / DRAWS)
        yield below(last + 1, "start", *key, attempt)
    block = round(_BLOCK_S * song.sample_rate_hz)
    chunk = block * round(_SCAN_S / _BLOCK_S)
    powers = []
    for at in range(0, song.n_samples, chunk):
        progress.part(0.2, 0.8).at(at / song.n_samples)
        powers.append(block_powers(song.read(at, min(chunk, song.n_samples - at)), block))
    sounding = sounding_blocks(np.concatenate(powers), cuts, block) * block
    sounding = sounding[sounding <= last]
    for attempt in range(DRAWS if len(sounding) else 0):
        progress.part(0.8, 1.0).at(attempt / DRAWS)
        yield int(sounding[below(len(sounding), "sounding start", *key, attempt)])
