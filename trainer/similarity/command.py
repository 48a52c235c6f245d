"""`python -m trainer similarity`: train the similarity network."""

from __future__ import annotations

import argparse

from ..train import command
from ..train.arguments import add_similarity_arguments

run = command.run


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The flags of every run, and those of this one."""
    command.add_arguments(parser)
    add_similarity_arguments(parser)
