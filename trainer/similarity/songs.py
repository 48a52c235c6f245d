"""A song as the similarity network learns from it: its log-mel, and what is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Origin = Literal["generated", "recorded"]
Stored = NDArray[np.float16]

# Classes of sound that a listener would name; General MIDI numbers them by how they are built.
_CLASSES: Mapping[str, tuple[str, ...]] = {
    "piano": ("Acoustic Grand Piano",),
    "electric piano": ("Electric Piano 1", "Electric Piano 2", "Clavinet"),
    "harpsichord": ("Harpsichord",),
    "mallets": (
        "Celesta", "Glockenspiel", "Music Box", "Vibraphone", "Marimba", "Kalimba", "Steel Drums",
    ),
    "organ": ("Drawbar Organ", "Rock Organ", "Church Organ"),
    "accordion": ("Accordion", "Harmonica", "Tango Accordion"),
    "guitar": (
        "Nylon Guitar", "Steel Guitar", "Jazz Guitar", "Clean Electric Guitar",
        "Muted Electric Guitar", "Banjo", "Sitar",
    ),
    "distorted guitar": ("Overdriven Guitar", "Distortion Guitar"),
    "bowed strings": (
        "Violin", "Viola", "Cello", "Tremolo Strings", "String Ensemble 1", "String Ensemble 2",
        "Synth Strings 1", "Fiddle",
    ),
    "plucked strings": ("Harp", "Pizzicato Strings"),
    "voices": ("Choir Aahs", "Choir Pad"),
    "brass": ("Trumpet", "Trombone", "Muted Trumpet", "French Horn", "Brass Section"),
    "reeds": (
        "Soprano Sax", "Alto Sax", "Tenor Sax", "Oboe", "Bassoon", "Clarinet",
    ),
    "flutes": ("Piccolo", "Flute", "Recorder", "Pan Flute", "Ocarina"),
    "synthesiser": (
        "Square Lead", "Saw Lead", "Calliope Lead", "New Age Pad", "Warm Pad", "Polysynth Pad",
        "Sweep Pad", "Synth Bass 1", "Synth Bass 2",
    ),
}  # fmt: skip
CLASSES = tuple(_CLASSES)
CLASS_OF = {name: kind for kind, names in _CLASSES.items() for name in names}


@dataclass(frozen=True, slots=True, eq=False)
class LabelledSong:
    """A song with its labels; what is unknown is empty, None or 0.

    Attributes:
        name: identifies it; of a recording the hash of its content.
        origin: generated or recorded.
        split: train, validation or test.
        bands: float16 (128, frames), see `musicpuzzle.features.short_mel`.
        title, artist, licence, source: for credits, and to keep apart what belongs together.
        genre: its label.
        mood: its label.
        lead: class of the instrument that leads.
        classes: classes of all instruments heard.
        tempo_bpm: beats a minute, exact or estimated.
    """

    name: str
    origin: Origin
    split: str
    bands: Stored
    title: str = ""
    artist: str = ""
    licence: str = ""
    source: str = ""
    genre: str = ""
    mood: str = ""
    lead: str = ""
    classes: frozenset[str] = frozenset()
    tempo_bpm: float = 0.0


def numbered(words: Sequence[str]) -> NDArray[np.int64]:
    """A number for each word, equal for equal words, -1 for empty ones; int64 (words,)."""
    known = {word: number for number, word in enumerate(sorted(set(words) - {""}))}
    return np.array([known.get(word, -1) for word in words], dtype=np.int64)
