"""Times of several ways of doing the same, taken in turn so that the machine is fair to all."""

from __future__ import annotations

import time
from collections.abc import Callable


def fastest_s(*ways: Callable[[], object], rounds: int = 7) -> list[float]:
    """The shortest time of each way over `rounds` rounds, in seconds; one round more to warm up."""
    best = [float("inf")] * len(ways)
    for turn in range(rounds + 1):
        for index, way in enumerate(ways):
            start = time.perf_counter()
            way()
            seconds = time.perf_counter() - start
            if turn:
                best[index] = min(best[index], seconds)
    return best
