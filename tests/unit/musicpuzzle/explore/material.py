"""Made-up songs whose genre, mood, instruments and tempo are drawn apart from each other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.explore.collection import Collection, Numbers, Words

GENRES, MOODS = ("rock", "folk", "dub", "waltz"), ("calm", "tense", "gay")
WIDTH = 64


def made_up(n: int, seed: int = 0, noise: float = 0.05) -> Collection:
    """`n` songs in four genres, three moods, two line-ups and tempi from 60 to 180 BPM."""
    rng = np.random.default_rng(seed)
    genre, mood, players = (rng.integers(kinds, size=n) for kinds in (4, 3, 2))
    tempo = rng.uniform(60, 180, n)
    around = np.outer(tempo / 180, np.linspace(0, 6, WIDTH))
    parts = [_centres(0)[genre], _centres(1)[mood], _centres(2)[players], np.cos(around)]
    parts = [part / np.linalg.norm(part, axis=1, keepdims=True) for part in parts]
    embeddings = np.concatenate(parts, axis=1) + noise * rng.standard_normal((n, 4 * WIDTH))
    tempi = tempo.astype(np.float32)
    return Collection(
        paths=tuple(Path(f"/music/{number}.ogg") for number in range(n)),
        titles=tuple(f"Song {number}" for number in range(n)),
        artists=tuple("" if number % 3 else "Somebody" for number in range(n)),
        embeddings=embeddings.astype(np.float32),
        typical_s=np.zeros(n, np.float32),
        seconds=np.full(n, 61.6, np.float32),
        words={
            "genre": Words.of([GENRES[each] for each in genre]),
            "mood": Words.of([MOODS[each] for each in mood]),
        },
        numbers={"tempo": Numbers(tempi, "BPM")},
    )


def _centres(seed: int) -> NDArray[np.float64]:
    return np.random.default_rng(100 + seed).standard_normal((4, WIDTH))
