"""The second voice: guide tones under the tune, answers in its rests, or imitation."""

from __future__ import annotations

import random
from collections.abc import Sequence

from .harmony import tones
from .line import Slot, Taste, sing
from .melody import Voice, strength
from .score import STEP_Q, Note, Section
from .style import Style
from .theory import scale_over


def sounding(notes: Sequence[Note], start_q: float, end_q: float) -> tuple[int, ...]:
    """Pitches of the notes that sound at some time between the two."""
    return tuple(n.pitch for n in notes if n.start_q < end_q - 1e-6 and n.end_q > start_q + 1e-6)


def guide_tones(
    section: Section, style: Style, lead: Sequence[Note], voice: Voice, rng: random.Random
) -> list[Note]:
    """Long notes, one or two a bar, that lead from chord to chord in small steps."""
    bar_q = style.metre.bar_q
    half_q = 2.0 if style.metre.name == "3/4" else bar_q / 2
    moves = rng.random() < 0.6
    places: list[tuple[float, float]] = []
    for bar in range(section.first_bar, section.first_bar + section.bars):
        start_q = bar * bar_q
        splits = (
            len({s.start_q for s in section.spans if start_q <= s.start_q < start_q + bar_q}) > 1
        )
        if splits or (moves and bar % 2 == 1):
            places += [(start_q, half_q), (start_q + half_q, bar_q - half_q)]
        else:
            places.append((start_q, bar_q))
    return _counterpoint(places, section, style, lead, voice, rng=rng)


def answers(
    section: Section, style: Style, lead: Sequence[Note], voice: Voice, rng: random.Random
) -> list[Note]:
    """Short phrases where the tune takes breath or holds a note."""
    end_q = (section.first_bar + section.bars) * style.metre.bar_q
    places: list[tuple[float, float]] = []
    for note, following in zip(lead, [*lead[1:], None], strict=True):
        until_q = following.start_q if following else end_q
        free_q = note.start_q + min(1.0, note.length_q / 2)
        if until_q - free_q < 1.75 or until_q > end_q + 1e-6:
            continue
        places += _answer_rhythm(free_q, until_q, rng)
    return _counterpoint(places, section, style, lead, voice, rng=rng)


def _answer_rhythm(from_q: float, until_q: float, rng: random.Random) -> list[tuple[float, float]]:
    start_q = -(-from_q // 0.5) * 0.5
    lengths = rng.choice(
        ((0.5, 0.5, 1.0), (0.5, 0.5, 0.5, 0.5, 1.0), (1.0, 0.5, 0.5, 1.0), (0.5, 1.0))
    )
    places = []
    for length_q in lengths:
        if start_q + length_q > until_q + 1e-6:
            break
        places.append((start_q, length_q))
        start_q += length_q
    return places if len(places) > 1 else []


def imitation(
    section: Section, style: Style, lead: Sequence[Note], voice: Voice, rng: random.Random
) -> list[Note]:
    """The tune's own rhythm and steps, a bar later, in counterpoint with the tune."""
    bar_q = style.metre.bar_q
    end_q = (section.first_bar + section.bars) * bar_q
    places: list[tuple[float, float]] = []
    motifs: list[int | None] = []
    previous: Note | None = None
    for note in lead:
        start_q = note.start_q + bar_q
        if start_q + note.length_q > end_q + 1e-6:
            continue
        places.append((start_q, note.length_q))
        # A scale step is about 12/7 semitones.
        motifs.append(None if previous is None else round((note.pitch - previous.pitch) * 7 / 12))
        previous = note
    return _counterpoint(places, section, style, lead, voice, rng=rng, motifs=motifs)


def _counterpoint(
    places: list[tuple[float, float]],
    section: Section,
    style: Style,
    lead: Sequence[Note],
    voice: Voice,
    *,
    rng: random.Random,
    motifs: Sequence[int | None] = (),
) -> list[Note]:
    slots = []
    for k, (start_q, length_q) in enumerate(places):
        chord = section.chord_at(start_q)
        slots.append(
            Slot(
                length_q=length_q,
                chord=tones(chord),
                scale=scale_over(chord, section.key),
                strength=max(strength(start_q, length_q, style), 0.3),
                wish=voice.centre,
                motif=motifs[k] if motifs else None,
                against=sounding(lead, start_q, start_q + max(length_q, STEP_Q)),
            )
        )
    pitches = sing(slots, voice.low, voice.high, rng, Taste(leaps=1.2, freedom=0.35))
    return [
        Note(start_q, length_q, pitch, 0.95)
        for (start_q, length_q), pitch in zip(places, pitches, strict=True)
    ]
