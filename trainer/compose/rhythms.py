"""Rhythms of melodies, a bar each: `x` a note, `-` holds it, `.` rests; a character a sixteenth.

FEELS are the cells that themes are made of; CADENCES end a phrase and leave room to breathe;
PICKUPS lead into the next phrase from the end of such a rest.
"""

from __future__ import annotations

import random

from .style import pattern


def _cells(text: str) -> tuple[str, ...]:
    return tuple(pattern(line) for line in text.strip().splitlines())


FEELS: dict[str, tuple[str, ...]] = {
    "straight": _cells("""
        x--- ---- x--- ----
        x--- ---- ---- x---
        x--- x--- ---- x---
        x--- --x- ---- x---
        .... x--- x--- x---
        x--- x--- x--- x---
        x--- --x- x--- ----
        x--- x-x- x--- ----
        ..x- x-x- x--- ----
        x-x- x--- x-x- ----
        x--- x--- x-x- x---
        x--- --x- x--- x---
        x-x- x-x- x--- x---
        ..x- x-x- x-x- x---
        x--x --x- x-x- x---
        x-x- x--- ..x- x-x-
        x-x- x-x- x-x- x-x-
        x-xx x-x- x--x --x-
        """),
    "syncopated": _cells("""
        x--- --x- ---- ----
        ..x- ---- x--- ----
        x--x ---- --x- ----
        ..x- --x- ---- x---
        x--x --x- ---- x---
        ..x- -x-- x--- ....
        x-x- -x-- x--- ....
        x--x --x- ..x- x---
        ...x --x- x--- x-x-
        x--x --x- --x- x-x-
        x-x- -x-x -x-- x---
        ..xx -x-- xx-x -x--
        x--x -xx- x-x- -x--
        x-xx -x-x ..xx -x--
        """),
    "swing": _cells("""
        x--- ---- x--- ----
        ..x- ---- ..x- ----
        x--- --x- ---- ....
        ..x- x--- --x- ----
        x--- x-x- ..x- x---
        ..x- x-x- x--- ..x-
        x-x- x-x- x--- --x-
        x--- --x- ..x- x-x-
        .... x-x- x-x- x---
        x-x- x--- x-x- x---
        x-x- x-x- x-x- --x-
        ..x- x-x- x-x- x-x-
        """),
    "riff": _cells("""
        x--- ---- .... ....
        x--- x--- .... ....
        x-x- x--- .... ..x-
        ..x- x-x- x--- ....
        x--- x-x- x--- ....
        x-x- x-x- x--- ....
        ..x- x-x- x-x- x---
        x-x- x--x x-x- ..x-
        x--x x-x- x-x- x---
        x-x- x-x- x--x x-x-
        """),
    "flowing": _cells("""
        x--- ---- x--- ----
        x--- x--- x--- x---
        x--- x-x- x--- x-x-
        x--- x-x- x-x- x---
        x-x- x-x- x--- x-x-
        x-x- x-x- x-x- x-x-
        x-xx x-x- x-xx x-x-
        x--- xxxx x-x- x-x-
        x-x- xxxx x--- xxxx
        ..x- x-x- x-x- x-x-
        """),
    "wide": _cells("""
        x--- ---- ---- ----
        x--- ---- x--- ----
        x--- ---- ---- x---
        .... .... x--- ----
        .... x--- ---- x---
        x--- ---- x--- x---
        x--- x--- ---- x---
        x--- --x- x--- ----
        """),
    "chip": _cells("""
        x--- x--- x--- x---
        x--- x-x- x--- x-x-
        x-x- x-x- x--- x---
        x--x --x- x-x- x-x-
        x-x- x-xx x-x- x---
        xxx- x-x- xxx- x-x-
        x-xx x-xx x-x- x-x-
        """),
    "tango": _cells("""
        x--- ---- x--- x---
        x--x --x- x--- ....
        x--- --xx x-x- x---
        x-x- x-x- x--- ....
        xxx- x--- xxx- x---
        x--x x-x- x--x x-x-
        x-x- x-x- x-xx x-x-
        """),
    "three": _cells("""
        x--- ---- ----
        x--- ---- x---
        x--- x--- ----
        x--- x--- x---
        x--- --x- x---
        .... x--- x---
        x--- x-x- x---
        x-x- x--- x---
        x--- x-x- x-x-
        x-x- x-x- x-x-
        """),
    "jig": _cells("""
        x--- -- x--- --
        x--- x- x--- --
        x--- x- x--- x-
        x--- x- x-x- x-
        x-x- x- x--- x-
        x-x- x- x-x- x-
        """),
}

CADENCES: dict[int, tuple[str, ...]] = {
    16: _cells("""
        x--- ---- ---- ....
        x--- x--- ---- ....
        x-x- x--- ---- ....
        x--- --x- ---- ....
        x--- x--- x--- ....
        x-x- x-x- x--- ....
        """),
    12: _cells("""
        x--- ---- ....
        x--- ---- --..
        x--- x--- ....
        x-x- x--- ....
        """),
}

JIG_CADENCES = _cells("""
    x--- -- x--- ..
    x--- x- x--- ..
    x-x- x- x--- ..
    x--- x- ---- ..
    """)

PICKUPS: dict[str, tuple[str, ...]] = {
    "straight": ("x-x-", "..x-"),
    "syncopated": ("..x-", ".x-x"),
    "swing": ("x-x-", "..x-"),
    "riff": ("..x-",),
    "flowing": ("x-x-", "..x-", "..xx"),
    "wide": (),
    "chip": ("x-x-", "xxxx"),
    "tango": ("..xx", "x-x-"),
    "three": ("x---", "x-x-"),
    "jig": ("..x-",),
}


def onsets(cell: str) -> int:
    """How many notes a cell has."""
    return cell.count("x")


def draw_cell(feel: str, notes: float, rng: random.Random, avoid: tuple[str, ...] = ()) -> str:
    """A cell of the feel with about `notes` notes; not one of `avoid` where there is a choice."""
    cells = [cell for cell in FEELS[feel] if cell not in avoid] or list(FEELS[feel])
    weights = [2.0 ** -(abs(onsets(cell) - notes) ** 1.6) + 1e-6 for cell in cells]
    return rng.choices(cells, weights=weights)[0]


def draw_cadence(feel: str, notes: float, rng: random.Random) -> str:
    """A bar that ends a phrase."""
    cells = JIG_CADENCES if feel == "jig" else CADENCES[len(FEELS[feel][0])]
    weights = [2.0 ** -abs(onsets(cell) - 0.7 * notes) + 1e-6 for cell in cells]
    return rng.choices(cells, weights=weights)[0]


def notes_of(cell: str) -> list[tuple[int, int]]:
    """(first step, steps) of the notes of a cell or of several in a row."""
    found: list[tuple[int, int]] = []
    for step, char in enumerate(cell):
        if char == "x":
            found.append((step, 1))
        elif char == "-" and found and sum(found[-1]) == step:
            found[-1] = (found[-1][0], found[-1][1] + 1)
    return found
