"""What a style is: data that the players read. Patterns have one character a sixteenth note."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from .score import METRES, Metre

Patterns = Mapping[str, tuple[str, ...]]


def pattern(text: str) -> str:
    """The pattern without the blanks that make it readable."""
    return "".join(text.split())


def patterns(**kinds: str | tuple[str, ...]) -> Patterns:
    """Patterns by kind of section; several of a kind are alternatives that a song chooses from."""
    return {
        kind: tuple(pattern(text) for text in ((texts,) if isinstance(texts, str) else texts))
        for kind, texts in kinds.items()
    }


HELD = patterns(verse="x--- ---- ---- ----")
"""A chord a bar of 4/4, held."""


def for_kind(table: Patterns, kind: str) -> tuple[str, ...]:
    """The patterns of a kind of section; what has none of its own plays as in the verse."""
    return table.get(kind) or table["verse"]


def turning(table: Patterns, kind: str, text: str, rng: random.Random) -> str | None:
    """Another pattern of the same length, to turn to at the end of a phrase; None if none is."""
    own = [*for_kind(table, kind), *table["verse"], *table.get("chorus", ())]
    others = [other for other in dict.fromkeys(own) if other != text and len(other) == len(text)]
    return rng.choice(others) if others else None


@dataclass(frozen=True, slots=True)
class Layer:
    """A player of chords.

    Pattern characters: `x` plays the chord, `X` louder, `o` softer, `d` and `u` strum down and up,
    `L` the root below, `F` the fifth below, digits single notes of the voicing from the bottom
    (beyond its top an octave higher), `-` holds, `.` rests.

    Attributes:
        name: unique in the style; also the stem's name.
        role: chords, pad or arpeggio.
        instruments: what it is played on when nobody asks for something else.
        patterns: by kind of section.
        low, high: range of the voicing, MIDI pitches.
        voices: notes in a chord.
        level_db, pan, room: place in the mix.
        enters, leaves: it plays in sections whose energy lies between these.
        ring: every note lasts until its chord ends.
        touch: share of the written length that sounds.
        strum_s: time between the notes of one chord.
        power: roots and fifths only: thirds growl through distortion.
    """

    name: str
    role: str
    instruments: tuple[str, ...]
    patterns: Patterns
    low: int = 53
    high: int = 74
    voices: int = 4
    level_db: float = -6.0
    pan: float = 0.0
    room: float = 0.3
    enters: float = 0.0
    leaves: float = 2.0
    ring: bool = False
    touch: float = 0.95
    strum_s: float = 0.0
    power: bool = False


@dataclass(frozen=True, slots=True)
class Drums:
    """The drummer.

    Attributes:
        kit: a kit of instruments.KITS.
        patterns: by kind of section, each a text of lines `drum pattern`; `X` accent, `x` plain,
            `o` soft, `g` ghost. A pattern may last several bars.
        fills: name of the family of fills in drums.FILLS.
        enters: least energy of the sections they play in.
    """

    kit: str
    patterns: Mapping[str, tuple[str, ...]]
    fills: str
    enters: float = 0.4
    level_db: float = 0.0
    crash: bool = True


@dataclass(frozen=True, slots=True)
class Bass:
    """The bass player.

    Pattern characters: `R` root, `3`, `5`, `6`, `7` (a flat one), `8` octave, `n` the next
    chord's root ahead of time, `a` an approach to it, `-` holds, `.` rests. With `walking` the
    line walks in beats instead.
    """

    instruments: tuple[str, ...]
    patterns: Patterns
    walking: float = 0.0
    level_db: float = -3.0
    touch: float = 0.92
    enters: float = 0.3


@dataclass(frozen=True, slots=True)
class Style:
    """One style.

    Attributes:
        name: its label.
        metre_name: a metre of score.METRES.
        tempo: natural range, beats a minute.
        family: of progressions (progressions.py).
        colour: of chords, see theory.coloured.
        feel: family of melody rhythms (rhythms.py).
        leads, counters: natural instruments.
        swing: (length in quarter notes of the pair that swings, share of its first half).
        looseness_s: standard deviation of the players' timing.
        drag_s: how late the players are, by role.
        counter: how the second voice goes: guide, answers or imitation.
        lift: True when the last chorus may go up.
        room_s: decay of the common room.
        ornaments: a kind of ornaments.ornamented.
        density: factor on the number of melody notes.
    """

    name: str
    metre_name: str
    tempo: tuple[int, int]
    family: str
    colour: str
    feel: str
    leads: tuple[str, ...]
    counters: tuple[str, ...]
    bass: Bass
    layers: tuple[Layer, ...]
    drums: Drums | None = None
    swing: tuple[float, float] = (1.0, 0.5)
    looseness_s: float = 0.006
    drag_s: Mapping[str, float] = field(default_factory=dict)
    counter: str = "guide"
    counter_level_db: float = -5.0
    lead_level_db: float = 0.0
    lift: bool = False
    room_s: float = 1.4
    ornaments: str = ""
    density: float = 1.0

    @property
    def metre(self) -> Metre:
        """The metre itself."""
        return METRES[self.metre_name]
