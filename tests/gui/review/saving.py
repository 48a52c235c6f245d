"""Saving a picture of the review, as a person does it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from gui.review import ReviewPage

PATIENCE_MS = 30_000


def save_as(page: ReviewPage, ask: Callable[[], object], path: Path, qtbot: Any) -> None:
    """Ask for a picture to be saved, name the file, and wait until the page says that it is."""
    ask()
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    qtbot.waitUntil(path.exists, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: path.name in page.line.text())
