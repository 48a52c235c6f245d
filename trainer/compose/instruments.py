"""General MIDI instruments as the composer knows them: ranges, attacks, what they are for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Instrument:
    """One General MIDI sound.

    Attributes:
        name: the General MIDI name.
        program: program number from 0.
        low, high: range in which it sounds well, MIDI pitches.
        sustains: True when a held note keeps sounding (bow, breath, organ), False when it decays.
        attack_s: how much earlier a player starts so that the note speaks on time.
        centre: where a melody sits best, a MIDI pitch; 0 for none.
    """

    name: str
    program: int
    low: int
    high: int
    sustains: bool
    attack_s: float = 0.0
    centre: int = 0


_ALL = (
    Instrument("Acoustic Grand Piano", 0, 28, 96, False, 0.0, 72),
    Instrument("Electric Piano 1", 4, 36, 91, False, 0.0, 72),
    Instrument("Electric Piano 2", 5, 36, 91, False, 0.0, 72),
    Instrument("Harpsichord", 6, 36, 86, False, 0.0, 72),
    Instrument("Clavinet", 7, 36, 84, False, 0.0, 67),
    Instrument("Celesta", 8, 60, 98, False, 0.0, 81),
    Instrument("Glockenspiel", 9, 72, 100, False, 0.0, 86),
    Instrument("Music Box", 10, 60, 96, False, 0.0, 81),
    Instrument("Vibraphone", 11, 53, 89, False, 0.0, 72),
    Instrument("Marimba", 12, 45, 89, False, 0.0, 70),
    Instrument("Drawbar Organ", 16, 36, 91, True, 0.0, 69),
    Instrument("Rock Organ", 18, 36, 91, True, 0.0, 69),
    Instrument("Church Organ", 19, 36, 91, True, 0.02, 72),
    Instrument("Accordion", 21, 53, 89, True, 0.02, 72),
    Instrument("Harmonica", 22, 60, 88, True, 0.02, 74),
    Instrument("Tango Accordion", 23, 53, 89, True, 0.02, 71),
    Instrument("Nylon Guitar", 24, 40, 81, False, 0.0, 67),
    Instrument("Steel Guitar", 25, 40, 81, False, 0.0, 67),
    Instrument("Jazz Guitar", 26, 40, 81, False, 0.0, 66),
    Instrument("Clean Electric Guitar", 27, 40, 82, False, 0.0, 67),
    Instrument("Muted Electric Guitar", 28, 40, 79, False, 0.0, 64),
    Instrument("Overdriven Guitar", 29, 40, 82, True, 0.0, 67),
    Instrument("Distortion Guitar", 30, 40, 82, True, 0.0, 67),
    Instrument("Acoustic Bass", 32, 28, 55, False),
    Instrument("Fingered Bass", 33, 28, 55, False),
    Instrument("Picked Bass", 34, 28, 55, False),
    Instrument("Fretless Bass", 35, 28, 55, False),
    Instrument("Synth Bass 1", 38, 28, 55, True),
    Instrument("Synth Bass 2", 39, 28, 55, True),
    Instrument("Violin", 40, 55, 93, True, 0.03, 74),
    Instrument("Viola", 41, 48, 84, True, 0.03, 66),
    Instrument("Cello", 42, 36, 74, True, 0.03, 58),
    Instrument("Tremolo Strings", 44, 40, 88, True, 0.05, 70),
    Instrument("Pizzicato Strings", 45, 40, 86, False, 0.0, 70),
    Instrument("Harp", 46, 31, 98, False, 0.0, 72),
    Instrument("String Ensemble 1", 48, 36, 88, True, 0.05, 70),
    Instrument("String Ensemble 2", 49, 36, 88, True, 0.07, 70),
    Instrument("Synth Strings 1", 50, 36, 88, True, 0.05, 70),
    Instrument("Choir Aahs", 52, 43, 81, True, 0.05, 67),
    Instrument("Trumpet", 56, 55, 84, True, 0.02, 70),
    Instrument("Trombone", 57, 40, 72, True, 0.02, 58),
    Instrument("Muted Trumpet", 59, 55, 82, True, 0.02, 70),
    Instrument("French Horn", 60, 41, 77, True, 0.04, 62),
    Instrument("Brass Section", 61, 43, 82, True, 0.02, 67),
    Instrument("Soprano Sax", 64, 57, 86, True, 0.02, 73),
    Instrument("Alto Sax", 65, 50, 81, True, 0.02, 68),
    Instrument("Tenor Sax", 66, 45, 75, True, 0.02, 62),
    Instrument("Oboe", 68, 59, 85, True, 0.02, 72),
    Instrument("Bassoon", 70, 36, 70, True, 0.02, 55),
    Instrument("Clarinet", 71, 50, 89, True, 0.02, 70),
    Instrument("Piccolo", 72, 72, 100, True, 0.02, 84),
    Instrument("Flute", 73, 60, 93, True, 0.02, 77),
    Instrument("Recorder", 74, 60, 90, True, 0.02, 77),
    Instrument("Pan Flute", 75, 60, 90, True, 0.03, 75),
    Instrument("Ocarina", 79, 60, 90, True, 0.02, 76),
    Instrument("Square Lead", 80, 48, 96, True, 0.0, 76),
    Instrument("Saw Lead", 81, 48, 93, True, 0.0, 72),
    Instrument("Calliope Lead", 82, 55, 93, True, 0.01, 76),
    Instrument("New Age Pad", 88, 40, 88, True, 0.04, 67),
    Instrument("Warm Pad", 89, 36, 86, True, 0.06, 66),
    Instrument("Polysynth Pad", 90, 40, 86, True, 0.02, 67),
    Instrument("Choir Pad", 91, 43, 84, True, 0.06, 67),
    Instrument("Sweep Pad", 95, 40, 86, True, 0.08, 67),
    Instrument("Sitar", 104, 45, 81, False, 0.0, 66),
    Instrument("Banjo", 105, 48, 84, False, 0.0, 67),
    Instrument("Kalimba", 108, 55, 88, False, 0.0, 74),
    Instrument("Fiddle", 110, 55, 91, True, 0.03, 74),
    Instrument("Steel Drums", 114, 52, 86, False, 0.0, 72),
)

INSTRUMENTS: dict[str, Instrument] = {instrument.name: instrument for instrument in _ALL}

KITS: dict[str, int] = {
    "Standard Kit": 0,
    "Room Kit": 8,
    "Power Kit": 16,
    "Electronic Kit": 24,
    "TR-808 Kit": 25,
    "Jazz Kit": 32,
    "Brush Kit": 40,
    "Orchestra Kit": 48,
}

# Pools from which independent factors are drawn: any of them has to work in any style.
LEADS = (
    "Flute", "Clarinet", "Oboe", "Alto Sax", "Trumpet", "Muted Trumpet", "Violin", "Cello",
    "Acoustic Grand Piano", "Electric Piano 1", "Vibraphone", "Marimba", "Nylon Guitar",
    "Jazz Guitar", "Overdriven Guitar", "Accordion", "Harmonica", "Music Box", "Square Lead",
    "Saw Lead", "Pan Flute", "Tenor Sax", "Harp", "Steel Drums",
)  # fmt: skip
BASSES = (
    "Acoustic Bass", "Fingered Bass", "Picked Bass", "Fretless Bass", "Synth Bass 1",
    "Synth Bass 2",
)  # fmt: skip
PLUCKED = (
    "Acoustic Grand Piano", "Electric Piano 1", "Electric Piano 2", "Harpsichord", "Clavinet",
    "Vibraphone", "Marimba", "Nylon Guitar", "Steel Guitar", "Jazz Guitar",
    "Clean Electric Guitar", "Harp", "Pizzicato Strings", "Drawbar Organ", "Accordion",
)  # fmt: skip
SUSTAINED = (
    "String Ensemble 1", "String Ensemble 2", "Synth Strings 1", "Choir Aahs", "Warm Pad",
    "Choir Pad", "Polysynth Pad", "Drawbar Organ", "Brass Section", "New Age Pad", "Sweep Pad",
)  # fmt: skip
COUNTERS = (
    "Flute", "Clarinet", "Violin", "Viola", "Cello", "French Horn", "Alto Sax", "Trombone",
    "Vibraphone", "Celesta", "Glockenspiel", "Electric Piano 1", "Nylon Guitar", "Oboe",
    "Calliope Lead", "Kalimba",
)  # fmt: skip
