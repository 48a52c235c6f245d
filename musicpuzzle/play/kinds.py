"""The games, and which of them have one right order."""

from __future__ import annotations

from typing import Literal, get_args

GameName = Literal["jigsaw", "sequencing", "medley"]
GAMES: tuple[GameName, ...] = get_args(GameName)

RATED_GAMES: tuple[GameName, ...] = ("jigsaw", "sequencing")
"""A medley of a person's own songs has no single right order, so it moves no rating."""
