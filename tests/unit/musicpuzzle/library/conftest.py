"""A folder of tiny songs, and a library of their own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from musicpuzzle.library.library import Library
from musicpuzzle.library.opening import open_library

RATE_HZ = 8_000
LONG_AGO_S = 1_600_000_000


def write_song(path: Path, seed: int, *, seconds: float = 0.25) -> Path:
    """Noise that nobody else has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    noise = 0.1 * np.random.default_rng(seed).normal(size=round(seconds * RATE_HZ))
    soundfile.write(path, noise.astype(np.float32), RATE_HZ)
    return path


def age(folder: Path) -> None:
    """Let all files look as if nobody had written them this moment."""
    for path in folder.rglob("*.*"):
        if path.is_file():
            os.utime(path, (LONG_AGO_S, LONG_AGO_S))


@pytest.fixture
def song() -> Callable[..., Path]:
    """The function `write_song`."""
    return write_song


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """A folder with three songs and two files that are none."""
    folder = tmp_path / "music"
    write_song(folder / "a.wav", 1)
    write_song(folder / "b.flac", 2)
    write_song(folder / "inner" / "c.wav", 3)
    (folder / "empty.mp3").touch()
    (folder / "inner" / "text.ogg").write_text("no sound at all")
    (folder / "cover.jpg").touch()
    return folder


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where the library is."""
    return tmp_path / "library" / "library.sqlite"


@pytest.fixture
def library(database: Path) -> Iterator[Library]:
    """An empty library."""
    with open_library(database) as opened:
        yield opened
