"""Who plays against a person: opponents by name, imported when one is first asked for."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from musicpuzzle.errors import PuzzleError
from musicpuzzle.games.opponents.thinking import (
    CancelledError,
    Opponent,
    SharedFeatures,
    Thought,
)
from musicpuzzle.games.settings import Game
from musicpuzzle.paths import asset

__all__ = [
    "CancelledError",
    "Opponent",
    "SharedFeatures",
    "Thought",
    "offered_names",
    "opponent",
    "opponent_names",
    "plays",
]

MODEL_SUFFIX = ".safetensors"
# Who has learned one game alone: in another it would guess.
_ONLY: dict[str, Game] = {"segue": "medley"}
_MODULES = {
    "sen-plus": "network",
    "segue": "network",
    "sen": "network",
    "sn": "network",
    "cin": "network",
    "ccsn": "network",
    "tsn": "network",
    "opn": "network",
    "pulse": "pulse",
    "waveform": "waveform",
    "continuity": "continuity",
    "chance": "chance",
}


def opponent_names() -> tuple[str, ...]:
    """The names that `opponent` knows, the default opponent of the game first."""
    return tuple(_MODULES)


def plays(name: str, game: Game) -> bool:
    """Whether an opponent is one for that game."""
    return _ONLY.get(name, game) == game


def offered_names(game: Game | None = None) -> tuple[str, ...]:
    """Those of `opponent_names` that can play: a network needs its bundled model.

    Args:
        game: leaves out those that are no opponents in this game.
    """
    return tuple(
        name
        for name, module in _MODULES.items()
        if (game is None or plays(name, game))
        and (module != "network" or asset("models", name + MODEL_SUFFIX).is_file())
    )


@lru_cache(maxsize=8)
def opponent(name: str) -> Opponent:
    """The opponent of that name, always the same one, so that its model is loaded once.

    Args:
        name: one of `opponent_names`, or the path of a trained model (`.safetensors`).

    Raises:
        PuzzleError: there is none of that name.
    """
    module = "network" if name.endswith(MODEL_SUFFIX) else _MODULES.get(name)
    if module is None:
        raise PuzzleError(f"There is no opponent {name!r}; there are {', '.join(_MODULES)}.")
    made: Opponent = import_module(f"{__name__}.{module}").make(name)
    return made
