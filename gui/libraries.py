"""The heavy libraries, imported by one lane at a time.

Two threads that first import the same package at once may each find it half made: Python breaks
the deadlock of packages that import each other in a circle by handing them out unfinished.
"""

from __future__ import annotations

import threading
from importlib import import_module

from musicpuzzle.games.opponents import offered_names, opponent

MODULES = (
    "av",
    "pyloudnorm",
    "safetensors.torch",
    "scipy.fft",
    "scipy.linalg",
    "scipy.ndimage",
    "scipy.signal",
    "soundfile",
    "soxr",
    "torch",
    "musicpuzzle.games.make",
    "musicpuzzle.games.rebuild",
    "musicpuzzle.games.transitions",
    "musicpuzzle.models.pairs",
    "musicpuzzle.models.store",
)
_LOCK = threading.Lock()


def load() -> None:
    """Import what making and solving puzzles needs; whoever comes second waits.

    Every job of the lanes that makes, draws or solves a puzzle calls it first.
    """
    with _LOCK:
        for name in MODULES:
            import_module(name)
        for name in offered_names():
            opponent(name)
