"""Pieces of composed medleys: one inside each of several parts that follow each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from musicpuzzle.errors import DataError
from musicpuzzle.features.logmel import frames_of
from musicpuzzle.games.medleys import EDGE_S

from .songs import Song
from .windows import QUIET_LOG_MEL, Pieces, hops

_TRIES = 100


def medleys_for(songs: Sequence[Song], n_pieces: int, piece_s: float) -> list[Song]:
    """The medleys of at least so many parts, each long enough for a piece.

    Raises:
        DataError: there is none.
    """
    length = frames_of(piece_s)
    fitting = [
        song
        for song in songs
        if len(song.parts) >= n_pieces
        and all(last - first >= length for first, last in _rooms(song))
    ]
    if not fitting:
        raise DataError(f"No medley has {n_pieces} parts of {piece_s + 2 * EDGE_S:g} s.")
    return fitting


def draw_medley(
    rng: np.random.Generator, medleys: Sequence[Song], n_pieces: int, piece_s: float
) -> Pieces:
    """A piece of each of several parts of a random medley, in their order, none silent.

    Only the truest speed is used, as `Song.parts` are times at that one.

    Args:
        rng: decides everything.
        medleys: as `medleys_for` gives them.
        n_pieces: how many pieces.
        piece_s: length of each in seconds.

    Returns:
        float32 (n_pieces, 128, frames).

    Raises:
        DataError: a hundred draws met nothing but silence.
    """
    length = frames_of(piece_s)
    for _ in range(_TRIES):
        medley = medleys[int(rng.integers(len(medleys)))]
        first_part = int(rng.integers(len(medley.parts) - n_pieces + 1))
        rooms = _rooms(medley)[first_part : first_part + n_pieces]
        starts = [int(rng.integers(first, last - length + 1)) for first, last in rooms]
        bands = medley.variants[0]
        pieces = np.stack([bands[:, s : s + length] for s in starts]).astype(np.float32)
        if pieces.max(axis=(1, 2)).min() > QUIET_LOG_MEL:
            return pieces
    raise DataError("The medleys are silent wherever a piece was tried.")


def _rooms(medley: Song) -> list[tuple[int, int]]:
    """Frames of each part that pieces may be taken from, as the game leaves the edges alone."""
    frames = medley.variants[0].shape[1]
    # A frame on either side for rounding; at the end three more, as its window must lie within.
    return [
        (hops(start_s + EDGE_S) + 1, min(hops(end_s - EDGE_S) - 4, frames))
        for start_s, end_s in medley.parts
    ]
