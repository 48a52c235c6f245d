"""Puzzles by hand and sounds whose truth is known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.clip import Clip
from musicpuzzle.games.puzzle import Fragment, Puzzle
from musicpuzzle.games.settings import PuzzleSettings

RATE_HZ = 22_050


def make_puzzle(
    deal: Sequence[int], same: Sequence[set[int]] = (), *, gap_s: float = 0.0
) -> Puzzle:
    """A jigsaw of 2 s a piece, dealt so."""
    n = len(deal)
    length, gap = 2 * RATE_HZ, round(gap_s * RATE_HZ)
    fragments = tuple(Fragment("song", k * (length + gap), length) for k in range(n))
    settings = PuzzleSettings(pieces=n, gap_s=gap_s, total_s=2.0 * n)
    groups = tuple(frozenset(group) for group in same)
    return Puzzle("song", RATE_HZ, settings, 1, fragments, tuple(deal), groups)


def tone(pitch_hz: float, seconds: float = 2.0, amplitude: float = 0.2) -> NDArray[np.float64]:
    """A steady sine."""
    return amplitude * np.sin(2 * np.pi * pitch_hz * np.arange(round(seconds * RATE_HZ)) / RATE_HZ)


def chord(notes: Sequence[int], seconds: float = 2.0) -> NDArray[np.float64]:
    """Notes by their MIDI numbers, each with three partials."""
    hz = [440.0 * 2 ** ((note - 69) / 12) for note in notes]
    return sum(
        (tone(k * pitch, seconds, 0.1 / k) for pitch in hz for k in (1, 2, 3)),
        np.zeros(round(seconds * RATE_HZ)),
    )


def clicks(first_s: float, period_s: float, seconds: float, seed: int = 1) -> NDArray[np.float64]:
    """Short bursts of noise at even times."""
    sound = np.zeros(round(seconds * RATE_HZ))
    rng = np.random.default_rng(seed)
    burst = 0.5 * rng.standard_normal(600) * np.exp(-np.arange(600) / 150)
    for at_s in np.arange(first_s, seconds - 0.03, period_s):
        at = round(at_s * RATE_HZ)
        sound[at : at + 600] += burst[: len(sound) - at]
    return sound


def clip(samples: NDArray[np.float64]) -> Clip:
    """Mono sound as a clip."""
    return Clip(samples[None].astype(np.float32), RATE_HZ)
