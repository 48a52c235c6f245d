"""A display, a tune and the program."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget

from gui.app import make_application, make_context
from gui.play.session import Phase
from gui.window import MainWindow
from musicpuzzle.settings import WINDOW_HEIGHT, WINDOW_WIDTH

from ..display import Program, missing_tools, running_display

RATE_HZ = 44_100
PATIENCE_MS = 60_000
SETTLED_MS = 500
KEPT = {"opponent": "continuity", "pieces": 4, "volume": 1.0}


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """An X server that all journeys share."""
    if missing_tools():
        pytest.skip(f"there is no {' and no '.join(missing_tools())}")
    with running_display() as name:
        yield name


@pytest.fixture(scope="session")
def tune(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty seconds in which no two stretches are the same."""
    import soundfile

    path = tmp_path_factory.mktemp("tunes") / "Journey.flac"
    times = np.arange(30 * RATE_HZ) / RATE_HZ
    pitch = 196.0 * 2 ** (np.floor(times * 3) * 7 % 19 / 12)
    left = 0.3 * np.sin(2 * np.pi * np.cumsum(pitch) / RATE_HZ)
    hiss = 0.1 * np.random.default_rng(3).standard_normal((times.size, 2))
    soundfile.write(path, left[:, None] * (1.0, 0.6) + hiss, RATE_HZ, subtype="PCM_16")
    return path


@dataclass(frozen=True)
class Spots:
    """Where things are in a window of the default size, in pixels from its corner."""

    tiles: list[tuple[int, int]]
    places: list[tuple[int, int]]
    submit: tuple[int, int]
    new: tuple[int, int]


@pytest.fixture
def spots(own_home: Path, qtbot: Any) -> Iterator[Callable[[Path, int], Spots]]:
    """Looks a puzzle up in a window of the test's own that nobody sees."""
    application = make_application([])
    context = make_context(application)
    window = MainWindow(context)
    qtbot.addWidget(window)

    def middle(widget: QWidget) -> tuple[int, int]:
        centre = widget.mapTo(window, widget.rect().center())
        return centre.x(), centre.y()

    def look(tune: Path, seed: int) -> Spots:
        window.show()
        # The screen that nobody sees is smaller than the one of the journey.
        window.resize(WINDOW_WIDTH.default, WINDOW_HEIGHT.default)
        window.start((tune,), seed)
        play = window.play
        qtbot.waitUntil(lambda: play.session.phase is Phase.PLAYING, timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: play.session.answer is not None, timeout=PATIENCE_MS)
        tiles = [middle(tile) for tile in play.board.tiles]
        places = [middle(place) for place in play.board.places]
        for piece in range(play.session.deal.puzzle.n if play.session.deal else 0):
            play.commands.place(piece, piece)
        # A full row grows over its empty tray, and the button under it moves.
        qtbot.wait(SETTLED_MS)
        submit = middle(play.strip.submit)
        play.session.submit()
        # The result lays itself out when the window next has time.
        qtbot.wait(50)
        return Spots(tiles, places, submit, middle(play.result.new))

    yield look
    window.close()
    context.theme.close()
    context.theme.setParent(None)


@pytest.fixture
def start(display: str, own_home: Path) -> Iterator[Callable[..., Program]]:
    """Start the program; it is ended with the test."""
    (own_home / "config").mkdir(parents=True)
    (own_home / "config" / "settings.json").write_text(json.dumps(KEPT))
    programs: list[Program] = []

    def starter(*arguments: str, **env: str) -> Program:
        programs.append(Program(display, list(arguments), env))
        return programs[-1]

    yield starter
    for program in programs:
        program.stop()
