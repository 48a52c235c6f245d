from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.compose.humanise import energy_at, perform, swung
from trainer.compose.moods import MOODS
from trainer.compose.styles import STYLES


@given(st.floats(0, 64), st.floats(0, 64), st.floats(0.5, 0.7), st.sampled_from([0.5, 1.0]))
def test_swing_keeps_order_and_beats(first, second, share, pair_q):
    low, high = sorted((first, second))
    assert swung(low, (pair_q, share)) <= swung(high, (pair_q, share)) + 1e-9
    assert swung(round(first), (pair_q, share)) == pytest.approx(round(first))
    assert abs(swung(first, (pair_q, share)) - first) <= pair_q * 0.2 + 1e-9


def test_swung_eighths_come_late():
    assert swung(2.5, (1.0, 2 / 3)) == pytest.approx(2 + 2 / 3)
    assert swung(2.5, (1.0, 0.5)) == pytest.approx(2.5)


def test_one_pitch_never_sounds_twice_at_once(songs):
    for spec, song in songs:
        for part in song.parts:
            last_end_s: dict[int, float] = {}
            played = perform(part, song, STYLES[spec.style], MOODS[spec.mood], spec.seed)
            for note in played:
                assert note.start_s >= last_end_s.get(note.pitch, 0.0)
                assert note.end_s > note.start_s >= 0
                assert 1 <= note.velocity <= 127
                last_end_s[note.pitch] = note.end_s


def test_players_lose_no_notes(songs):
    for spec, song in songs:
        for part in song.parts:
            played = perform(part, song, STYLES[spec.style], MOODS[spec.mood], spec.seed)
            assert len(played) >= 0.97 * len(part.notes)


def test_timing_is_human_and_small(songs):
    for spec, song in songs:
        style = STYLES[spec.style]
        part = song.part("bass")
        played = perform(part, song, style, MOODS[spec.mood], spec.seed)
        if len(played) != len(part.notes):
            continue
        errors_s = [
            p.start_s - swung(n.start_q, style.swing) * song.quarter_s
            for p, n in zip(played, part.notes, strict=True)
        ]
        assert 0.0002 < np.std(errors_s) < 0.02
        assert np.max(np.abs(errors_s)) < 0.07


def test_velocities_vary_and_grow_with_the_energy(songs):
    for spec, song in songs:
        part = (
            song.part("chords") if "chords" in [p.name for p in song.parts] else song.part("bass")
        )
        played = perform(part, song, STYLES[spec.style], MOODS[spec.mood], spec.seed)
        assert len({p.velocity for p in played}) > 5
        chorus = next(s for s in song.sections if s.name == "chorus 2")
        verse = next(s for s in song.sections if s.name == "verse")
        bar_q = song.metre.bar_q
        assert energy_at(chorus.first_bar * bar_q, song) > energy_at(verse.first_bar * bar_q, song)


def test_two_performances_differ_by_seed_alone(songs):
    spec, song = songs[0]
    style, mood = STYLES[spec.style], MOODS[spec.mood]
    part = song.part("lead")
    assert perform(part, song, style, mood, 1) == perform(part, song, style, mood, 1)
    assert perform(part, song, style, mood, 1) != perform(part, song, style, mood, 2)
