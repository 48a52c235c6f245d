"""What a key means on the board. Pure: Qt's key codes in, a command out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt

Direction = Literal["left", "right", "up", "down"]
PLACE_KEYS = "1234567890-="
_ARROWS: dict[int, Direction] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}


@dataclass(frozen=True, slots=True)
class Command:
    """What the board shall do.

    Attributes:
        name: pick, place, focus, first, left, right, back, hold, listen or row.
        number: the piece to pick or the place to fill, from 0.
        direction: where the focus goes.
    """

    name: str
    number: int = 0
    direction: Direction = "left"


def command_for(key: int, text: str, modifiers: Qt.KeyboardModifier) -> Command | None:
    """The command of a key press, or None for a key that means nothing here.

    Args:
        key: Qt's code.
        text: what the key types, which knows the keyboard's layout.
        modifiers: what is held with it.
    """
    mask = (
        Qt.KeyboardModifier.ControlModifier
        | Qt.KeyboardModifier.AltModifier
        | Qt.KeyboardModifier.MetaModifier
    )
    held = modifiers & mask
    if key in _ARROWS:
        return _arrow(_ARROWS[key], held)
    if held:
        return None
    return _plain(key, text)


def _arrow(direction: Direction, held: Qt.KeyboardModifier) -> Command | None:
    if not held:
        return Command("focus", direction=direction)
    if held in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier):
        names = {"left": "left", "right": "right", "up": "first", "down": "back"}
        return Command(names[direction])
    return None


def _plain(key: int, text: str) -> Command | None:
    named = {
        Qt.Key.Key_Space: "listen",
        Qt.Key.Key_Return: "row",
        Qt.Key.Key_Enter: "row",
        Qt.Key.Key_R: "row",
        Qt.Key.Key_Backspace: "back",
        Qt.Key.Key_Delete: "back",
        Qt.Key.Key_Period: "hold",
    }
    if key in named:
        return Command(named[Qt.Key(key)])
    if len(text) != 1:
        return None
    if text in PLACE_KEYS:
        return Command("place", PLACE_KEYS.index(text))
    letter = ord(text.upper()) - ord("A")
    return Command("pick", letter) if 0 <= letter < len(PLACE_KEYS) else None
