"""Moods: what a mood does to mode, density, register, touch and loudness, whatever the style."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mood:
    """One mood.

    Attributes:
        name: its label.
        mode: a mode of theory.MODES.
        notes_per_s: how many melody notes a second it likes.
        register: semitones that the lead lies above (below) the middle of its instrument.
        touch: share of a note's written length that sounds.
        velocity: added to every velocity.
        leaps: weight of melodic leaps; above 1 they are rare, below 1 welcome.
        room: factor on the reverb.
        tilt_db: treble of the mix, dB from the middle of the spectrum to its top.
        bridges: (semitones from the tonic, mode) that the bridge may move to.
        lift: chance that the last chorus is raised, where the style allows it.
    """

    name: str
    mode: str
    notes_per_s: float
    register: int
    touch: float
    velocity: int
    leaps: float
    room: float
    tilt_db: float
    bridges: tuple[tuple[int, str], ...]
    lift: float = 0.0


_MAJOR_BRIDGES = ((9, "minor"), (5, "major"), (8, "lydian"), (3, "major"))
_MINOR_BRIDGES = ((3, "major"), (5, "minor"), (8, "lydian"))

_ALL = (
    Mood("bright", "major", 2.9, 3, 0.88, 6, 0.9, 0.9, 1.0, _MAJOR_BRIDGES, 0.6),
    Mood(
        "tender",
        "major",
        1.8,
        0,
        1.0,
        -10,
        1.15,
        1.25,
        -0.5,
        ((9, "minor"), (5, "lydian"), (2, "minor")),
    ),
    Mood(
        "playful",
        "mixolydian",
        3.1,
        4,
        0.6,
        2,
        0.75,
        0.8,
        1.0,
        ((5, "major"), (2, "dorian"), (10, "lydian")),
        0.3,
    ),
    Mood(
        "dreamy",
        "lydian",
        1.7,
        3,
        1.0,
        -8,
        0.9,
        1.6,
        -0.5,
        ((9, "dorian"), (2, "mixolydian"), (4, "minor")),
    ),
    Mood("wistful", "minor", 2.1, 0, 0.95, -5, 1.0, 1.2, -0.5, _MINOR_BRIDGES),
    Mood(
        "restless",
        "dorian",
        3.2,
        1,
        0.72,
        5,
        0.85,
        0.8,
        0.5,
        ((10, "mixolydian"), (5, "dorian"), (3, "lydian")),
    ),
    Mood(
        "dark",
        "harmonic minor",
        2.0,
        -6,
        0.92,
        0,
        0.95,
        1.3,
        -1.5,
        ((1, "lydian"), (8, "major"), (5, "harmonic minor")),
    ),
    Mood(
        "heroic",
        "mixolydian",
        2.3,
        2,
        0.92,
        10,
        0.65,
        1.1,
        0.0,
        ((8, "lydian"), (3, "major"), (5, "mixolydian")),
        0.5,
    ),
)

MOODS: dict[str, Mood] = {mood.name: mood for mood in _ALL}
