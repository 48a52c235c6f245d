"""What a review is about."""

from __future__ import annotations

from dataclasses import dataclass

from musicpuzzle.audio.clip import Clip
from musicpuzzle.games.puzzle import Puzzle


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A round that is over.

    Attributes:
        puzzle: what was to be solved.
        pieces: as dealt, samples float32 at 44,100 Hz.
        order: what the person handed in; empty where the person gave up.
        opponent: by whose ear the review is made: the name that the core knows it by.
        rival: how the window calls it.
    """

    puzzle: Puzzle
    pieces: tuple[Clip, ...]
    order: tuple[int, ...]
    opponent: str
    rival: str
