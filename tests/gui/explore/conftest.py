"""Made-up songs on the page, without a model, a library or a sound card."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from gui.context import Context
from gui.explore.explorer import Explorer
from gui.explore.page import ExplorePage
from gui.lanes import Job
from musicpuzzle.explore.collection import Collection, Numbers, Words
from musicpuzzle.explore.kept_layouts import Layout, keep, marks_of
from musicpuzzle.explore.projection import principal_layout
from musicpuzzle.explore.views import VIEWS, unit_spaces, vectors_of

from ..conftest import bring_up

PATIENCE_MS = 30_000
GENRES, MOODS = ("rock", "folk", "dub"), ("calm", "tense")
RATE_HZ = 44_100


def made_up(n: int, folder: Path = Path("/music")) -> Collection:
    """`n` songs in three genres and two moods, at tempi from 60 to 180 BPM."""
    rng = np.random.default_rng(0)
    kinds = {"genre": GENRES, "mood": MOODS}
    codes = {name: rng.integers(len(values), size=n) for name, values in kinds.items()}
    tempo = rng.uniform(60, 180, n).astype(np.float32)
    embeddings = 0.3 * rng.standard_normal((n, 256)).astype(np.float32)
    for number, name in enumerate(kinds):
        embeddings[np.arange(n), 64 * number + codes[name]] += 3
    embeddings[:, 192] += tempo / 30
    return Collection(
        paths=tuple(folder / f"{song}.wav" for song in range(n)),
        titles=tuple(f"Song {song}" for song in range(n)),
        artists=("Somebody",) * n,
        embeddings=embeddings,
        typical_s=np.full(n, 0.5, np.float32),
        seconds=np.full(n, 2.0, np.float32),
        words={name: Words.of([kinds[name][each] for each in codes[name]]) for name in kinds},
        numbers={"tempo": Numbers(tempo, "BPM")},
        contents=tuple(f"content {song}" for song in range(n)),
    )


def keep_layouts(songs: Collection, folder: Path) -> None:
    """As if they had been laid out before: so that no test waits for it."""
    marks, units = marks_of(songs.embeddings), unit_spaces(songs.embeddings)
    for view in VIEWS:
        layout = Layout(principal_layout(vectors_of(units, view)), is_final=True)
        keep(view, marks, layout, folder)


@pytest.fixture
def maps(tmp_path: Path) -> Path:
    """The folder of kept layouts."""
    return tmp_path / "maps"


@pytest.fixture
def songs(tmp_path: Path) -> Collection:
    """Sixty songs; the first four have a file."""
    for song in range(4):
        noise = 0.1 * np.random.default_rng(song).standard_normal(2 * RATE_HZ)
        soundfile.write(tmp_path / f"{song}.wav", noise.astype(np.float32), RATE_HZ)
    return made_up(60, tmp_path)


@pytest.fixture
def make_page(
    context: Context, maps: Path, qtbot: Any
) -> Iterator[Callable[[Callable[[Job], Collection]], ExplorePage]]:
    """Makes the page and shows it."""
    pages: list[ExplorePage] = []

    def make(gather: Callable[[Job], Collection]) -> ExplorePage:
        page = ExplorePage(context, gather, maps)
        pages.append(page)
        bring_up(page, qtbot, 1100, 720)
        return page

    yield make
    for page in pages:
        page.close_page()
        page.close()


@pytest.fixture
def page(
    make_page: Callable[..., ExplorePage], songs: Collection, maps: Path, qtbot: Any
) -> ExplorePage:
    """The page with songs that had been laid out before."""
    keep_layouts(songs, maps)
    page = make_page(lambda _: songs)
    qtbot.waitUntil(lambda: page.explorer.atlas is not None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: page.explorer.map.layer is not None, timeout=PATIENCE_MS)
    return page


@pytest.fixture
def explorer(page: ExplorePage) -> Explorer:
    """The map and all around it."""
    return page.explorer
