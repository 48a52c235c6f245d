"""A song as written: notes in quarter notes from the start, sections, parts. Immutable values."""

from __future__ import annotations

from dataclasses import dataclass, field

from .theory import Chord, Key

STEP_Q = 0.25  # one step of every pattern is a sixteenth note


@dataclass(frozen=True, slots=True)
class Note:
    """A written note.

    Attributes:
        start_q, length_q: position and length in quarter notes, the former from the song's start.
        pitch: MIDI number (for drums the General MIDI drum).
        accent: loudness within the part, 1 is plain, 0.4 a ghost note.
        spread_s: delay within a rolled or strummed chord.
    """

    start_q: float
    length_q: float
    pitch: int
    accent: float = 1.0
    spread_s: float = 0.0

    @property
    def end_q(self) -> float:
        """Where it is released, in quarter notes."""
        return self.start_q + self.length_q


@dataclass(frozen=True, slots=True)
class Span:
    """A chord and how long it lasts, in quarter notes from the song's start."""

    start_q: float
    length_q: float
    chord: Chord

    @property
    def end_q(self) -> float:
        """Where the next chord starts."""
        return self.start_q + self.length_q


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form.

    Attributes:
        name: as listed for people, e.g. "verse 2".
        kind: intro, verse, chorus, bridge or outro.
        first_bar, bars: place in the song.
        key: key of the section.
        energy: 0 to 1; decides who plays and how loud.
        spans: its chords, without gaps.
    """

    name: str
    kind: str
    first_bar: int
    bars: int
    key: Key
    energy: float
    spans: tuple[Span, ...] = ()

    def chord_at(self, at_q: float) -> Chord:
        """The chord that sounds at `at_q`; the nearest one outside the section."""
        for span in self.spans:
            if at_q < span.end_q - 1e-9:
                return span.chord
        return self.spans[-1].chord


@dataclass(frozen=True, slots=True)
class Part:
    """One player.

    Attributes:
        name: unique in the song; also the stem's name.
        role: drums, bass, chords, pad, arpeggio, lead or counter.
        instrument: General MIDI name, or a drum kit of instruments.KITS.
        notes: in order of start.
        level_db: loudness against the lead's.
        pan: -1 (left) to 1 (right).
        room: how much of the common reverb it gets, 0 to 1.
    """

    name: str
    role: str
    instrument: str
    notes: tuple[Note, ...]
    level_db: float = 0.0
    pan: float = 0.0
    room: float = 0.3


@dataclass(frozen=True, slots=True)
class Metre:
    """A metre, e.g. 4/4 or 6/8.

    Attributes:
        name: as written.
        bar_q: length of a bar in quarter notes.
        beat_q: length of the beat that the tempo counts, in quarter notes.
    """

    name: str
    bar_q: float
    beat_q: float

    @property
    def steps(self) -> int:
        """Pattern steps in a bar."""
        return round(self.bar_q / STEP_Q)


METRES = {
    m.name: m for m in (Metre("4/4", 4.0, 1.0), Metre("3/4", 3.0, 1.0), Metre("6/8", 3.0, 1.5))
}


@dataclass(frozen=True, slots=True)
class Song:
    """A finished composition; `beats per minute` count the metre's beat.

    `contrast` is how much louder all energy is than none, in steps of MIDI velocity.
    """

    title: str
    metre: Metre
    tempo_bpm: float
    sections: tuple[Section, ...]
    parts: tuple[Part, ...] = field(default=())
    tail_s: float = 2.0
    contrast: float = 30.0

    @property
    def quarter_s(self) -> float:
        """Seconds in a quarter note."""
        return 60.0 / self.tempo_bpm / self.metre.beat_q

    @property
    def bar_s(self) -> float:
        """Seconds in a bar."""
        return self.quarter_s * self.metre.bar_q

    @property
    def bars(self) -> int:
        """Bars of the whole song."""
        return sum(section.bars for section in self.sections)

    @property
    def duration_s(self) -> float:
        """Length with the ring of the last chord."""
        return self.bars * self.bar_s + self.tail_s

    def part(self, name: str) -> Part:
        """The part with that name.

        Raises:
            KeyError: there is none.
        """
        for part in self.parts:
            if part.name == name:
                return part
        raise KeyError(name)
