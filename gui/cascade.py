"""Small steps, one at a time, so that the window answers between them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer


class Cascade(QObject):
    """Takes each of its steps in a turn of the event loop of its own."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: deque[Callable[[], None]] = deque()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)

    def start(self, steps: Iterable[Callable[[], None]], pause_ms: int = 0) -> None:
        """Take these steps; what was left of others is dropped.

        Args:
            pause_ms: before each step.
        """
        self._steps = deque(steps)
        self._timer.start(pause_ms)

    def stop(self) -> None:
        """Take no further step."""
        self._steps.clear()
        self._timer.stop()

    def _step(self) -> None:
        if self._steps:
            self._steps.popleft()()
        if not self._steps:
            self._timer.stop()
