"""Songs made of noise, on disk and in memory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from trainer.data.songs import Song


@pytest.fixture
def write_song(tmp_path: Path) -> Callable[..., Path]:
    """Write a second or more of noise: (name, seconds=2.0, seed=0) -> path."""

    def write(name: str, seconds: float = 2.0, seed: int = 0) -> Path:
        path = tmp_path / "music" / name
        path.parent.mkdir(exist_ok=True)
        samples = np.random.default_rng(seed).standard_normal(round(seconds * 16000)) * 0.1
        soundfile.write(path, samples.astype(np.float32), 16000)
        return path

    return write


@pytest.fixture
def make_song() -> Callable[..., Song]:
    """A song in memory whose frames count up: (name, frames...) -> Song with a variant for each."""

    def make(name: str, *frames: int, split: str = "train") -> Song:
        variants = tuple(
            np.tile((2 + np.arange(count) % 10).astype(np.float16), (128, 1)) for count in frames
        )
        return Song(name, name, "Ana", "CC0-1.0", "here", split, variants)

    return make
