"""Windows that nobody sees, and a check that none of them, nor a timer, is left behind."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

# Before PySide6 is imported anywhere: a display is not needed.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QCursor, QImage
from PySide6.QtWidgets import QApplication, QWidget

from gui.context import Context
from gui.lanes import Job, Lanes
from gui.play import pictures as pictures_module
from gui.play import turns
from gui.play.deal import Deal, Request, make_deal
from gui.play.pictures import make_pictures
from gui.play.session import Phase
from gui.play.songs import Song, Source
from gui.sound import Player
from gui.theme.theme import Theme
from gui.window import MainWindow
from musicpuzzle.audio.clip import Clip
from musicpuzzle.games.puzzle import Fragment, Puzzle, pieces_of
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.play.records import SongRef
from musicpuzzle.settings import MOTION, OPPONENT, Settings

RATE_HZ = 44_100
PATIENCE_MS = 30_000
NOWHERE = (-1000, -1000)


# The platform without a screen says so of itself, whatever a window does.
OFFSCREEN_NOISE = "This plugin does not support"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let Qt's other warnings fail a test, but not what the offscreen platform lacks."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN_NOISE, extend=True))


def bring_up(widget: QWidget, qtbot: Any, width: int, height: int) -> None:
    """Show a widget of some size, with the keys in it; it is closed with the test."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()


@pytest.fixture(autouse=True)
def no_leaked_windows() -> Iterator[None]:
    """Fail when a window is still shown, or a timer without an owner among them still runs."""
    yield
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return
    # What the next test shows must not find itself under the pointer of this one.
    QCursor.setPos(*NOWHERE)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    shown = [widget for widget in application.topLevelWidgets() if widget.isVisible()]
    assert not shown, f"windows left open: {shown}"
    running = [timer for timer in application.findChildren(QTimer) if timer.isActive()]
    assert not running, f"timers left running: {running}"


@pytest.fixture
def context(qapp: QApplication) -> Iterator[Context]:
    """Settings of the test's own, a theme, lanes, and a player that needs no sound card."""
    settings = Settings()
    settings.put(OPPONENT, "chance")
    settings.put(MOTION, False)
    theme = Theme(qapp, "light")
    context = Context(settings, theme, Lanes(), Player())
    yield context
    context.lanes.close()
    context.player.close()
    theme.close()
    theme.setParent(None)
    theme.deleteLater()


@pytest.fixture
def window(context: Context, qtbot: Any) -> Iterator[MainWindow]:
    """The window, shown; nothing is started yet."""
    window = MainWindow(context)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    yield window
    # The second time it asks nothing any more.
    _ = window.close() or window.close()
    window.deleteLater()


@pytest.fixture(scope="session")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty seconds of a tune in which no two stretches are the same."""
    import soundfile

    path = tmp_path_factory.mktemp("songs") / "Tune of Tests.wav"
    times = np.arange(30 * RATE_HZ) / RATE_HZ
    pitch = 220.0 * 2 ** (np.floor(times * 2) * 5 % 17 / 12)
    tune = 0.3 * np.sin(2 * np.pi * np.cumsum(pitch) / RATE_HZ)
    tune += 0.05 * np.random.default_rng(1).standard_normal(times.size)
    soundfile.write(path, tune.astype(np.float32), RATE_HZ, subtype="PCM_16")
    return path


@pytest.fixture(scope="session")
def dealt(song: Path) -> tuple[Deal, tuple[QImage, ...]]:
    """A real puzzle of six pieces with its pictures, made once."""
    source = Source(song.name, (Song(song, song.stem),), str(song))
    job = Job(lambda _: None)
    deal = make_deal(Request(PuzzleSettings(), 5, source), job)
    assert deal is not None
    return deal, make_pictures(deal.pieces, job)[1]


@pytest.fixture
def playing(
    window: MainWindow,
    dealt: tuple[Deal, tuple[QImage, ...]],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: Any,
) -> MainWindow:
    """The window with that puzzle and an opponent that is ready."""
    play = window.play.session
    deal, pictures = dealt
    with monkeypatch.context() as patch:
        patch.setattr(turns, "make_deal", lambda _, job: replace(deal, job_id=job.job_id))
        patch.setattr(pictures_module, "make_pictures", lambda _, job: (job.job_id, pictures))
        play.new_puzzle()
        qtbot.waitUntil(lambda: play.phase is Phase.PLAYING, timeout=PATIENCE_MS)
        qtbot.waitUntil(
            lambda: bool(play.pictures) and play.answer is not None, timeout=PATIENCE_MS
        )
    return window


@pytest.fixture
def make_hand_deal() -> Callable[..., Deal]:
    """Deals that need neither a file nor a network: noise, cut by hand."""

    def make(n: int = 4, piece_s: float = 1.0, gap_s: float = 0.25) -> Deal:
        settings = PuzzleSettings(pieces=n, gap_s=gap_s, total_s=n * piece_s)
        length, gap = round(piece_s * RATE_HZ), round(gap_s * RATE_HZ)
        fragments = tuple(Fragment("hand", 1000 + k * (length + gap), length) for k in range(n))
        puzzle = Puzzle("hand", RATE_HZ, settings, 0, fragments, tuple(reversed(range(n))))
        noise = np.random.default_rng(n).uniform(-0.3, 0.3, (2, puzzle.window_samples))
        window = Clip(noise.astype(np.float32), RATE_HZ)
        song = Song(Path("hand.wav"), "By Hand")
        pieces = tuple(pieces_of(puzzle, window))
        refs = (SongRef("hand", "hand.wav", song.title),)
        return Deal(0, puzzle, song, Source("Hand", (song,)), window, pieces, songs=refs)

    return make
