"""Drum tracks: patterns by style and section, ghost notes, fills at section ends, crashes."""

from __future__ import annotations

import random
from functools import cache

from .fills import FILLS
from .score import STEP_Q, Metre, Note, Section
from .style import Drums, for_kind, pattern

DRUM_PITCHES = {
    "kick": 36, "snare": 38, "rim": 37, "clap": 39, "hat": 42, "pedal": 44, "open": 46, "ride": 51,
    "bell": 53, "crash": 49, "splash": 55, "low": 45, "mid": 47, "high": 50, "floor": 43,
    "tambourine": 54, "cowbell": 56, "cabasa": 69, "shaker": 70, "conga": 63, "tumba": 64,
    "slap": 62, "claves": 75, "triangle": 81, "timbale": 65, "block": 76,
}  # fmt: skip
ACCENTS = {"X": 1.12, "x": 1.0, "o": 0.76, "g": 0.46}
# Drums that may be thinned out where the steps get too short to play.
_THIN = {"hat", "shaker", "cabasa", "tambourine", "snare"}

Track = tuple[tuple[str, str], ...]


@cache
def track(text: str) -> Track:
    """(drum, pattern) for every line of the text."""
    lines = [line.strip().partition(" ") for line in text.strip().splitlines()]
    return tuple((name, pattern(steps)) for name, _, steps in lines)


def drum_part(
    section: Section, drums: Drums, metre: Metre, *, bar_s: float, is_last: bool, rng: random.Random
) -> list[Note]:
    """The drums of a section; its last bar holds a fill unless it is the song's last section."""
    if section.energy < drums.enters:
        return _pick_up(section, drums, metre, rng) if section.kind == "intro" else []
    text = rng.choice(for_kind(drums.patterns, section.kind))
    bars = section.bars - 1 if is_last else section.bars
    notes: list[Note] = []
    for bar in range(bars):
        start_q = (section.first_bar + bar) * metre.bar_q
        notes += _bar_notes(track(text), bar, start_q, metre, bar_s=bar_s, rng=rng)
    if not is_last:
        notes = _with_fill(notes, section, drums, metre, whole=True, rng=rng)
    if section.bars >= 8 and section.bars % 4 == 0:
        for bar in range(3, section.bars - 1, 4):
            notes = _small_fill(notes, section.first_bar + bar, drums, metre, rng)
    opens = section.energy >= 0.8 or section.kind in ("chorus", "bridge")
    if drums.crash and opens:
        notes.append(Note(section.first_bar * metre.bar_q, 1.0, DRUM_PITCHES["crash"], 0.9))
    return sorted(_unique(notes), key=lambda note: (note.start_q, note.pitch))


def last_hit(at_q: float, drums: Drums) -> list[Note]:
    """The blow on the last chord."""
    hits = [Note(at_q, 1.0, DRUM_PITCHES["kick"], 1.05)]
    if drums.crash:
        hits.append(Note(at_q, 4.0, DRUM_PITCHES["crash"], 0.95))
    return hits


def _bar_notes(
    lines: Track, bar: int, start_q: float, metre: Metre, *, bar_s: float, rng: random.Random
) -> list[Note]:
    step_s = bar_s / metre.steps
    notes: list[Note] = []
    for name, text in lines:
        n_bars = len(text) // metre.steps
        own = text[(bar % n_bars) * metre.steps :][: metre.steps]
        for step, char in enumerate(own):
            if char == "." or (char == "g" and rng.random() < 0.2):
                continue
            if step_s < 0.095 and step % 2 == 1 and name in _THIN and char != "X":
                continue
            notes.append(Note(start_q + step * STEP_Q, STEP_Q, DRUM_PITCHES[name], ACCENTS[char]))
        if name == "snare" and step_s >= 0.1 and rng.random() < 0.3:
            step = rng.choice([k for k in range(metre.steps) if k % 4 == 3])
            if own[step] == ".":
                notes.append(Note(start_q + step * STEP_Q, STEP_Q, DRUM_PITCHES[name], 0.36))
    return notes


def _with_fill(
    notes: list[Note],
    section: Section,
    drums: Drums,
    metre: Metre,
    *,
    whole: bool,
    rng: random.Random,
) -> list[Note]:
    """The notes with the end of the last bar replaced by a fill."""
    text = rng.choice(FILLS[drums.fills, metre.steps])
    last_q = (section.first_bar + section.bars - 1) * metre.bar_q
    lines = track(text)
    first = min(len(steps) - len(steps.lstrip(".")) for _, steps in lines)
    from_q = last_q + first * STEP_Q
    kept = [n for n in notes if n.start_q < from_q - 1e-6 or n.pitch == DRUM_PITCHES["kick"]]
    growth = 0.85 + 0.2 * section.energy if whole else 0.8
    for name, steps in lines:
        for step, char in enumerate(steps):
            if char != ".":
                rise = 0.9 + 0.15 * step / metre.steps
                kept.append(
                    Note(
                        last_q + step * STEP_Q,
                        STEP_Q,
                        DRUM_PITCHES[name],
                        ACCENTS[char] * rise * growth,
                    )
                )
    return kept


def _small_fill(
    notes: list[Note], bar: int, drums: Drums, metre: Metre, rng: random.Random
) -> list[Note]:
    """In the last beat before the middle of a section: a few strokes, or an open hat."""
    beat_steps = round(metre.beat_q / STEP_Q)
    from_q = (bar + 1) * metre.bar_q - metre.beat_q
    text = rng.choice(FILLS[drums.fills, metre.steps])
    extra = [
        Note(from_q + k * STEP_Q, STEP_Q, DRUM_PITCHES[name], ACCENTS[char] * 0.85)
        for name, steps in track(text)
        for k, char in enumerate(steps[-beat_steps:])
        if char != "."
    ]
    return [n for n in notes if not from_q <= n.start_q < from_q + metre.beat_q] + extra


def _pick_up(section: Section, drums: Drums, metre: Metre, rng: random.Random) -> list[Note]:
    """Silent through the intro, then the last beats lead in."""
    notes = _with_fill([], section, drums, metre, whole=False, rng=rng)
    from_q = (section.first_bar + section.bars) * metre.bar_q - metre.bar_q / 2
    return sorted(
        _unique([n for n in notes if n.start_q >= from_q]),
        key=lambda note: (note.start_q, note.pitch),
    )


def _unique(notes: list[Note]) -> list[Note]:
    """One stroke at a time on every drum: the loudest."""
    best: dict[tuple[int, int], Note] = {}
    for note in notes:
        place = (round(note.start_q / STEP_Q * 4), note.pitch)
        if place not in best or best[place].accent < note.accent:
            best[place] = note
    return list(best.values())
