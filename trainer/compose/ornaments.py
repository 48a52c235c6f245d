"""Ornaments of a style: cuts of a Celtic fiddle, mordents, blue notes slid into from below."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from .score import Note, Section
from .theory import scale_over

_GRACE_S = 0.06


def ornamented(
    notes: Sequence[Note], section: Section, kind: str, quarter_s: float, rng: random.Random
) -> list[Note]:
    """The notes with the ornaments of `kind` (celtic, baroque, blues, or none when empty)."""
    grace_q = _GRACE_S / quarter_s
    found: list[Note] = []
    for note in notes:
        scale = scale_over(section.chord_at(note.start_q), section.key)
        long_enough = note.length_q > 3 * grace_q
        if kind == "celtic" and long_enough and note.start_q % 1.5 == 0 and rng.random() < 0.4:
            found += _grace(note, _step(note.pitch, scale, 1), grace_q)
        elif kind == "blues" and long_enough and note.length_q >= 0.5 and rng.random() < 0.3:
            found += _grace(note, note.pitch - 1, grace_q)
        elif kind == "baroque" and note.length_q >= 1.0 and long_enough and rng.random() < 0.4:
            upper = _step(note.pitch, scale, 1)
            first = replace(note, length_q=grace_q)
            found += [first, *_grace(_after(note, grace_q), upper, grace_q)]
        else:
            found.append(note)
    return found


def _grace(note: Note, pitch: int, grace_q: float) -> list[Note]:
    return [
        Note(note.start_q, grace_q, pitch, note.accent * 0.85),
        _after(note, grace_q),
    ]


def _after(note: Note, grace_q: float) -> Note:
    return replace(note, start_q=note.start_q + grace_q, length_q=note.length_q - grace_q)


def _step(pitch: int, scale: frozenset[int], direction: int) -> int:
    """The next pitch of the scale."""
    found = pitch + direction
    while found % 12 not in scale:
        found += direction
    return found
