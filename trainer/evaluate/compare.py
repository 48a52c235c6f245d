"""The command `compare`: all bundled opponents in all games, and how large they are.

It trains nothing, and is `evaluate games` over all that is offered, with one more column.
"""

from __future__ import annotations

import argparse

from musicpuzzle.games.settings import GAMES

from . import arguments
from .command import run

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command on `parser`: those of `evaluate games`."""
    arguments.add_arguments(parser)
    parser.set_defaults(games=[GAMES], parameters=True)
