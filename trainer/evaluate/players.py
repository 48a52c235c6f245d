"""Who plays: opponents of the game by name, or a trained model by its file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from musicpuzzle.games.opponents import (
    MODEL_SUFFIX,
    Opponent,
    offered_names,
    opponent,
    opponent_names,
)
from musicpuzzle.models.card import read_card, read_part
from musicpuzzle.models.registry import network_names
from musicpuzzle.paths import asset

OPPONENTS = (
    "sen", "sen-plus", "segue", "sn", "cin", "ccsn", "tsn", "opn",
    "chance", "continuity", "waveform", "pulse",
)  # fmt: skip


class Players(Protocol):
    """Who plays. It may be sent to another process."""

    def digests(self) -> Mapping[str, str]:
        """By the name of each player: what tells its weights from others, empty without any."""
        ...

    def parameters(self) -> Mapping[str, int]:
        """By the name of each player: how many numbers it learned."""
        ...

    def player(self, name: str) -> Opponent:
        """The player of that name, the same each time within a process."""
        ...


@dataclass(frozen=True, slots=True)
class GamePlayers:
    """The opponents of the game.

    Attributes:
        names: as `musicpuzzle.games.opponents.opponent` takes them.
    """

    names: tuple[str, ...]

    def digests(self) -> Mapping[str, str]:
        """A hash of the weights' file of each.

        Raises:
            ModelError: the file of a model cannot be read.
        """
        return {name: _digest(weights_path(name)) for name in self.names}

    def parameters(self) -> Mapping[str, int]:
        """What the card beside the weights says of each; 0 for one without weights.

        Raises:
            ModelError: a card cannot be read, or what lies there is none.
        """
        weights = {name: weights_path(name) for name in self.names}
        return {
            name: 0 if path is None else read_card(path).parameters
            for name, path in weights.items()
        }

    def player(self, name: str) -> Opponent:
        """The opponent of that name."""
        return opponent(name)


def offered_players() -> tuple[str, ...]:
    """Those of OPPONENTS that can play: a network needs its bundled model."""
    offered = offered_names()
    return tuple(name for name in OPPONENTS if name in offered)


def is_player(name: str) -> bool:
    """Whether it is the name of an opponent, or the file of a model."""
    return name in opponent_names() or name.endswith(MODEL_SUFFIX)


def weights_path(name: str) -> Path | None:
    """Where a player's weights lie; None for one that has learned nothing."""
    if name.endswith(MODEL_SUFFIX):
        return Path(name)
    return asset("models", f"{name}{MODEL_SUFFIX}") if name in network_names() else None


def _digest(path: Path | None) -> str:
    return "" if path is None else hashlib.blake2b(read_part(path), digest_size=16).hexdigest()
