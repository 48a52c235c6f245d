from __future__ import annotations

import pytest

from trainer.compose.comping import voice
from trainer.compose.drums import ACCENTS, DRUM_PITCHES, track
from trainer.compose.fills import FILLS
from trainer.compose.instruments import (
    BASSES,
    COUNTERS,
    INSTRUMENTS,
    KITS,
    LEADS,
    PLUCKED,
    SUSTAINED,
)
from trainer.compose.rhythms import (
    CADENCES,
    FEELS,
    JIG_CADENCES,
    draw_cell,
    notes_of,
    onsets,
)
from trainer.compose.splits import styles_of
from trainer.compose.style import Layer, patterns
from trainer.compose.styles import STYLES
from trainer.compose.styles.second import SECOND
from trainer.compose.templates import mixed_template, varied_template
from trainer.compose.theory import SHAPES, Chord

STYLE_NAMES = sorted(STYLES)


def test_there_are_many_styles():
    assert len(STYLES) >= 12
    assert {style.metre_name for style in STYLES.values()} == {"4/4", "3/4", "6/8"}


@pytest.mark.parametrize("name", STYLE_NAMES)
def test_patterns_fill_whole_bars(name):
    _fills_whole_bars(STYLES[name])


def _fills_whole_bars(style):
    steps = style.metre.steps
    texts = [text for layer in style.layers for kind in layer.patterns.values() for text in kind]
    texts += [text for kind in style.bass.patterns.values() for text in kind]
    assert all(text and len(text) % steps == 0 for text in texts)
    assert {char for text in texts for char in text} <= set("xXoduDLF0123456789-.R358n67a")


def test_second_templates_share_no_pattern_with_the_first():
    for name, style in SECOND.items():
        _fills_whole_bars(style)
        _drums_fill_whole_bars(style)
        assert (style.metre_name, style.family) == (STYLES[name].metre_name, STYLES[name].family)
        first, second = (
            {text for kind in each.drums.patterns.values() for text in kind}
            for each in (STYLES[name], style)
        )
        assert not first & second
        assert not {layer.name for layer in style.layers} >= {
            layer.name for layer in STYLES[name].layers
        }


@pytest.mark.parametrize("name", STYLE_NAMES)
def test_varied_templates_fill_whole_bars_too_and_differ(name):
    varied = [varied_template(STYLES[name], seed) for seed in range(5)]
    for style in varied:
        _fills_whole_bars(style)
        if style.drums:
            _drums_fill_whole_bars(style)
        assert style.layers
        assert style.family == STYLES[name].family
    assert len({str(style) for style in varied}) == 5
    assert varied_template(STYLES[name], 3) == varied[3]


@pytest.mark.parametrize("name", STYLE_NAMES)
def test_mixed_templates_fill_whole_bars_and_take_from_their_kin(name):
    others = [STYLES[other] for other in styles_of("train")]
    kin = [STYLES[name], *(o for o in others if o.metre_name == STYLES[name].metre_name)]
    mixed = [mixed_template(STYLES[name], others, seed) for seed in range(8)]
    for style in mixed:
        _fills_whole_bars(style)
        if style.drums:
            _drums_fill_whole_bars(style)
        assert (style.name, style.metre_name) == (name, STYLES[name].metre_name)
        assert style.family in {each.family for each in kin}
        names = [layer.name for layer in style.layers]
        assert len(set(names)) == len(names) >= 1
    # Where no other style has the metre there are few layers to choose from.
    assert len({str(style) for style in mixed}) >= 5
    assert mixed_template(STYLES[name], others, 3) == mixed[3]


@pytest.mark.parametrize("name", [n for n in STYLE_NAMES if STYLES[n].drums])
def test_drum_patterns_fill_whole_bars(name):
    _drums_fill_whole_bars(STYLES[name])


def _drums_fill_whole_bars(style):
    assert style.drums
    tracks = [track(text) for kind in style.drums.patterns.values() for text in kind]
    tracks += [track(text) for text in FILLS[style.drums.fills, style.metre.steps]]
    for lines in tracks:
        for drum, text in lines:
            assert drum in DRUM_PITCHES
            assert set(text) <= {*ACCENTS, "."}
            assert len(text) % style.metre.steps == 0


@pytest.mark.parametrize("name", STYLE_NAMES)
def test_players_have_instruments(name):
    style = STYLES[name]
    named = [*style.leads, *style.counters, *style.bass.instruments]
    named += [instrument for layer in style.layers for instrument in layer.instruments]
    assert set(named) <= set(INSTRUMENTS)
    assert style.drums is None or style.drums.kit in KITS
    assert {layer.role for layer in style.layers} == {"chords", "arpeggio", "pad"}


def test_pools_hold_known_instruments():
    for pool in (LEADS, BASSES, PLUCKED, SUSTAINED, COUNTERS):
        assert set(pool) <= set(INSTRUMENTS)
        assert len(set(pool)) == len(pool) >= 6


def test_melody_rhythms_fill_a_bar_and_hold_only_notes():
    for feel, cells in {**FEELS, "cadences": CADENCES[16], "jigs": JIG_CADENCES}.items():
        assert len({len(cell) for cell in cells}) == 1, feel
        for cell in cells:
            assert ".-" not in cell
            assert not cell.startswith("-")
            assert sum(length for _, length in notes_of(cell)) == len(cell) - cell.count(".")


def test_cells_are_as_dense_as_asked(rng):
    calm = [onsets(draw_cell("straight", 2, rng)) for _ in range(60)]
    busy = [onsets(draw_cell("straight", 7, rng)) for _ in range(60)]
    assert sum(calm) / 60 < 3.5
    assert sum(busy) / 60 > 5.5


@pytest.mark.parametrize("shape", sorted(SHAPES))
@pytest.mark.parametrize("voices", [2, 3, 4])
def test_voicings_hold_the_chord_in_range(shape, voices):
    layer = Layer("x", "chords", (), patterns(verse="x---" * 4), low=52, high=74, voices=voices)
    for root in range(12):
        chord = Chord(root, shape)
        pitches = voice(chord, layer, None)
        # Two octaves do not hold four voices of a mere fifth.
        assert len(set(pitches)) == len(pitches) >= min(voices, 3)
        assert all(52 <= pitch <= 74 for pitch in pitches)
        assert {pitch % 12 for pitch in pitches} <= set(chord.classes())
        assert voices < 3 or shape == "5" or chord.third in {pitch % 12 for pitch in pitches}


def test_voicings_move_little():
    layer = Layer("x", "chords", (), patterns(verse="x---" * 4), low=52, high=74, voices=3)
    first = voice(Chord(0, ""), layer, None)
    second = voice(Chord(9, "m"), layer, first)
    assert sum(abs(a - b) for a, b in zip(first, second, strict=True)) <= 4
