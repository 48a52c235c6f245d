"""Bass lines: patterns by style, or walking from chord to chord."""

from __future__ import annotations

import random

from .score import STEP_Q, Metre, Note, Section
from .style import Style, for_kind, turning
from .theory import Chord, Key, nearest, scale_over, within

LOW, HIGH, MIDDLE = 28, 50, 37


def bass_line(
    section: Section,
    style: Style,
    following: Chord | None,
    rng: random.Random,
    *,
    turns: bool = False,
) -> list[Note]:
    """The bass of a section.

    Args:
        section: with its chords.
        style: its bass player and metre.
        following: the first chord of the next section.
        rng: chooses among patterns and steps.
        turns: every fourth bar is played otherwise, where the bass does not walk.
    """
    bass = style.bass
    if bass.walking and section.kind not in ("intro", "outro"):
        return _walk(section, bass.walking, following, rng)
    text = rng.choice(for_kind(bass.patterns, section.kind))
    turn = turning(bass.patterns, section.kind, text, rng) if turns else None
    return _pattern_line(section, (text, turn or text), style.metre, following, rng)


def _pattern_line(
    section: Section,
    texts: tuple[str, str],
    metre: Metre,
    following: Chord | None,
    rng: random.Random,
) -> list[Note]:
    """Notes by the first pattern, and in every fourth bar by the second."""
    steps = metre.steps
    n_bars = len(texts[0]) // steps
    notes: list[Note] = []
    previous = MIDDLE
    for bar in range(section.bars):
        at_bar = (bar % n_bars) * steps
        text = texts[bar % 4 == 3][at_bar : at_bar + steps]
        start_q = (section.first_bar + bar) * metre.bar_q
        if bar == 0 and text[0] == "-":
            text = "R" + text[1:]
        for step, char in enumerate(text):
            at_q = start_q + step * STEP_Q
            if char == "-" and notes:
                notes[-1] = _longer(notes[-1])
            elif char not in "-.":
                chord = section.chord_at(at_q)
                after = _next_chord(section, at_q, following)
                pitch = _pitch(char, chord, after, section.key, previous=previous, rng=rng)
                accent = 1.06 if step == 0 else (0.9 if char in "a5" else 1.0)
                notes.append(Note(at_q, STEP_Q, pitch, accent))
                previous = pitch
    return notes


def _longer(note: Note) -> Note:
    return Note(note.start_q, note.length_q + STEP_Q, note.pitch, note.accent)


def _next_chord(section: Section, at_q: float, following: Chord | None) -> Chord:
    for span, after in zip(section.spans, section.spans[1:], strict=False):
        if at_q < span.end_q - 1e-6:
            return after.chord
    return following or section.spans[-1].chord


def _root(chord: Chord, previous: int) -> int:
    # Drawn towards the middle, so that the line does not wander off.
    return within(nearest(chord.root, 0.45 * previous + 0.55 * MIDDLE), LOW, LOW + 16)


def _pitch(
    char: str, chord: Chord, after: Chord, key: Key, *, previous: int, rng: random.Random
) -> int:
    if char == "n":
        return _root(after, previous)
    if char == "a":
        return _approach(after, key, previous, rng)
    root = _root(chord, previous)
    if char == "5":
        fifth = root + (chord.fifth - chord.root) % 12
        return fifth if fifth <= LOW + 18 else fifth - 12
    above = {"R": 0, "8": 12, "6": 9, "7": 10, "3": (chord.third - chord.root) % 12}[char]
    return within(root + above, LOW, HIGH)


def _approach(after: Chord, key: Key, previous: int, rng: random.Random) -> int:
    """A note that leads to the next root: by half step, by scale step, or from its fifth."""
    target = _root(after, previous)
    scale = scale_over(after, key)
    options = [target - 1, target - 2 if (target - 2) % 12 in scale else target - 1]
    options += [target + 1 if (target + 1) % 12 in scale else target + 2, target - 5]
    near = [p for p in options if LOW <= p <= HIGH and p != previous] or [target]
    return min(rng.sample(near, min(2, len(near))), key=lambda p: abs(p - previous))


def _walk(
    section: Section, beat_q: float, following: Chord | None, rng: random.Random
) -> list[Note]:
    """A note a beat: the root on a new chord, then chord and scale tones that lead to the next."""
    notes: list[Note] = []
    previous = MIDDLE
    direction = rng.choice((-1, 1))
    for k, span in enumerate(section.spans):
        beats = round(span.length_q / beat_q)
        after = (
            section.spans[k + 1].chord if k + 1 < len(section.spans) else following or span.chord
        )
        if not LOW + 4 <= previous <= HIGH - 6:
            direction = 1 if previous < MIDDLE else -1
        elif rng.random() < 0.35:
            direction = -direction
        for beat in range(beats):
            at_q = span.start_q + beat * beat_q
            if beat == 0:
                pitch = within(nearest(span.chord.root, previous), LOW, HIGH - 4)
            elif beat == beats - 1:
                pitch = _approach(after, section.key, previous, rng)
            else:
                pitch = _next_step(span.chord, section.key, previous, direction, beat)
            notes.append(Note(at_q, beat_q, pitch, 1.05 if beat % 2 == 0 else 0.98))
            if beat_q >= 1.0 and rng.random() < 0.09:
                # A skipped eighth, muted, as bass players do between beats.
                notes[-1] = Note(at_q, beat_q / 2, pitch, 1.0)
                notes.append(Note(at_q + beat_q / 2, beat_q / 4, pitch, 0.7))
            previous = pitch
    return notes


def _next_step(chord: Chord, key: Key, previous: int, direction: int, beat: int) -> int:
    wanted = set(chord.classes()) if beat % 2 == 0 else set(scale_over(chord, key))
    for distance in range(1, 8):
        pitch = previous + direction * distance
        if pitch % 12 in wanted and LOW <= pitch <= HIGH:
            return pitch
    return within(previous - direction * 5, LOW, HIGH)
