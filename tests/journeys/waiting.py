"""Ways to let events come, for a while or until something has happened."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer

PATIENCE_S = 60.0
POLL_MS = 10


def pause(milliseconds: int) -> None:
    """Let events come for a while.

    QTest.qWait would hold Python's lock meanwhile, and nothing else could go on.
    """
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait(condition: Callable[[], bool]) -> None:
    """Let events come until a condition holds.

    Raises:
        TimeoutError: it does not within a minute.
    """
    deadline_s = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > deadline_s:
            raise TimeoutError
        pause(POLL_MS)
