"""Themes: motifs that return, answer and close, sung over the chords of a section."""

from __future__ import annotations

import itertools
import math
import random
from dataclasses import dataclass, replace

from .chance import stream
from .harmony import tones
from .instruments import Instrument
from .line import Slot, Taste, sing
from .moods import Mood
from .rhythms import PICKUPS, draw_cadence, draw_cell, notes_of, onsets
from .score import STEP_Q, Note, Section
from .style import Style
from .theory import scale_over

# Bars of a phrase by letter: equal letters share rhythm and motif, "c" is the cadence.
_PHRASES = {4: ("abac", "aabc", "abbc", "aaac"), 2: ("ac",), 3: ("abc",), 1: ("c",)}


@dataclass(frozen=True, slots=True)
class Voice:
    """Who sings: the range and middle for a melody, MIDI pitches."""

    low: int
    high: int
    centre: int

    def moved(self, semitones: float) -> Voice:
        """The same range with another middle, kept inside."""
        centre = round(min(max(self.centre + semitones, self.low + 5), self.high - 5))
        return Voice(self.low, self.high, centre)


def voice_of(instrument: Instrument, mood: Mood) -> Voice:
    """The voice of a lead: an octave and a half around its middle, moved by the mood."""
    middle = instrument.centre or (instrument.low + instrument.high) // 2
    centre = min(max(middle + mood.register, instrument.low + 8), instrument.high - 8)
    low = max(instrument.low, centre - 13)
    high = min(instrument.high, centre + 14)
    return Voice(low, high, centre)


@dataclass(frozen=True, slots=True)
class Idea:
    """What a tune is known by.

    Attributes:
        cell: the rhythm of its first bar (rhythms.py).
        steps: from note to note of that bar, in steps of the scale.
    """

    cell: str
    steps: tuple[int, ...]

    def fitted(self, steps: int) -> Idea:
        """The idea in a bar of so many pattern steps: cut, or its last sound held."""
        ending = "-" if self.cell[-1] != "." else "."
        cell = self.cell[:steps].ljust(steps, ending)
        return Idea(cell, self.steps[: max(onsets(cell) - 1, 0)])


@dataclass(frozen=True, slots=True)
class _Bar:
    """The rhythm of a bar: a letter, its cell, and whether a phrase or the section closes in it.

    `last` is the number of the note that closes; an upbeat to the next phrase may follow it.
    """

    letter: str
    cell: str
    closes: str = ""
    last: int = -1


@dataclass(frozen=True, slots=True)
class _Placed:
    """A note of the rhythm: start and length in quarter notes, its bar, its number in the bar."""

    start_q: float
    length_q: float
    bar: _Bar
    number: int


def theme(
    section: Section, style: Style, mood: Mood, voice: Voice, *, bar_s: float, seed: int
) -> list[Note]:
    """The melody of a section, new every time for another kind of section or seed.

    Args:
        section: with its chords.
        style: its feel gives the rhythms.
        mood: density, leaps and register.
        voice: range of the instrument.
        bar_s: seconds in a bar, so that density is in notes a second.
        seed: of the song.
    """
    return theme_and_idea(section, style, mood, voice, bar_s=bar_s, seed=seed)[0]


def theme_and_idea(
    section: Section,
    style: Style,
    mood: Mood,
    voice: Voice,
    *,
    bar_s: float,
    seed: int,
    answered: Idea | None = None,
) -> tuple[list[Note], Idea]:
    """The melody of a section, and what it is known by.

    Args:
        section, style, mood, voice, bar_s, seed: as for `theme`.
        answered: an idea that was heard before; this melody takes it up as its second.
    """
    rng = stream(seed, "theme", section.kind)
    writer = _Writer(section, style, mood, voice, rng, answered=answered)
    notes = writer.write(bar_s)
    return notes, writer.idea


class _Writer:
    """Writes the tune of one section; `idea` is what it is known by, once it is written."""

    def __init__(
        self,
        section: Section,
        style: Style,
        mood: Mood,
        voice: Voice,
        rng: random.Random,
        *,
        answered: Idea | None = None,
    ) -> None:
        self.section, self.style, self.mood, self.rng = section, style, mood, rng
        self.answered = answered.fitted(style.metre.steps) if answered else None
        self.idea = Idea("", ())
        register = {"verse": -1.5, "chorus": 2.0, "bridge": 1.0}.get(section.kind, 0.0)
        self.voice = voice.moved(register)

    def write(self, bar_s: float) -> list[Note]:
        """The notes; rhythm first, then motifs, then the whole line over the chords."""
        bars = self._rhythm(bar_s)
        motifs = self._motifs(bars)
        first = next((bar for bar in bars if bar.letter == "a"), bars[0])
        self.idea = Idea(first.cell, tuple(motifs.get(first.letter, ())))
        if self.section.kind == "bridge":
            # The bridge turns its ideas upside down.
            motifs = {letter: [-step for step in steps] for letter, steps in motifs.items()}
        placed = self._placed(bars, self.section.first_bar)
        slots = [self._slot(note, motifs) for note in placed]
        taste = Taste(leaps=self.mood.leaps)
        pitches = sing(slots, self.voice.low, self.voice.high, self.rng, taste)
        return [
            Note(note.start_q, note.length_q, pitch, self._accent(note.start_q))
            for note, pitch in zip(placed, pitches, strict=True)
        ]

    def _accent(self, start_q: float) -> float:
        """Louder towards the middle of a phrase of four bars, and on the beat."""
        bar_q = self.style.metre.bar_q
        within = ((start_q / bar_q - self.section.first_bar) % 4) / 4
        on_the_one = 0.05 if start_q % bar_q == 0 else 0.0
        return 0.93 + 0.1 * math.sin(math.pi * within) + on_the_one

    def _rhythm(self, bar_s: float) -> list[_Bar]:
        rng, feel = self.rng, self.style.feel
        factor = {"verse": 0.95, "chorus": 1.1, "bridge": 0.75}.get(self.section.kind, 1.0)
        notes = self.mood.notes_per_s * self.style.density * bar_s * factor
        notes = min(max(notes, 1.5), 10.0)
        first = draw_cell(feel, notes, rng)
        cells = {"a": first, "b": draw_cell(feel, notes, rng, (first,))}
        length = next(n for n in (4, 3, 2, 1) if self.section.bars % n == 0)
        plans = _PHRASES[length]
        if self.answered:
            cells["b"] = self.answered.cell
            plans = tuple(plan for plan in plans if "b" in plan) or plans
        plan = rng.choice(plans)
        phrases = self.section.bars // length
        bars: list[_Bar] = []
        for phrase in range(phrases):
            cadence = draw_cadence(feel, notes, rng)
            is_last = phrase == phrases - 1
            for letter in plan:
                closes = ("close" if is_last else "open") if letter == "c" else ""
                last = cadence.count("x") - 1 if closes else -1
                bars.append(_Bar(letter, cells.get(letter, cadence), closes, last))
        return self._with_upbeats(bars)

    def _with_upbeats(self, bars: list[_Bar]) -> list[_Bar]:
        """Some cadences lead into the next phrase with an upbeat in their last beat."""
        upbeats = PICKUPS[self.style.feel]
        found = list(bars)
        for number, bar in enumerate(bars[:-1]):
            if not bar.closes or not upbeats or self.rng.random() > 0.55:
                continue
            upbeat = self.rng.choice(upbeats)
            if bar.cell.endswith("." * len(upbeat)):
                found[number] = replace(bar, cell=bar.cell[: -len(upbeat)] + upbeat)
        return found

    def _placed(self, bars: list[_Bar], first_bar: int) -> list[_Placed]:
        found = []
        for number, bar in enumerate(bars):
            bar_start_q = (first_bar + number) * self.style.metre.bar_q
            for k, (step, steps) in enumerate(notes_of(bar.cell)):
                found.append(_Placed(bar_start_q + step * STEP_Q, steps * STEP_Q, bar, k))
        return found

    def _motifs(self, bars: list[_Bar]) -> dict[str, list[int]]:
        """Scale steps between the notes of each letter's first bar, sketched freely."""
        motifs: dict[str, list[int]] = {}
        rng, voice = self.rng, self.voice
        for number, bar in enumerate(bars):
            if bar.letter == "c" or bar.letter in motifs:
                continue
            if bar.letter == "b" and self.answered:
                motifs["b"] = list(self.answered.steps)
                continue
            slope, bend = rng.uniform(-6.0, 6.0), rng.uniform(-3.0, 3.0)
            placed = self._placed([bar], self.section.first_bar + number)
            slots = []
            for k, note in enumerate(placed):
                share = k / max(len(placed) - 1, 1) - 0.5
                wish = voice.centre + slope * share + bend * (1 - 4 * share**2)
                slots.append(replace(self._slot(note, {}), wish=wish))
            taste = Taste(leaps=0.8 * self.mood.leaps, freedom=0.9)
            line = sing(slots, voice.low, voice.high, rng, taste)
            motifs[bar.letter] = _steps(line, slots[0].scale) if slots else []
        return motifs

    def _slot(self, note: _Placed, motifs: dict[str, list[int]]) -> Slot:
        section, key = self.section, self.section.key
        chord = section.chord_at(_heard_at(note.start_q, note.length_q, section))
        steps = motifs.get(note.bar.letter, [])
        goal: frozenset[int] = frozenset()
        if note.number == note.bar.last:
            closing = {key.tonic} if key.tonic in tones(chord) else {chord.third, chord.fifth}
            goal = frozenset(closing if note.bar.closes == "close" else {chord.third, chord.fifth})
        scale = scale_over(chord, key)
        if self.style.family == "blues":
            scale |= {(key.tonic + 3) % 12}
        return Slot(
            length_q=note.length_q,
            chord=tones(chord),
            scale=scale,
            strength=strength(note.start_q, note.length_q, self.style),
            wish=self.voice.centre + self._contour(note.start_q),
            motif=steps[note.number - 1] if 0 < note.number <= len(steps) else None,
            goal=goal,
        )

    def _contour(self, start_q: float) -> float:
        """Semitones from the middle: an arch a phrase, the highest one late in the section."""
        section = self.section
        share = (start_q / self.style.metre.bar_q - section.first_bar) / section.bars
        phrases = max(1, section.bars // 4)
        phrase = min(int(share * phrases), phrases - 1)
        within = share * phrases - phrase
        arch = math.sin(math.pi * min(within / 0.8, 1.0))
        peak = 3.0 + 3.0 * (phrase + 1) / phrases
        if section.kind == "chorus":
            # A refrain starts high and falls home.
            return 3.0 - 5.0 * within + 0.5 * peak * arch
        return peak * arch - 2.0


def _steps(line: list[int], scale: frozenset[int]) -> list[int]:
    """Differences of neighbouring pitches in steps of the scale."""
    rungs = [pitch for pitch in range(0, 128) if pitch % 12 in scale]

    def rung(pitch: int) -> int:
        return min(range(len(rungs)), key=lambda k: abs(rungs[k] - pitch))

    return [rung(b) - rung(a) for a, b in itertools.pairwise(line)]


def _heard_at(start_q: float, length_q: float, section: Section) -> float:
    """The moment whose chord a note belongs to: an anticipation belongs to the next one."""
    boundary = next((s.end_q for s in section.spans if start_q < s.end_q - 1e-9), None)
    if boundary is not None and boundary - start_q < 0.5 * length_q:
        return boundary
    return start_q


def strength(start_q: float, length_q: float, style: Style) -> float:
    """How much a note at this place wants to belong to the chord, 0 to 1."""
    metre = style.metre
    at_q = start_q % metre.bar_q
    beat_q = metre.beat_q
    if at_q < 1e-6:
        place = 1.0
    elif abs(at_q - metre.bar_q / 2) < 1e-6:
        place = 0.8
    elif at_q % beat_q < 1e-6:
        place = 0.35
    else:
        place = 0.1
    held = 0.75 if length_q >= 1.5 else (0.4 if length_q >= 0.75 else 0.0)
    return max(place, held)
