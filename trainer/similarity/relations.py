"""Who may be whose positive and whose negative, by what is known of the songs.

The same rules for training and for evaluation. On recordings both are by other artists and from
other sources than the anchor: who recognises an album gains nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.models.subspaces import DIMENSIONS

from .songs import CLASSES, LabelledSong, numbered

NEAR_BPM = 5.0
"""Positives of tempo are at most so far away."""

FAR_RATIO = 1.1
"""Negatives of tempo are farther away than this ratio, and from the octaves likewise."""

Matrix = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Relations:
    """For n songs: [d, a, s] says whether song s is a positive (negative) of a in dimension d.

    Attributes:
        positives, negatives: bool (4, n, n), dimensions as in DIMENSIONS. No song is its own.
    """

    positives: Matrix
    negatives: Matrix


def relations(songs: Sequence[LabelledSong]) -> Relations:
    """The relations of songs to each other."""
    allowed = _strangers(songs)
    found = {
        "genre": _equal([song.genre for song in songs]),
        "mood": _equal([song.mood for song in songs]),
        "instruments": _instruments(songs),
        "tempo": _tempo(np.array([song.tempo_bpm for song in songs])),
    }
    positives = np.stack([found[name][0] & allowed for name in DIMENSIONS])
    negatives = np.stack([found[name][1] & allowed for name in DIMENSIONS])
    return Relations(positives, negatives)


def _strangers(songs: Sequence[LabelledSong]) -> Matrix:
    """Pairs that may be compared: of one origin; recordings by other artists, of other sources."""
    origin = numbered([song.origin for song in songs])
    artist = numbered([song.artist or song.name for song in songs])
    source = numbered([song.source or song.name for song in songs])
    recorded = np.array([song.origin == "recorded" for song in songs])
    apart = (artist[:, None] != artist) & (source[:, None] != source)
    found: Matrix = (origin[:, None] == origin) & (apart | ~recorded[:, None])
    np.fill_diagonal(found, False)
    return found


def _equal(words: Sequence[str]) -> tuple[Matrix, Matrix]:
    number = numbered(words)
    known = (number[:, None] >= 0) & (number >= 0)
    equal = number[:, None] == number
    return known & equal, known & ~equal


def _instruments(songs: Sequence[LabelledSong]) -> tuple[Matrix, Matrix]:
    """The same class leads; nobody in the negative plays that class."""
    lead = numbered([song.lead for song in songs])
    heard = np.array([[kind in song.classes for kind in CLASSES] for song in songs])
    of_lead = np.array([[kind == song.lead for kind in CLASSES] for song in songs])
    known = (lead[:, None] >= 0) & (lead >= 0)
    plays = (of_lead.astype(np.int64) @ heard.T.astype(np.int64)) > 0
    return known & (lead[:, None] == lead), known & ~plays


def _tempo(bpm: NDArray[np.float64]) -> tuple[Matrix, Matrix]:
    known = (bpm[:, None] > 0) & (bpm > 0)
    safe = np.where(bpm > 0, bpm, 1.0)
    octaves = np.abs(np.log2(safe[:, None] / safe))
    far = np.log2(FAR_RATIO)
    near = np.abs(bpm[:, None] - bpm) <= NEAR_BPM
    # Half and double tempo are one to a listener, and to a beat tracker.
    apart = (octaves > far) & (np.abs(octaves - 1.0) > far)
    # Below 50 beats a minute 5 of them are more than a tenth.
    return known & near, known & apart & ~near
