from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gui.play.keys import Command, command_for

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
PAD = Qt.KeyboardModifier.KeypadModifier


@pytest.mark.parametrize(
    ("key", "text", "modifiers", "command"),
    [
        (Qt.Key.Key_A, "a", NONE, Command("pick", 0)),
        (Qt.Key.Key_L, "L", Qt.KeyboardModifier.ShiftModifier, Command("pick", 11)),
        (Qt.Key.Key_M, "m", NONE, None),
        (Qt.Key.Key_1, "1", NONE, Command("place", 0)),
        (Qt.Key.Key_9, "9", PAD, Command("place", 8)),
        (Qt.Key.Key_0, "0", NONE, Command("place", 9)),
        (Qt.Key.Key_Minus, "-", NONE, Command("place", 10)),
        (Qt.Key.Key_Equal, "=", NONE, Command("place", 11)),
        (Qt.Key.Key_Space, " ", NONE, Command("listen")),
        (Qt.Key.Key_Return, "\r", NONE, Command("row")),
        (Qt.Key.Key_Enter, "\r", PAD, Command("row")),
        (Qt.Key.Key_R, "r", NONE, Command("row")),
        (Qt.Key.Key_Backspace, "\b", NONE, Command("back")),
        (Qt.Key.Key_Delete, "\x7f", NONE, Command("back")),
        (Qt.Key.Key_Period, ".", NONE, Command("hold")),
        (Qt.Key.Key_Left, "", NONE, Command("focus", direction="left")),
        (Qt.Key.Key_Down, "", PAD, Command("focus", direction="down")),
        (Qt.Key.Key_Left, "", CTRL, Command("left")),
        (Qt.Key.Key_Right, "", ALT, Command("right")),
        (Qt.Key.Key_Up, "", CTRL, Command("first")),
        (Qt.Key.Key_Down, "", CTRL, Command("back")),
        (Qt.Key.Key_Left, "", CTRL | ALT, None),
        (Qt.Key.Key_A, "\x01", CTRL, None),
        (Qt.Key.Key_1, "1", ALT, None),
        (Qt.Key.Key_F5, "", NONE, None),
        (Qt.Key.Key_unknown, "é", NONE, None),
    ],
)
def test_commands(
    key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier, command: Command | None
) -> None:
    assert command_for(key, text, modifiers) == command
