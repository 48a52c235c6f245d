"""Keys, modes, chords and Roman numerals. Pitches are MIDI numbers, pitch classes 0 (C) to 11."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

NOTE_NAMES = ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")

MODES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "harmonic minor": (0, 2, 3, 5, 7, 8, 11),
}

SHAPES: dict[str, tuple[int, ...]] = {
    "": (0, 4, 7),
    "m": (0, 3, 7),
    "dim": (0, 3, 6),
    "aug": (0, 4, 8),
    "5": (0, 7),
    "sus2": (0, 2, 7),
    "sus4": (0, 5, 7),
    "6": (0, 4, 7, 9),
    "m6": (0, 3, 7, 9),
    "7": (0, 4, 7, 10),
    "maj7": (0, 4, 7, 11),
    "m7": (0, 3, 7, 10),
    "m7b5": (0, 3, 6, 10),
    "dim7": (0, 3, 6, 9),
    "7sus4": (0, 5, 7, 10),
    "add9": (0, 4, 7, 14),
    "madd9": (0, 3, 7, 14),
    "9": (0, 4, 7, 10, 14),
    "maj9": (0, 4, 7, 11, 14),
    "m9": (0, 3, 7, 10, 14),
}

_DEGREES = {"i": 0, "ii": 2, "iii": 4, "iv": 5, "v": 7, "vi": 9, "vii": 11}
_NUMERAL = re.compile(r"^([b#]?)([ivIV]+)(o7|o|h7|maj9|maj7|add9|7sus4|sus4|sus2|m7b5|9|7|6|5)?$")
_THIRDS = {"o": "dim", "o7": "dim7", "h7": "m7b5", "m7b5": "m7b5"}
_MINOR_SUFFIXES = {"": "m", "7": "m7", "9": "m9", "6": "m6", "add9": "madd9"}


@dataclass(frozen=True, slots=True)
class Key:
    """A tonic (pitch class) and a mode named in MODES."""

    tonic: int
    mode: str

    def __str__(self) -> str:
        return f"{NOTE_NAMES[self.tonic]} {self.mode}"

    @property
    def is_minor(self) -> bool:
        """True when the mode's third is minor."""
        return 3 in MODES[self.mode]

    def scale(self) -> frozenset[int]:
        """The seven pitch classes of the key."""
        return frozenset((self.tonic + step) % 12 for step in MODES[self.mode])

    def moved(self, semitones: int, mode: str | None = None) -> Key:
        """The key `semitones` higher, in another mode if one is named."""
        return Key((self.tonic + semitones) % 12, mode or self.mode)


@dataclass(frozen=True, slots=True)
class Chord:
    """A root (pitch class) and a shape named in SHAPES."""

    root: int
    shape: str

    def __str__(self) -> str:
        return NOTE_NAMES[self.root] + self.shape

    def classes(self) -> tuple[int, ...]:
        """Pitch classes from the root up, each once."""
        return _classes(self.root, self.shape)

    @property
    def third(self) -> int:
        """Pitch class of the third, or of the second or fourth that stands for it."""
        steps = SHAPES[self.shape]
        return (self.root + (steps[1] if len(steps) > 2 else 0)) % 12

    @property
    def fifth(self) -> int:
        """Pitch class of the fifth as the shape has it."""
        steps = SHAPES[self.shape]
        return (self.root + (steps[2] if len(steps) > 2 else steps[1])) % 12


@cache
def _classes(root: int, shape: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys((root + step) % 12 for step in SHAPES[shape]))


def chord_of(numeral: str, key: Key) -> Chord:
    """The chord a Roman numeral names over the key's tonic, e.g. "bVII", "ii7", "V7/vi", "iih7".

    Degrees count in the major scale whatever the mode: "bVI" is the sixth of a minor key.

    Raises:
        ValueError: the numeral cannot be read.
    """
    name, _, of = numeral.partition("/")
    tonic = chord_of(of, key).root if of else key.tonic
    match = _NUMERAL.match(name)
    if match is None or match[2].lower() not in _DEGREES:
        raise ValueError(f"no chord is called {numeral!r}")
    accidental = {"b": -1, "#": 1, "": 0}[match[1]]
    root = (tonic + _DEGREES[match[2].lower()] + accidental) % 12
    suffix = match[3] or ""
    if suffix in _THIRDS:
        return Chord(root, _THIRDS[suffix])
    return Chord(root, _MINOR_SUFFIXES.get(suffix, suffix) if match[2].islower() else suffix)


def coloured(chord: Chord, key: Key, colour: str) -> Chord:
    """The chord with the sevenths and ninths that the key offers.

    Args:
        chord: a chord of the key; chords that already say more than a triad stay, save for ninths.
        key: where the added tones come from.
        colour: "power", "triad", "seventh" or "ninth".
    """
    if colour == "power":
        return Chord(chord.root, "5") if chord.shape in ("", "m") else chord
    shape = chord.shape
    scale = key.scale()
    if colour in ("seventh", "ninth") and shape in ("", "m", "dim"):
        minor_seventh = (chord.root + 10) % 12 in scale
        major = "maj7" if (chord.root + 11) % 12 in scale else ("7" if minor_seventh else "")
        shape = {"": major, "m": "m7" if minor_seventh else "m", "dim": "m7b5"}[shape]
    if colour == "ninth" and (chord.root + 2) % 12 in scale:
        shape = {"maj7": "maj9", "m7": "m9", "7": "9", "": "add9", "m": "madd9"}.get(shape, shape)
    return Chord(chord.root, shape)


def scale_over(chord: Chord, key: Key) -> frozenset[int]:
    """Pitch classes that sing over a chord: the key's scale bent to the chord's foreign tones.

    A foreign major third is a raised tone and takes the place of the one below (C sharp that of C
    over A7 in C major); any other foreign tone is a lowered one and takes that of the one above.
    """
    tones = set(chord.classes())
    scale = set(key.scale())
    for tone in tones - scale:
        raised = tone == (chord.root + 4) % 12
        scale -= {(tone - 1) % 12 if raised else (tone + 1) % 12} - tones
    return frozenset(scale | tones)


def nearest(pitch_class: int, pitch: float) -> int:
    """The pitch of a class that lies nearest to `pitch`."""
    base = round(pitch)
    up = (pitch_class - base) % 12
    return base + up if up <= 6 else base + up - 12


def within(pitch: int, low: int, high: int) -> int:
    """The pitch moved by octaves into low..high, which spans an octave at least."""
    while pitch < low:
        pitch += 12
    while pitch > high:
        pitch -= 12
    return pitch
