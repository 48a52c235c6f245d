"""Opens the history, resizes it, goes through its parts, and prints the events that took long.

Run as a script: watched_history.py FRAMES
"""

from __future__ import annotations

import sys

from watching import Watched, watch

from gui.window import MainWindow
from musicpuzzle.settings import WINDOW_HEIGHT, WINDOW_WIDTH
from tests.journeys.waiting import pause, wait

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
        pause(SETTLE_MS // 3)
    application.phase = "tabs"
    for tab in (1, 2, 0, 1):
        page.tabs.setCurrentIndex(tab)
        pause(SETTLE_MS)
    application.phase = "sort"
    for column in range(page.rounds.model.columnCount()):
        page.rounds.model.sort(column)
        pause(SETTLE_MS // 3)
    application.phase = "again"
    window.show_page("play")
    pause(SETTLE_MS)
    window.show_page("history")
    wait(lambda: page._job is None)
    pause(SETTLE_MS)


if __name__ == "__main__":
    watch(float(sys.argv[1]), look_around)
