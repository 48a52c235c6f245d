"""What the tests of the three games share."""

from __future__ import annotations

from typing import Any

from musicpuzzle.audio.clip import Clip
from musicpuzzle.games.make import make_puzzle_and_window
from musicpuzzle.games.puzzle import Puzzle
from musicpuzzle.games.settings import PuzzleSettings


def make_puzzle(
    song: Clip, recording_id: str, settings: PuzzleSettings, seed: int, **known: Any
) -> Puzzle:
    """The puzzle without its window."""
    return make_puzzle_and_window(song, recording_id, settings, seed, **known)[0]
