"""What a player does when a tune comes back: the same tune, not the same notes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from .harmony import tones
from .score import Note, Section
from .theory import scale_over


def moved(
    notes: Sequence[Note], from_section: Section, to_section: Section, bar_q: float
) -> list[Note]:
    """The notes at another place and, where the sections' keys differ in height, transposed."""
    shift_q = (to_section.first_bar - from_section.first_bar) * bar_q
    up = (to_section.key.tonic - from_section.key.tonic) % 12
    semitones = up if up <= 6 else up - 12
    length_q = to_section.bars * bar_q
    start_q = to_section.first_bar * bar_q
    found: list[Note] = []
    for lap in range(-(-to_section.bars // from_section.bars)):
        lap_q = lap * from_section.bars * bar_q
        found += [
            replace(note, start_q=note.start_q + shift_q + lap_q, pitch=note.pitch + semitones)
            for note in notes
            if note.start_q + shift_q + lap_q < start_q + length_q - 1e-9
        ]
    return found


def varied(
    notes: Sequence[Note], section: Section, bar_q: float, amount: float, rng: random.Random
) -> list[Note]:
    """The tune with some of its notes divided, joined or brought forward.

    The first bar of every phrase of four stays, so that the tune is known at once, and so does
    what ends a phrase.

    Args:
        notes: in order, one at a time.
        section: with its chords, where the notes stand now.
        bar_q: bar length in quarter notes.
        amount: share of the notes that are touched, 0 to 1.
        rng: chance.
    """
    found: list[Note] = []
    for k, note in enumerate(notes):
        bar = int(note.start_q // bar_q) - section.first_bar
        following = notes[k + 1] if k + 1 < len(notes) else None
        if bar % 4 in (0, 3) or following is None or rng.random() > amount:
            found.append(note)
        elif note.length_q >= 1.0 and rng.random() < 0.7:
            found += _divided(note, following, section)
        elif found and found[-1].end_q <= note.start_q - 0.25 and note.start_q % 1.0 == 0:
            found.append(replace(note, start_q=note.start_q - 0.25, length_q=note.length_q + 0.25))
        else:
            found.append(note)
    return found


def _divided(note: Note, following: Note, section: Section) -> list[Note]:
    """The note and, in its second half, a step towards the next one."""
    half_q = note.length_q / 2
    chord = section.chord_at(note.start_q)
    scale = scale_over(chord, section.key)
    up = following.pitch > note.pitch or (following.pitch == note.pitch and note.pitch % 2 == 0)
    candidates = (
        range(note.pitch + 1, note.pitch + 4) if up else range(note.pitch - 1, note.pitch - 4, -1)
    )
    passing = next((p for p in candidates if p % 12 in scale), None)
    if passing is None or (abs(following.pitch - passing) > 4 and passing % 12 not in tones(chord)):
        return [note]
    return [
        replace(note, length_q=half_q),
        Note(note.start_q + half_q, half_q, passing, note.accent * 0.92),
    ]


def in_thirds(notes: Sequence[Note], section: Section, low: int) -> list[Note]:
    """A second voice a third or sixth below, in chord tones where the note is long."""
    found: list[Note] = []
    for note in notes:
        chord = section.chord_at(note.start_q)
        wanted = tones(chord) if note.length_q >= 1.0 else scale_over(chord, section.key)
        below = [p for p in range(note.pitch - 9, note.pitch - 2) if p % 12 in wanted]
        below = [p for p in below if note.pitch - p in (3, 4, 5, 8, 9)]
        pitch = max(below, default=None)
        if pitch is not None:
            while pitch < low:
                pitch += 12
            if pitch != note.pitch:
                found.append(replace(note, pitch=pitch, accent=note.accent * 0.85))
    return found
