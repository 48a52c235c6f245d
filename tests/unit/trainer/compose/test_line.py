from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.compose.chance import stream
from trainer.compose.line import Slot, Taste, sing

MAJOR = frozenset({0, 2, 4, 5, 7, 9, 11})
TONIC = frozenset({0, 4, 7})
DOMINANT = frozenset({7, 11, 2})


def slot(strength: float = 0.5, wish: float = 67, chord: frozenset[int] = TONIC, **more) -> Slot:
    return Slot(0.5, chord, MAJOR, strength, wish, **more)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 24))
def test_a_line_keeps_to_range_and_scale_and_rests_on_chords(seed, n):
    slots = [
        slot(1.0 if k % 4 == 0 else 0.1, chord=DOMINANT if k % 8 > 3 else TONIC) for k in range(n)
    ]
    line = sing(slots, 60, 79, stream(seed))
    assert len(line) == n
    assert all(60 <= pitch <= 79 and pitch % 12 in MAJOR for pitch in line)
    strong = [(p, s) for p, s in zip(line, slots, strict=True) if s.strength == 1.0]
    assert all(pitch % 12 in at.chord for pitch, at in strong)


def test_no_notes_no_line():
    assert sing([], 60, 72, stream(1)) == []


def test_lines_move_in_steps_and_recover_from_leaps():
    steps = leaps = recovered = total = 0
    for seed in range(20):
        line = sing([slot(0.6 if k % 4 == 0 else 0.1) for k in range(32)], 58, 78, stream(seed))
        moves = [b - a for a, b in itertools.pairwise(line)]
        total += len(moves)
        steps += sum(0 < abs(move) <= 2 for move in moves)
        for move, after in itertools.pairwise(moves):
            if abs(move) >= 5:
                leaps += 1
                recovered += move * after < 0 and abs(after) <= 4
    assert steps / total > 0.45
    assert leaps / total < 0.15
    assert recovered >= 0.7 * leaps


def test_a_line_follows_its_contour():
    rising = sing([slot(0.1, wish=60 + k) for k in range(20)], 55, 84, stream(3))
    assert rising[-1] - rising[0] > 12


@pytest.mark.parametrize("seed", range(8))
def test_a_cadence_reaches_its_goal(seed):
    slots = [slot(0.2) for _ in range(6)] + [slot(1.0, goal=frozenset({0}))]
    assert sing(slots, 60, 79, stream(seed))[-1] % 12 == 0


@pytest.mark.parametrize("seed", range(5))
def test_a_line_follows_its_motif(seed):
    motif = [1, 1, -2, 1, 1]
    slots = [slot(0.1), *(slot(0.1, motif=step) for step in motif)]
    ladder = [pitch for pitch in range(40, 100) if pitch % 12 in MAJOR]
    line = sing(slots, 60, 79, stream(seed), Taste(motif=3.0))
    steps = [ladder.index(b) - ladder.index(a) for a, b in itertools.pairwise(line)]
    assert sum(found == wanted for found, wanted in zip(steps, motif, strict=True)) >= 4


def test_a_second_voice_avoids_seconds_and_sevenths():
    against = [67, 69, 71, 72, 71, 69, 67, 65] * 3
    slots = [slot(0.3, wish=60, against=(other,)) for other in against]
    line = sing(slots, 52, 68, stream(2), Taste(freedom=0.3))
    sharp = sum(abs(a - b) % 12 in (1, 11) for a, b in zip(line, against, strict=True))
    assert sharp == 0


def test_the_same_chance_gives_the_same_line():
    slots = [slot() for _ in range(12)]
    assert sing(slots, 60, 79, stream(4)) == sing(slots, 60, 79, stream(4))
    assert len({tuple(sing(slots, 60, 79, stream(seed))) for seed in range(10)}) > 5
