"""Chords: voicings that move little, played in the patterns of a style."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import replace

from .score import STEP_Q, Metre, Note, Section, Span
from .style import Layer, for_kind, turning
from .theory import Chord, nearest, within

_LOUD = {"X": 1.12, "x": 1.0, "o": 0.8, "d": 1.0, "D": 1.12, "u": 0.84}
Voicing = tuple[int, ...]


def voicings(spans: Sequence[Span], layer: Layer) -> list[Voicing]:
    """One voicing a chord; every next one lies near the one before."""
    found: list[Voicing] = []
    for span in spans:
        found.append(voice(span.chord, layer, found[-1] if found else None))
    return found


def voice(chord: Chord, layer: Layer, previous: Voicing | None) -> Voicing:
    """The voicing in the layer's range that moves least and spreads well.

    Chords with more tones than the layer has voices drop the fifth, then the root.
    """
    classes = _chosen(Chord(chord.root, "5") if layer.power else chord, layer.voices)
    middle = (layer.low + layer.high) / 2
    best: tuple[float, Voicing] | None = None
    pitches_of = [[p for p in range(layer.low, layer.high + 1) if p % 12 in c] for c in classes]
    for raw in itertools.product(*pitches_of):
        pitches = tuple(sorted(set(raw)))
        cost = _cost(pitches, previous, middle)
        if best is None or (cost, pitches) < best:
            best = (cost, pitches)
    if best is None:
        raise ValueError(f"{chord} has no voicing between {layer.low} and {layer.high}")
    return best[1]


def _chosen(chord: Chord, voices: int) -> list[set[int]]:
    """For every voice the pitch classes it may take."""
    classes = list(chord.classes())
    for spare in (chord.fifth, chord.root):
        if len(classes) > voices and spare in classes:
            classes.remove(spare)
    # Voices to spare double the root or the fifth.
    spare_voices = [{chord.root, chord.fifth}] * (voices - len(classes))
    return [*({c} for c in classes[:voices]), *spare_voices]


def _cost(pitches: Voicing, previous: Voicing | None, middle: float) -> float:
    centre = sum(pitches) / len(pitches)
    # Two voices on one pitch count as one: a fuller chord is better.
    cost = 0.25 * abs(centre - middle) - 8.0 * len(pitches)
    for low, high in itertools.pairwise(pitches):
        gap = high - low
        cost += 2.5 if gap == 1 else 0.0
        cost += 1.5 if gap == 2 and low < 55 else 0.0
        cost += 0.6 * (gap - 7) if gap > 7 else 0.0
    # Close intervals growl in the low register.
    if len(pitches) > 1 and pitches[0] < 50 and pitches[1] - pitches[0] < 5:
        cost += 3.0
    if previous is not None:
        cost += sum(min(abs(p - q) for q in previous) for p in pitches)
        cost += 0.7 * abs(pitches[-1] - previous[-1])
    return cost


def layer_notes(
    section: Section, layer: Layer, metre: Metre, rng: random.Random, *, turns: bool = False
) -> list[Note]:
    """What the layer plays in a section.

    Args:
        section: with its chords.
        layer: who plays.
        metre: of the patterns.
        rng: chooses among the patterns.
        turns: every fourth bar is played otherwise; pads hold as they did.
    """
    text = rng.choice(for_kind(layer.patterns, section.kind))
    turns = turns and layer.role != "pad"
    turn = turning(layer.patterns, section.kind, text, rng) if turns else None
    steps = metre.steps
    n_bars = len(text) // steps
    chosen = dict(
        zip((s.start_q for s in section.spans), voicings(section.spans, layer), strict=True)
    )
    notes: list[Note] = []

    def strike(char: str, at_q: float, length_q: float, span: Span) -> None:
        voicing = chosen[span.start_q]
        notes.extend(_struck(char, at_q, length_q, chord=span.chord, voicing=voicing, layer=layer))

    for bar in range(section.bars):
        played = turn if turn and bar % 4 == 3 else text
        own = played[(bar % n_bars) * steps :][:steps]
        start_q = (section.first_bar + bar) * metre.bar_q
        for step, length in _strokes(own):
            at_q = start_q + step * STEP_Q
            span = _span_at(section, at_q)
            left_q = span.end_q - at_q
            if layer.ring:
                strike(own[step], at_q, left_q, span)
                continue
            strike(own[step], at_q, min(length * STEP_Q, left_q), span)
            after = _span_at(section, span.end_q)
            if length * STEP_Q > left_q + 1e-6 and own[step] in _LOUD and after is not span:
                # A chord held into the next one is struck anew when the harmony changes.
                strike("o", span.end_q, length * STEP_Q - left_q, after)
    return _cut_repeats(notes)


def _strokes(text: str) -> list[tuple[int, int]]:
    """(step, steps held) of every stroke of a bar."""
    found: list[tuple[int, int]] = []
    for step, char in enumerate(text):
        if char == "-" and found and sum(found[-1]) == step:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif char not in "-.":
            found.append((step, 1))
    return found


def _span_at(section: Section, at_q: float) -> Span:
    return next((s for s in section.spans if at_q < s.end_q - 1e-6), section.spans[-1])


def _struck(
    char: str, at_q: float, length_q: float, *, chord: Chord, voicing: Voicing, layer: Layer
) -> list[Note]:
    sounding_q = length_q if layer.ring else length_q * layer.touch
    if char.isdigit():
        octave, k = divmod(int(char), len(voicing))
        pitch = min(voicing[k] + 12 * octave, 100)
        return [Note(at_q, sounding_q, pitch, 1.0 if char == "0" else 0.92)]
    if char in "LF":
        root = within(nearest(chord.root, 43), 36, 50)
        below = root if char == "L" else within(nearest(chord.fifth, 41), 34, 50)
        return [Note(at_q, sounding_q, below, 1.05)]
    order = reversed(voicing) if char == "u" else voicing
    spread_s = layer.strum_s * (0.7 if char == "u" else 1.0)
    return [
        Note(at_q, sounding_q, pitch, _LOUD[char], spread_s * k) for k, pitch in enumerate(order)
    ]


def yielding(notes: Sequence[Note], lead: Sequence[Note]) -> list[Note]:
    """The chords without the notes that would rub against the tune, as a comping player listens.

    A note goes when a tune's note of half a beat or more sounds with it a semitone or a minor
    ninth above.
    """
    by_pitch: dict[int, list[Note]] = {}
    for tune in lead:
        if tune.length_q >= 0.5:
            by_pitch.setdefault(tune.pitch, []).append(tune)
    return [
        note
        for note in notes
        if not any(
            min(note.end_q, tune.end_q) - max(note.start_q, tune.start_q) > 0.3
            for distance in (1, 13)
            for tune in by_pitch.get(note.pitch + distance, ())
        )
    ]


def _cut_repeats(notes: list[Note]) -> list[Note]:
    """Notes in order; one that is struck again before its end is cut there."""
    ordered = sorted(notes, key=lambda n: (n.start_q, n.pitch))
    last: dict[int, int] = {}
    kept: list[Note] = []
    for note in ordered:
        k = last.get(note.pitch)
        if k is not None and kept[k].end_q > note.start_q:
            if note.start_q - kept[k].start_q < 0.1:
                continue
            kept[k] = replace(kept[k], length_q=note.start_q - kept[k].start_q)
        last[note.pitch] = len(kept)
        kept.append(note)
    return kept
