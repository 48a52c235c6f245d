"""Opens the history, resizes it, goes through its parts, and prints the events that took long.

As `watched.py` does for a round. Run as a script: watched_history.py LIMIT_MS
"""

from __future__ import annotations

import json
import sys

from PySide6.QtTest import QTest
from watched import Watched, wait

from gui.app import make_application, make_context
from gui.window import MainWindow
from musicpuzzle.settings import WINDOW_HEIGHT, WINDOW_WIDTH

SETTLE_MS = 150


def look_around(application: Watched, window: MainWindow) -> None:
    """Everything that a person does with a history."""
    page = window.history
    application.phase = "open"
    window.show_page("history")
    wait(lambda: page.faces.currentWidget() is page.progress)
    wait(lambda: page.progress.rating.plot._is_drawn)
    application.phase = "size"
    for step in range(1, 6):
        window.resize(WINDOW_WIDTH.default - 20 * step, WINDOW_HEIGHT.default - 10 * step)
        QTest.qWait(SETTLE_MS // 3)
    application.phase = "tabs"
    for tab in (1, 2, 0, 1):
        page.tabs.setCurrentIndex(tab)
        QTest.qWait(SETTLE_MS)
    application.phase = "sort"
    for column in range(page.rounds.model.columnCount()):
        page.rounds.model.sort(column)
        QTest.qWait(SETTLE_MS // 3)
    application.phase = "again"
    window.show_page("play")
    QTest.qWait(SETTLE_MS)
    window.show_page("history")
    wait(lambda: page._job is None)
    QTest.qWait(SETTLE_MS)


def main() -> None:
    """Look around and report."""
    application = Watched(float(sys.argv[1]))
    make_application([])
    window = MainWindow(make_context(application))
    window.show()
    QTest.qWait(2 * SETTLE_MS)
    try:
        look_around(application, window)
    finally:
        window.close()
    sys.stdout.write(json.dumps(application.slow))


if __name__ == "__main__":
    main()
