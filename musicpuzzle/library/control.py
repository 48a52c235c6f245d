"""How a scan is held, let go on, and given up, from another thread."""

from __future__ import annotations

import threading
import time


class ScanStoppedError(Exception):
    """The scan was given up."""


class ScanControl:
    """What the buttons beside a scan do. The scan asks `check` between any two steps."""

    def __init__(self) -> None:
        self._going = threading.Event()
        self._going.set()
        self._stopped = False
        self._held_s = 0.0

    def pause(self) -> None:
        """Hold the scan at its next step."""
        self._going.clear()

    def resume(self) -> None:
        """Let a held scan go on."""
        self._going.set()

    def cancel(self) -> None:
        """Give the scan up, held or not; what it has done is kept."""
        self._stopped = True
        self._going.set()

    @property
    def paused(self) -> bool:
        """True while it is held."""
        return not self._going.is_set()

    @property
    def held_s(self) -> float:
        """For how many seconds it was held, all pauses together that are over."""
        return self._held_s

    def check(self) -> None:
        """Wait while it is held.

        Raises:
            ScanStoppedError: it was given up.
        """
        if self.paused:
            begun = time.monotonic()
            self._going.wait()
            self._held_s += time.monotonic() - begun
        if self._stopped:
            raise ScanStoppedError
