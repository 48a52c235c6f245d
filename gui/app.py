"""Builds the application. Importing this loads no torch, librosa, sounddevice or sklearn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from musicpuzzle.settings import OUTPUT_DEVICE, THEME, Settings

from .context import Context
from .crash import CrashReporter
from .lanes import Lanes
from .sound import Player
from .theme.theme import Theme
from .window import MainWindow


def make_application(arguments: Sequence[str]) -> QApplication:
    """The QApplication, or the one there is already, with its name and style."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(list(arguments))
    application.setApplicationName("Music Puzzle")
    application.setApplicationDisplayName("Music Puzzle")
    application.setDesktopFileName("musicpuzzle")
    # One style everywhere, since the style sheet is written for its boxes.
    application.setStyle("Fusion")
    return application


def make_context(application: QApplication) -> Context:
    """Settings, theme, lanes and player; the sound device is opened in the background."""
    settings = Settings()
    context = Context(
        settings=settings,
        theme=Theme(application, settings.get(THEME)),
        lanes=Lanes(application),
        player=Player(application),
    )
    context.player.open(settings.get(OUTPUT_DEVICE) or None)
    return context


def run(arguments: Sequence[str], paths: tuple[Path, ...] = (), seed: int | None = None) -> int:
    """Open the window and stay until it is closed.

    Args:
        arguments: the program's name and what is meant for Qt.
        paths: songs or folders to begin with; by default those of last time.
        seed: draws the first puzzle; by default chance does.

    Returns:
        The program's exit code.
    """
    application = make_application(arguments)
    CrashReporter(application).install()
    context = make_context(application)
    try:
        window = MainWindow(context)
        window.show()
        window.start(paths, seed)
        return application.exec()
    finally:
        # Also when the window could not be built: their threads would keep the process alive.
        context.lanes.close()
        context.player.close()
