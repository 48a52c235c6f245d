"""Modes to JSON and back, so that a half-played run comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from typing import Any, cast

from musicpuzzle.errors import DataError, PuzzleError
from musicpuzzle.games.settings import GAMES, Game, PuzzleSettings
from musicpuzzle.play.modes.again import Again
from musicpuzzle.play.modes.daily import Daily
from musicpuzzle.play.modes.mode import Mode, Tally
from musicpuzzle.play.modes.open_ended import Casual, Rated
from musicpuzzle.play.modes.storm import Storm
from musicpuzzle.play.modes.streak import Streak
from musicpuzzle.play.records import ModeName, one_of

_CLASSES: dict[ModeName, type[Any]] = {
    kind.name: kind for kind in (Rated, Casual, Daily, Streak, Storm, Again)
}
_ADDED = frozenset({"left"})
"""What runs had not yet when the first of them were stored."""


def mode_to_json(mode: Mode) -> dict[str, Any]:
    """Plain values for `mode_from_json`."""
    return {"mode": mode.name, **asdict(cast(Any, mode))}


def mode_from_json(values: Mapping[str, Any]) -> Mode:
    """The mode that `mode_to_json` wrote.

    Raises:
        DataError: it is damaged.
    """
    try:
        kind = _CLASSES[values["mode"]]
        given = {
            field.name: _READERS[field.type](values[field.name])
            for field in fields(kind)
            if field.name in values or field.name not in _ADDED
        }
        return cast(Mode, kind(**given))
    except (KeyError, TypeError, ValueError, PuzzleError) as error:
        raise DataError(f"This stored run is damaged ({error}).") from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither true nor false")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{value!r} is no number")
    return float(value)


def _texts(value: list[object]) -> tuple[str, ...]:
    return tuple(_text(each) for each in value)


def _game(value: object) -> Game:
    return cast(Game, one_of(GAMES, value))


def _tally(value: Mapping[str, Any]) -> Tally:
    return Tally(
        int(value["played"]), int(value["exact"]), int(value["points"]), _number(value["seconds"])
    )


# By what a field's annotation says; those of the modes are all of these kinds.
_READERS: dict[Any, Callable[[Any], Any]] = {
    "str": _text,
    "bool": _flag,
    "float": _number,
    "tuple[str, ...]": _texts,
    "Game": _game,
    "PuzzleSettings": lambda value: PuzzleSettings(**value),
    "Tally": _tally,
}
