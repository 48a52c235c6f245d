"""The installed command `musicpuzzle`: the window, or what works without one.

It lies here because the core may not import the window.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

HEADLESS = ("solve", "review", "rate", "scan", "similar", "map", "agree")
"""First words that mean a command of `musicpuzzle.cli`; anything else is meant for the window."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window, on songs where some are named, or run a headless command.

    Args:
        arguments: the words after the command; by default those of the command line.

    Returns:
        The exit code.
    """
    words = sys.argv[1:] if arguments is None else list(arguments)
    if words and words[0] in HEADLESS:
        from musicpuzzle.cli import main as headless

        return headless(words)
    from .__main__ import main as window

    return window(words)
