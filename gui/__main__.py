"""`python -m gui` opens the window."""

from __future__ import annotations

import os
import signal
import sys


def display_problem() -> str:
    """One sentence when no window can be opened here, else empty."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return ""
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return ""
    return (
        "There is no display to open a window on;"
        " `python -m musicpuzzle solve SONG` plays a puzzle without one."
    )


def main() -> int:
    """Open the window; the exit code is 0, or 2 where there is no display."""
    problem = display_problem()
    if problem:
        print(problem, file=sys.stderr)
        return 2
    from .app import run

    # Qt's loop never comes back to Python by itself, so Ctrl+C in a terminal would wait.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
