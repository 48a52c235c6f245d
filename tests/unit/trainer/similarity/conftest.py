"""Songs whose likeness is known."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from trainer.similarity.songs import LabelledSong

Maker = Callable[..., LabelledSong]
GENRES, MOODS, LEADS = ("jazz", "rock", "waltz"), ("dark", "bright"), ("piano", "brass", "flutes")


def toy_song(seed: int, *, split: str = "train", frames: int = 300) -> LabelledSong:
    """A generated song in which each label is one plain property of its log-mel."""
    rng = np.random.default_rng(seed)
    genre, mood, lead = (rng.integers(len(words)) for words in (GENRES, MOODS, LEADS))
    bpm = float(rng.uniform(70, 160))
    bands = rng.uniform(0.0, 0.2, (128, frames))
    bands[5 + 12 * genre : 12 + 12 * genre] += 1.0
    bands[50 + 15 * mood : 60 + 15 * mood] += 1.0
    bands[85 + 12 * lead : 92 + 12 * lead] += 1.0
    beat = (np.arange(frames) * 512 / 22050 * bpm / 60) % 1 < 0.2
    bands[:, beat] += 0.8
    return LabelledSong(
        f"song {seed}", "generated", split, bands.astype(np.float16),
        artist="Music Puzzle", source="composed", genre=GENRES[genre], mood=MOODS[mood],
        lead=LEADS[lead], classes=frozenset({LEADS[lead]}), tempo_bpm=bpm,
    )  # fmt: skip


@pytest.fixture(name="toys", scope="session")
def _toys() -> list[LabelledSong]:
    return [toy_song(seed) for seed in range(60)]
