"""Asking a run to end: by signal, by a line on standard input, or by the parent's death."""

from __future__ import annotations

import signal
import sys
import threading
from types import FrameType
from typing import Literal

from musicpuzzle.jobs import CANCEL

Reason = Literal["stopped", "cancelled"]


class StoppedEarlyError(Exception):
    """Somebody wanted the run to end before its first step."""


class StopRequest:
    """Remembers that somebody wants the run to end. The loop asks after every step.

    As a context it answers SIGINT and SIGTERM: the first asks to save and end, a second interrupts
    at once.
    """

    def __init__(self) -> None:
        self.reason: Reason | None = None
        self._before: dict[int, object] = {}

    def ask(self, reason: Reason) -> None:
        """Ask to end; the first reason holds."""
        if self.reason is None:
            self.reason = reason

    @property
    def asked(self) -> bool:
        """Whether somebody wants the run to end."""
        return self.reason is not None

    def __enter__(self) -> StopRequest:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._on_signal)
        return self

    def __exit__(self, *error: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if self.reason is not None:
            raise KeyboardInterrupt
        self.ask("stopped")

    def watch_standard_input(self) -> None:
        """Obey lines from a parent process from now on; the end of the input asks to stop.

        The thread waits in a read for as long as the parent lives, so it is a daemon.
        """
        threading.Thread(target=self._read, name="standard input", daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            if line.strip():
                self.ask("cancelled" if line.strip() == CANCEL else "stopped")
        self.ask("stopped")
