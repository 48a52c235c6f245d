"""From written to played notes: swing, each player's place in the beat, small errors, touch."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .chance import stream
from .instruments import INSTRUMENTS
from .moods import Mood
from .score import Note, Part, Song
from .style import Style

_BASE_VELOCITY = {
    "drums": 92,
    "bass": 90,
    "chords": 80,
    "pad": 72,
    "arpeggio": 76,
    "lead": 92,
    "counter": 82,
}
_MONOPHONIC = ("lead", "counter", "bass")
_SHORTEST_S = 0.03


@dataclass(frozen=True, slots=True)
class Played:
    """A note as it sounds: seconds from the start of the song, MIDI pitch, velocity 1 to 127."""

    start_s: float
    end_s: float
    pitch: int
    velocity: int


def swung(at_q: float, swing: tuple[float, float]) -> float:
    """A written position moved as the style swings; the pair's first half takes `share` of it.

    Args:
        at_q: position in quarter notes.
        swing: (length of the pair in quarter notes, share of its first half).
    """
    pair_q, share = swing
    whole, within = divmod(at_q, pair_q)
    half = pair_q / 2
    if within <= half:
        return whole * pair_q + within * 2 * share
    return whole * pair_q + pair_q * share + (within - half) * 2 * (1 - share)


def perform(part: Part, song: Song, style: Style, mood: Mood, seed: int) -> list[Played]:
    """What the player of a part really plays. Notes of one pitch never overlap."""
    rng = stream(seed, "performance", part.name)
    sound = INSTRUMENTS.get(part.instrument)
    early_s = sound.attack_s if sound else 0.0
    late_s = style.drag_s.get(part.role, 0.0) - early_s
    loose_s = style.looseness_s * (0.5 if part.role in ("drums", "bass") else 1.0)
    drift_s = 0.0
    played: list[Played] = []
    at_q, error_s = -1.0, 0.0
    for note in part.notes:
        if note.start_q != at_q:
            # Notes struck together share one error; from chord to chord it wanders.
            drift_s = 0.8 * drift_s + rng.gauss(0.0, 0.4 * loose_s)
            error_s = drift_s + rng.gauss(0.0, 0.7 * loose_s)
            at_q = note.start_q
        own_s = rng.gauss(0.0, 0.2 * loose_s)
        start_s = swung(note.start_q, style.swing) * song.quarter_s
        end_s = swung(note.end_q, style.swing) * song.quarter_s
        start_s = max(start_s + late_s + error_s + own_s + note.spread_s, 0.0)
        length_s = (end_s - start_s) * _touch(part.role, style, mood, note)
        velocity = _velocity(note, part.role, song, mood, rng)
        played.append(Played(start_s, start_s + max(length_s, 0.05), note.pitch, velocity))
    if part.role == "drums":
        return _apart(played, 0.0)
    if part.role in _MONOPHONIC:
        played = _one_at_a_time(played)
    return _apart(played, 0.004)


def _touch(role: str, style: Style, mood: Mood, note: Note) -> float:
    if role == "bass":
        return style.bass.touch
    if role in ("lead", "counter"):
        # Staccato is for short notes; long ones are held for what they are worth.
        return mood.touch if note.length_q <= 1.0 else 0.5 * (1.0 + mood.touch)
    return 1.0


def energy_at(at_q: float, song: Song) -> float:
    """Energy 0 to 1; it grows through the last bar before a louder section."""
    bar = at_q / song.metre.bar_q
    for k, section in enumerate(song.sections):
        if bar < section.first_bar + section.bars or k == len(song.sections) - 1:
            after = song.sections[min(k + 1, len(song.sections) - 1)]
            into = bar - (section.first_bar + section.bars - 1)
            rise = max(after.energy - section.energy, 0.0) * 0.7 * min(max(into, 0.0), 1.0)
            return section.energy + rise
    raise AssertionError("a song has sections")


def _velocity(note: Note, role: str, song: Song, mood: Mood, rng: random.Random) -> int:
    base = (
        _BASE_VELOCITY[role] + song.contrast * (energy_at(note.start_q, song) - 0.7) + mood.velocity
    )
    beat = note.start_q % song.metre.bar_q
    if role != "drums":
        base += 4.0 if beat == 0 else (0.0 if beat % song.metre.beat_q == 0 else -4.0)
    velocity = base * note.accent + rng.gauss(0.0, 3.5)
    return round(min(max(velocity, 16), 124))


def _one_at_a_time(played: Sequence[Played]) -> list[Played]:
    """A voice lets go of a note when it begins the next; a legato overlap of 10 ms remains."""
    ordered = sorted(played, key=lambda p: p.start_s)
    found = [
        replace(p, end_s=max(min(p.end_s, after.start_s + 0.01), p.start_s + _SHORTEST_S))
        for p, after in itertools.pairwise(ordered)
    ]
    return [*found, *ordered[-1:]]


def _apart(played: Sequence[Played], gap_s: float) -> list[Played]:
    """The notes in order, a repeated pitch released before it is struck again."""
    kept: list[Played] = []
    last: dict[int, int] = {}
    for note in sorted(played, key=lambda p: (p.start_s, p.pitch)):
        k = last.get(note.pitch)
        if k is not None and kept[k].end_s > note.start_s - gap_s:
            if note.start_s - gap_s - kept[k].start_s < _SHORTEST_S:
                continue
            kept[k] = replace(kept[k], end_s=note.start_s - gap_s)
        last[note.pitch] = len(kept)
        kept.append(note)
    return kept
