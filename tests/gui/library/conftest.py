"""Three songs in a library, and the page that shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from gui.context import Context
from gui.lanes import Job
from gui.library.columns import COLUMNS
from gui.library.page import LibraryPage
from gui.library.scanner import NAME
from gui.widgets import Bar
from musicpuzzle.library.library import Library
from musicpuzzle.library.opening import open_library
from musicpuzzle.library.places import default_database
from musicpuzzle.library.scan import scan

from ..conftest import bring_up

PATIENCE_MS = 60_000
RATE_HZ = 8_000
Show = Callable[[], LibraryPage]
NAMES = [column.name for column in COLUMNS]


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """Three songs, and a file that is none."""
    folder = tmp_path / "music"
    folder.mkdir()
    for seed, name in enumerate(("Alpha", "Beta", "Gamma")):
        noise = 0.1 * np.random.default_rng(seed).normal(size=RATE_HZ * (seed + 1))
        soundfile.write(folder / f"{name}.wav", noise, RATE_HZ)
    (folder / "empty.mp3").touch()
    return folder


@pytest.fixture
def scanned(music: Path) -> Path:
    """The same in the person's library."""
    from musicpuzzle.library.folders import add_folders

    with open_library() as library:
        add_folders(library, [music])
        scan(library)
    return music


@pytest.fixture
def shown(context: Context, qtbot: Any) -> Iterator[Show]:
    """Makes the page, shows it, and waits until all is read."""
    pages: list[LibraryPage] = []

    def show() -> LibraryPage:
        page = LibraryPage(context)
        pages.append(page)
        bring_up(page, qtbot, 1100, 700)
        settle(context, qtbot)
        return page

    yield show
    for page in pages:
        page.close_page()
        page.close()


def settle(context: Context, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: not other_jobs(context, NAME), timeout=PATIENCE_MS)


def other_jobs(context: Context, name: str) -> list[Job]:
    return [job for job in context.lanes.jobs if job.name != name]


def bars(page: LibraryPage) -> list[str]:
    return [bar.text.text() for bar in page.findChildren(Bar) if bar.isVisible()]


def texts(page: LibraryPage, column: str) -> list[str]:
    at = NAMES.index(column)
    return [page.model.index(row, at).data() for row in range(page.model.rowCount())]


def kept() -> Library:
    return open_library(default_database())
