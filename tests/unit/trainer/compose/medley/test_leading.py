"""Chords and bars that lead over."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.compose.humanise import Played
from trainer.compose.medley.leading import (
    all_turned,
    bridge_s,
    led_home,
    led_over,
    pivot_of,
    turned,
)
from trainer.compose.styles import STYLES
from trainer.compose.theory import MODES, Chord, Key, chord_of

RATIOS = st.floats(0.75, 1.3)


@given(RATIOS)
def test_a_bridge_lasts_as_long_as_its_tempo_says(ratio: float) -> None:
    # The tempo goes evenly over the beats, so seconds are the integral of one over it.
    shares = np.linspace(0, 1, 20_001)
    seconds = np.trapezoid(2.0 / (1 + (ratio - 1) * shares), shares)
    assert bridge_s(2.0, ratio) == pytest.approx(seconds, rel=1e-6)
    assert turned(12.0, 10.0, 2.0, ratio) == pytest.approx(10.0 + bridge_s(2.0, ratio))


@given(st.floats(0, 20), st.floats(0, 20), RATIOS)
def test_time_turns_without_a_leap(first: float, second: float, ratio: float) -> None:
    low, high = sorted((first, second))
    moved = turned(high, 10.0, 2.0, ratio) - turned(low, 10.0, 2.0, ratio)
    slowest, fastest = sorted((1.0, 1.0 / ratio))
    assert slowest * (high - low) - 1e-9 <= moved <= fastest * (high - low) + 1e-9
    assert turned(min(low, 10.0), 10.0, 2.0, ratio) == min(low, 10.0)


def test_notes_turn_with_the_time() -> None:
    notes = [Played(1.0, 2.0, 60, 90), Played(11.0, 13.0, 62, 90)]
    before, after = all_turned(notes, 10.0, 2.0, 1.25)
    assert before == notes[0]
    assert 10.8 < after.start_s < 11.0
    assert after.end_s == pytest.approx(10.0 + bridge_s(2.0, 1.25) + 1.0 / 1.25)
    assert (after.pitch, after.velocity) == (62, 90)


def test_a_pivot_belongs_to_both_keys_of_one_signature_apart() -> None:
    # C major and what lies a fifth below: ii of F is not in C, vi is.
    home = Key(0, "major")
    assert str(chord_of(pivot_of(Key(5, "major"), home), home)) == "Dm"
    assert str(chord_of(pivot_of(Key(0, "minor"), home), home)) == "Fm"


@pytest.mark.parametrize("fall", [0, 5])
def test_where_keys_share_a_triad_the_pivot_is_one(fall: int) -> None:
    shared = 0
    for mode, other in itertools.product(MODES, repeat=2):
        first, second = Key(2, mode), Key((2 + fall) % 12, other)
        both = first.scale() & second.scale()
        dominant = (second.tonic + 7) % 12
        triads = [Chord(root, shape) for root in range(12) for shape in ("", "m")]
        known = [c for c in triads if set(c.classes()) <= both and c.root != dominant]
        pivot = chord_of(pivot_of(second, first), first)
        assert pivot in known or not known, (mode, other, str(pivot), [str(c) for c in known])
        shared += bool(known)
    assert shared > 25


@pytest.mark.parametrize("bars", [4, 6, 8])
def test_a_part_begins_at_home_and_ends_on_the_dominant_of_the_next(bars: int) -> None:
    key, following = Key(9, "minor"), Key(2, "minor")
    written = led_over(("bVI", "bVII", "i", "v") * 2, key, following, STYLES["rock"])[-bars:]
    names = ",".join(written).split(",")
    assert chord_of(names[-1], key).root == 9
    assert str(chord_of(names[-1], key)) == "A"
    whole = led_over(("bVI", "bVII", "i", "v"), key, following, STYLES["rock"])
    assert (len(whole), chord_of(whole[0], key).root) == (4, 9)
    assert whole[-1].count(",") == 1


def test_a_tonic_that_is_there_stays() -> None:
    key = Key(0, "major")
    assert led_over(("I7", "IV7", "I7", "I7", "V7", "V7"), key, key, STYLES["rock"])[0] == "I7"


def test_the_last_part_comes_home() -> None:
    written = led_home(("IV", "V", "iii", "vi"), Key(0, "major"), STYLES["pop"])
    assert written == ("I", "V", "iii", "IV,V", "I")
