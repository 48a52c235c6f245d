"""Pieces of a song, consecutive or apart, on the grid of its frames."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.disguise import Disguise
from musicpuzzle.errors import DataError
from musicpuzzle.features.logmel import HOP_S, disguise_log_mel, frames_of

from .songs import Song, StoredLogMel

Pieces = NDArray[np.float32]

QUIET_LOG_MEL = 1.0
"""A piece is silent when no band of no frame is above this: some 75 dB under full scale."""

GAIN_DB = 6.0
TILT_DB = 6.0
_TRIES = 100


def hops(seconds: float) -> int:
    """The nearest whole number of hops."""
    return round(seconds / HOP_S)


def window_frames(n_pieces: int, piece_s: float, gap_s: float) -> int:
    """How many frames of a song `n_pieces` pieces with gaps between them take."""
    return (n_pieces - 1) * hops(piece_s + gap_s) + frames_of(piece_s)


def cut_window(
    bands: StoredLogMel, first_frame: int, n_pieces: int, piece_s: float, gap_s: float
) -> Pieces:
    """Consecutive pieces of a song, float32 (n_pieces, 128, frames).

    Each piece begins on a hop and keeps only the frames whose whole window lies inside it: the same
    frames as if its sound had been cut first, so nothing leaks across a cut.
    """
    step, length = hops(piece_s + gap_s), frames_of(piece_s)
    return _pieces_at(bands, [first_frame + k * step for k in range(n_pieces)], length)


def songs_for(songs: Sequence[Song], n_pieces: int, piece_s: float, gap_s: float) -> list[Song]:
    """The songs that are long enough at every speed.

    Raises:
        DataError: there is none.
    """
    need = window_frames(n_pieces, piece_s, gap_s)
    fitting = [s for s in songs if min(v.shape[1] for v in s.variants) >= need]
    if not fitting:
        raise DataError(f"No song is long enough for {n_pieces} pieces of {piece_s:g} s.")
    return fitting


def draw_window(
    rng: np.random.Generator, songs: Sequence[Song], n_pieces: int, piece_s: float, gap_s: float
) -> Pieces:
    """Consecutive pieces from a random place of a random song at a random speed, none silent.

    Args:
        rng: decides everything.
        songs: each long enough at every speed, see `songs_for`.
        n_pieces: how many pieces.
        piece_s: length of each in seconds.
        gap_s: what is left out between them, in seconds.

    Returns:
        float32 (n_pieces, 128, frames).

    Raises:
        DataError: a hundred draws met nothing but silence.
    """
    need = window_frames(n_pieces, piece_s, gap_s)

    def cut(bands: StoredLogMel) -> Pieces:
        first_frame = int(rng.integers(bands.shape[1] - need + 1))
        return cut_window(bands, first_frame, n_pieces, piece_s, gap_s)

    return _sounding(rng, songs, cut)


def draw_sections(
    rng: np.random.Generator,
    songs: Sequence[Song],
    n_pieces: int,
    piece_s: float,
    gaps_s: tuple[float, float],
) -> Pieces:
    """Pieces of a random song in their order that do not touch, none silent.

    Args:
        rng: decides everything.
        songs: each long enough at every speed for the shortest gaps, see `songs_for`.
        n_pieces: how many pieces.
        piece_s: length of each in seconds.
        gaps_s: the shortest and the longest gap in seconds; each is drawn apart. Where a song is
            too short for the longest ones they are shortened alike.

    Returns:
        float32 (n_pieces, 128, frames).

    Raises:
        DataError: a hundred draws met nothing but silence.
    """
    need, length = window_frames(n_pieces, piece_s, gaps_s[0]), frames_of(piece_s)
    shortest, longest = (hops(gap_s) for gap_s in gaps_s)

    def cut(bands: StoredLogMel) -> Pieces:
        spare = bands.shape[1] - need
        more = rng.uniform(0, longest - shortest, n_pieces - 1)
        more = np.floor(more * min(1.0, spare / max(1.0, float(more.sum())))).astype(int)
        first_frame = int(rng.integers(spare - int(more.sum()) + 1))
        steps = np.cumsum(hops(piece_s + gaps_s[0]) + more)
        starts = first_frame + np.concatenate([[0], steps])
        return _pieces_at(bands, starts.tolist(), length)

    return _sounding(rng, songs, cut)


def _sounding(
    rng: np.random.Generator, songs: Sequence[Song], cut: Callable[[StoredLogMel], Pieces]
) -> Pieces:
    """What is cut from a random song at a random speed, once no piece of it is silent.

    Raises:
        DataError: a hundred draws met nothing but silence.
    """
    for _ in range(_TRIES):
        variants = songs[int(rng.integers(len(songs)))].variants
        pieces = cut(variants[int(rng.integers(len(variants)))])
        if pieces.max(axis=(1, 2)).min() > QUIET_LOG_MEL:
            return pieces
    raise DataError("The songs are silent wherever a piece was tried.")


def _pieces_at(bands: StoredLogMel, starts: Sequence[int], length: int) -> Pieces:
    """The frames from each start on, float32 (pieces, 128, length)."""
    return np.stack([bands[:, start : start + length] for start in starts]).astype(np.float32)


def disguise_pieces(rng: np.random.Generator, pieces: Pieces) -> Pieces:
    """Each piece with a gain and a tilt of its own, uniform in ±6 dB, float32 (n, 128, frames)."""
    changes = rng.uniform((-GAIN_DB, -TILT_DB), (GAIN_DB, TILT_DB), (len(pieces), 2))
    changed = [
        disguise_log_mel(piece, Disguise(gain_db=float(gain_db), tilt_db=float(tilt_db)))
        for piece, (gain_db, tilt_db) in zip(pieces, changes, strict=True)
    ]
    return np.stack(changed)
