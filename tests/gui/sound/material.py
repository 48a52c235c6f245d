"""Sounds for the tests of what sounds, and what they should become."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float32]
FADE = 132


def noise(frames: int, seed: int) -> Sound:
    """float32 (2, frames): different for every seed, without silence."""
    return np.random.default_rng(seed).uniform(-0.5, 0.5, (2, frames)).astype(np.float32)


def release(frames: int = FADE) -> Sound:
    """The last frames of a line from 1 to 0 over 3 ms, taken in the middle of each step."""
    return (1 - (np.arange(FADE) + 0.5) / FADE).astype(np.float32)[FADE - frames :]


def joined(sounds: Sequence[Sound]) -> Sound:
    """The pieces end to end, the last 3 ms (of the last piece) fading out."""
    whole = np.concatenate(list(sounds), axis=1)
    count = min(FADE, sounds[-1].shape[1])
    whole[:, whole.shape[1] - count :] *= release(count)
    return whole


def faded_in(sound: Sound) -> Sound:
    """The sound with its first 3 ms fading in."""
    result = sound.copy()
    count = min(FADE, sound.shape[1])
    result[:, :count] *= 1 - release()[:count]
    return result


def from_frames(blocks: Iterable[Sound]) -> Sound:
    """Blocks of (frames, 2) as one (2, frames)."""
    return np.concatenate(list(blocks)).T
