from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.compose import progressions
from trainer.compose.moods import MOODS
from trainer.compose.progressions import draw_progression, mode_of
from trainer.compose.styles import STYLES
from trainer.compose.theory import (
    MODES,
    Chord,
    Key,
    chord_of,
    coloured,
    nearest,
    scale_over,
    within,
)

C, D, E, F, G, A, B = 0, 2, 4, 5, 7, 9, 11


@pytest.mark.parametrize(
    ("numeral", "root", "shape"),
    [
        ("I", C, ""),
        ("vi", A, "m"),
        ("bVII", 10, ""),
        ("ii7", D, "m7"),
        ("iih7", D, "m7b5"),
        ("V7/vi", E, "7"),
        ("V7sus4", G, "7sus4"),
        ("iio7", D, "dim7"),
        ("iv6", F, "m6"),
        ("#IV", 6, ""),
    ],
)
def test_numerals_name_chords(numeral, root, shape):
    assert chord_of(numeral, Key(C, "major")) == Chord(root, shape)


def test_an_unknown_numeral_is_refused():
    with pytest.raises(ValueError, match="VIIII"):
        chord_of("VIIII", Key(C, "major"))


def test_colour_adds_what_the_key_offers():
    key = Key(C, "major")
    assert coloured(Chord(C, ""), key, "seventh").shape == "maj7"
    assert coloured(Chord(G, ""), key, "seventh").shape == "7"
    assert coloured(Chord(B, "dim"), key, "seventh").shape == "m7b5"
    assert coloured(Chord(D, "m"), key, "ninth").shape == "m9"
    # The ninth over E minor would be F sharp, which C major does not have.
    assert coloured(Chord(E, "m"), key, "ninth").shape == "m7"
    assert coloured(Chord(C, ""), key, "triad").shape == ""


@given(st.integers(0, 11), st.sampled_from(sorted(MODES)), st.integers(0, 11))
def test_a_scale_over_a_chord_holds_the_chord_and_no_cluster(tonic, mode, root):
    key, chord = Key(tonic, mode), Chord(root, "7")
    scale = scale_over(chord, key)
    assert set(chord.classes()) <= scale
    assert 5 <= len(scale) <= 9


def test_foreign_chord_tones_bend_the_scale():
    # A7 in C major: C sharp takes the place of C and does not stand beside it.
    assert scale_over(Chord(A, "7"), Key(C, "major")) == {1, D, E, F, G, A, B}
    # B flat in C major takes that of B.
    assert scale_over(Chord(10, ""), Key(C, "major")) == {C, D, E, F, G, A, 10}


@given(st.integers(0, 11), st.integers(24, 100))
def test_nearest_and_within(pitch_class, pitch):
    found = nearest(pitch_class, pitch)
    assert found % 12 == pitch_class
    assert abs(found - pitch) <= 6
    assert 40 <= within(pitch, 40, 52) <= 52
    assert within(pitch, 40, 52) % 12 == pitch % 12


def test_every_progression_can_be_played():
    numerals = {
        (mode, numeral)
        for (_, mode, _), text in progressions._TEXTS.items()
        for bar in text.replace(";", " ").split()
        for numeral in bar.split(",")
    }
    assert len(numerals) > 60
    for mode, numeral in numerals:
        chord_of(numeral, Key(C, mode))


@pytest.mark.parametrize("style", sorted(STYLES))
@pytest.mark.parametrize("mood", sorted(MOODS))
def test_every_style_has_chords_for_every_mood(style, mood, rng):
    family = STYLES[style].family
    mode = mode_of(family, MOODS[mood].mode)
    for kind in ("verse", "chorus"):
        opening, answer = draw_progression(family, mode, kind, rng)
        assert len(opening) in (4, 12)
        assert len(answer) == len(opening)
