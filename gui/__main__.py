"""`python -m gui` opens the window."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from musicpuzzle.paths import in_checkout


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


def make_parser() -> argparse.ArgumentParser:
    """What the command line understands."""
    name = "python -m gui" if in_checkout() else "musicpuzzle"
    parser = argparse.ArgumentParser(
        prog=name,
        description="Play a jigsaw on real music.",
        epilog="Without a window: python -m musicpuzzle solve SONG",
    )
    words = "songs or folders to play with; by default those of last time, or the starter songs"
    parser.add_argument("songs", nargs="*", type=Path, help=words)
    parser.add_argument("--seed", type=int, help="draws the first puzzle; by default chance does")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window; the exit code is 0, or 2 where there is no display."""
    options = make_parser().parse_args(arguments)
    problem = display_problem()
    if problem:
        print(problem, file=sys.stderr)
        return 2
    from .app import run

    # Qt's loop never comes back to Python by itself, so Ctrl+C in a terminal would wait.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run(sys.argv[:1], tuple(path.absolute() for path in options.songs), options.seed)


if __name__ == "__main__":
    sys.exit(main())
