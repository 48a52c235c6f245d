"""A singing line: the cheapest pitches for given rhythms and chords, by dynamic programming.

The cost of a line adds up what a listener would object to: foreign tones on strong beats, leaps
that nothing recovers, notes that go on the spot, distance from the wished contour and from the
motif. The states are pairs of pitches, so that a rule may look at three notes in a row.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Costs = NDArray[np.float64]

# Cost of a melodic interval by its size in semitones; the tritone and sevenths are hard to sing.
_INTERVALS = (0.8, 0.0, 0.0, 0.6, 0.75, 1.05, 3.0, 1.1, 2.0, 2.1, 4.5, 5.0, 2.1)
_TOO_WIDE = 9.0
_FOREIGN = 12.0


@dataclass(frozen=True, slots=True)
class Slot:
    """A note that still wants a pitch.

    Attributes:
        length_q: its length in quarter notes.
        chord: pitch classes of the chord under it.
        scale: pitch classes that may sound.
        strength: 0 (passing) to 1 (on the first beat): how much it wants a chord tone.
        wish: pitch that the contour wants.
        motif: steps of the scale from the note before, as the motif has it; None where free.
        goal: pitch classes for a cadence; empty where free.
        against: pitches that sound in another voice, to be consonant with.
    """

    length_q: float
    chord: frozenset[int]
    scale: frozenset[int]
    strength: float
    wish: float
    motif: int | None = None
    goal: frozenset[int] = frozenset()
    against: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Taste:
    """How strict a singer is.

    Attributes:
        leaps: weight of the cost of leaps.
        motif: cost of a step's difference from the motif.
        freedom: standard deviation of the whim that makes two songs differ.
    """

    leaps: float = 1.0
    motif: float = 1.1
    freedom: float = 0.55


def sing(
    slots: Sequence[Slot], low: int, high: int, rng: random.Random, taste: Taste | None = None
) -> list[int]:
    """Pitches for the slots.

    Args:
        slots: the rhythm with its harmony.
        low, high: range, MIDI pitches; at least an octave.
        rng: chance, for the whims.
        taste: how strict to be; Taste() when None.
    """
    if not slots:
        return []
    taste = taste or Taste()
    pitches = np.arange(low, high + 1)
    steps = _scale_positions(pitches, slots[0].scale)
    curves = _curves(pitches)
    # The pair before the first slot is the first note twice.
    cost = 1e3 * (1 - np.eye(len(pitches))) + _alone(slots[0], pitches, rng, taste.freedom)
    choices: list[NDArray[np.int64]] = []
    for previous, slot in itertools.pairwise(slots):
        joined = cost[:, :, None] + curves + _unprepared(previous, pitches)
        best = joined.argmin(axis=0)
        choices.append(best)
        reached = np.take_along_axis(joined, best[None], axis=0)[0]
        cost = reached + _moves(pitches, steps, previous, slot, taste)
        cost = cost + _alone(slot, pitches, rng, taste.freedom)[None, :]
    flat = int(cost.argmin())
    second, last = divmod(flat, len(pitches))
    line = [last, second]
    for best in reversed(choices):
        line.append(int(best[line[-1], line[-2]]))
    found = [int(pitches[k]) for k in reversed(line)]
    return found[1:]


def _interval_costs(distance: NDArray[np.int64]) -> Costs:
    table = np.array([*_INTERVALS, *[_TOO_WIDE] * 128])
    return np.asarray(table[distance], dtype=np.float64)


def _alone(slot: Slot, pitches: NDArray[np.int64], rng: random.Random, freedom: float) -> Costs:
    classes = pitches % 12
    in_chord = np.isin(classes, list(slot.chord))
    in_scale = np.isin(classes, list(slot.scale))
    # A scale tone a semitone above a chord tone rubs when it is held.
    rubs = np.isin((classes - 1) % 12, list(slot.chord)) & ~in_chord
    held = min(slot.length_q, 2.0)
    cost = np.where(in_scale, 0.0, _FOREIGN)
    cost += np.where(in_chord, 0.0, 0.1 + 2.6 * slot.strength**1.3 + 0.3 * held)
    cost += np.where(rubs, 0.5 + 2.0 * slot.strength + 0.8 * held, 0.0)
    cost += 0.11 * np.abs(pitches - slot.wish) + 0.012 * (pitches - slot.wish) ** 2
    if slot.goal:
        cost += np.where(np.isin(classes, list(slot.goal)), 0.0, 6.0)
    for other in slot.against:
        cost += _dissonance(np.abs(pitches - other)) * (0.5 + slot.strength)
    noise = np.array([rng.gauss(0.0, freedom) for _ in pitches])
    return np.asarray(cost + noise, dtype=np.float64)


def _dissonance(distance: NDArray[np.int64]) -> Costs:
    """Cost of an interval between two voices; unisons and octaves count as a lack of a second."""
    cost = np.array([1.6, 5.0, 2.4, 0.0, 0.0, 0.9, 2.5, 0.4, 0.0, 0.0, 1.8, 3.5])
    return np.asarray(cost[distance % 12] + np.where(distance < 2, 2.0, 0.0), dtype=np.float64)


def _curves(pitches: NDArray[np.int64]) -> Costs:
    """Costs (p, q, r) of three notes in a row, by their shape alone."""
    first = pitches[None, :, None] - pitches[:, None, None]
    second = pitches[None, None, :] - pitches[None, :, None]
    leap = np.abs(first) >= 5
    same_way = (np.sign(first) == np.sign(second)) & (second != 0)
    step_back = (np.sign(first) == -np.sign(second)) & (np.abs(second) <= 4) & (second != 0)
    cost = np.where(leap & ~step_back, 1.0, 0.0)
    cost += np.where(leap & same_way & (np.abs(second) >= 3), 1.8, 0.0)
    cost += np.where((first == 0) & (second == 0), 1.2, 0.0)
    # Rocking between two notes is a trill, not a tune.
    cost += np.where((first == -second) & (first != 0), 0.45, 0.0)
    return np.asarray(cost, dtype=np.float64)


def _unprepared(middle: Slot, pitches: NDArray[np.int64]) -> Costs:
    """Cost (p, q, r) of a non-chord tone q that is neither reached nor left by step."""
    foreign = ~np.isin(pitches % 12, list(middle.chord))
    into = np.abs(pitches[None, :, None] - pitches[:, None, None]) > 2
    out = np.abs(pitches[None, None, :] - pitches[None, :, None]) > 2
    return np.where(foreign[None, :, None], 0.9 * into + 1.6 * out, 0.0)


def _moves(
    pitches: NDArray[np.int64],
    steps: Costs,
    previous: Slot,
    slot: Slot,
    taste: Taste,
) -> Costs:
    """Cost (q, r) of going from one pitch to the next."""
    distance = np.abs(pitches[None, :] - pitches[:, None])
    # A leap takes its time: right after a short note it is worth more.
    haste = 1.35 if previous.length_q < 0.5 else 1.0
    cost = taste.leaps * haste * _interval_costs(distance)
    if slot.motif is not None:
        moved = steps[None, :] - steps[:, None]
        away = np.minimum(np.abs(moved - slot.motif), 5.0)
        # Where the motif speaks, its own leaps and repetitions cost nothing.
        cost = 0.25 * cost + taste.motif * away
    return np.asarray(cost, dtype=np.float64)


def _scale_positions(pitches: NDArray[np.int64], scale: frozenset[int]) -> Costs:
    """Position of each pitch on the ladder of the scale; foreign pitches lie between two rungs."""
    rungs = np.array(
        [p for p in range(int(pitches[0]) - 12, int(pitches[-1]) + 13) if p % 12 in scale]
    )
    return np.asarray(np.interp(pitches, rungs, np.arange(len(rungs))), dtype=np.float64)
