from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from trainer.compose.composer import TAIL_S, compose
from trainer.compose.form import plan_sections, section_times
from trainer.compose.instruments import INSTRUMENTS
from trainer.compose.moods import MOODS
from trainer.compose.score import Section, Song
from trainer.compose.spec import draw_spec
from trainer.compose.styles import STYLES
from trainer.compose.theory import scale_over


def section_of(song: Song, at_q: float) -> Section:
    bar = at_q / song.metre.bar_q
    return next(s for s in song.sections if bar < s.first_bar + s.bars - 1e-9)


def planned(seed: int, **more) -> tuple[Section, ...]:
    """The form of a song, without its notes."""
    spec = draw_spec(seed, **more)
    return plan_sections(spec, STYLES[spec.style], MOODS[spec.mood], TAIL_S)


def test_songs_last_as_long_as_they_should_at_any_tempo():
    for seed in range(300):
        spec = draw_spec(seed, independent=True)
        metre = STYLES[spec.style].metre
        bars = sum(section.bars for section in planned(seed, independent=True))
        seconds = bars * metre.bar_q * 60 / spec.tempo_bpm / metre.beat_q + TAIL_S
        assert 45.0 <= seconds <= 90.0


def test_sections_follow_each_other_bar_by_bar(songs):
    for _, song in songs:
        at = 0
        for section in song.sections:
            assert section.first_bar == at
            at += section.bars
            spans = section.spans
            assert spans[0].start_q == pytest.approx(section.first_bar * song.metre.bar_q)
            assert spans[-1].end_q == pytest.approx(at * song.metre.bar_q)
            assert all(a.end_q == pytest.approx(b.start_q) for a, b in itertools.pairwise(spans))
        names = [section.name for section in song.sections]
        assert {"intro", "verse", "chorus", "bridge", "chorus 2", "outro"} <= set(names)
        times = section_times(song.sections, song.bar_s, song.duration_s)
        assert times[0][0] == 0.0
        assert times[-1][1] == song.duration_s
        assert all(a[1] == b[0] for a, b in itertools.pairwise(times))


def test_the_bridge_is_in_another_harmony(songs):
    for _, song in songs:
        kinds = {section.name: section for section in song.sections}
        bridge, verse = kinds["bridge"], kinds["verse"]
        assert str(bridge.key) != str(verse.key)
        assert [s.chord for s in bridge.spans] != [s.chord for s in verse.spans][
            : len(bridge.spans)
        ]


def test_songs_have_at_least_four_parts_and_drums_where_the_style_has_them(songs):
    for spec, song in songs:
        roles = {part.role for part in song.parts}
        assert len(song.parts) >= 4
        assert {"bass", "lead", "chords"} <= roles
        assert ("drums" in roles) == (STYLES[spec.style].drums is not None)
        assert len({part.name for part in song.parts}) == len(song.parts)


def test_notes_lie_in_the_song_and_in_the_range_of_their_instruments(songs):
    for _, song in songs:
        end_q = song.duration_s / song.quarter_s
        for part in song.parts:
            assert all(0 <= n.start_q < song.bars * song.metre.bar_q for n in part.notes)
            assert all(n.length_q > 0 and n.end_q <= end_q + 1 for n in part.notes)
            if part.role == "lead":
                sound = INSTRUMENTS[part.instrument]
                # A raised last chorus may go a whole tone beyond, an ornament another.
                assert all(sound.low - 2 <= n.pitch <= sound.high + 4 for n in part.notes)
            elif part.role == "bass":
                assert all(26 <= n.pitch <= 52 for n in part.notes)
            else:
                assert all(24 <= n.pitch <= 104 for n in part.notes)


def strokes_in(song: Song, bar: int) -> set[tuple[float, int]]:
    """(position in the bar, drum) of the strokes of a bar."""
    start_q = bar * song.metre.bar_q
    return {
        (round(n.start_q - start_q, 3), n.pitch)
        for n in song.part("drums").notes
        if start_q <= n.start_q < start_q + song.metre.bar_q
    }


def test_fills_stand_at_section_ends(songs):
    checked = 0
    for spec, song in songs:
        drums = STYLES[spec.style].drums
        for section in song.sections[1:-1]:
            if drums is None or section.energy < drums.enters or section.bars < 4:
                continue
            last = section.first_bar + section.bars - 1
            bars = [k for k in range(section.first_bar, last) if (k - section.first_bar) % 4 != 3]
            groove = set().union(*(strokes_in(song, k) for k in bars))
            checked += 1
            # A fill has strokes that the bars of the groove do not have.
            assert strokes_in(song, last) - groove, (spec.style, section.name)
    assert checked > 60


def test_tunes_agree_with_their_chords(songs):
    foreign = strong = rubbing = 0
    for _, song in songs:
        chords = [n for p in song.parts if p.role in ("chords", "pad", "arpeggio") for n in p.notes]
        for note in song.part("lead").notes:
            on_the_one = note.start_q % song.metre.bar_q == 0 and note.length_q >= 0.5
            if not (on_the_one or note.length_q >= 1.5):
                continue
            section = section_of(song, note.start_q)
            strong += 1
            chord = section.chord_at(note.start_q)
            foreign += note.pitch % 12 not in scale_over(chord, section.key)
            rubbing += any(
                abs(other.pitch - note.pitch) in (1, 13)
                and min(other.end_q, note.end_q) - max(other.start_q, note.start_q) > 0.45
                for other in chords
            )
    assert strong > 800
    assert foreign / strong < 0.04
    assert rubbing / strong < 0.05


def test_tunes_sing(songs):
    moves = [
        abs(b.pitch - a.pitch)
        for _, song in songs
        for a, b in itertools.pairwise(song.part("lead").notes)
    ]
    counts = np.bincount(np.minimum(moves, 12))
    share = counts / counts.sum()
    assert share[1] + share[2] > 0.42
    assert share[0] < 0.25
    assert share[7:].sum() < 0.08
    assert share[6] < 0.02


def test_tunes_take_breath_and_come_back(songs):
    for _, song in songs:
        notes = song.part("lead").notes
        kinds = {section.name: section for section in song.sections}

        def rhythm(name: str, notes=notes, kinds=kinds, song=song) -> list[tuple[int, float]]:
            section = kinds[name]
            first_q = section.first_bar * song.metre.bar_q
            end_q = first_q + 2 * song.metre.bar_q
            return [
                (n.pitch - notes[0].pitch, round(n.start_q - first_q, 2))
                for n in notes
                if first_q <= n.start_q < end_q
            ]

        assert rhythm("verse") != rhythm("chorus")
        rests = sum(b.start_q - a.end_q >= 0.25 for a, b in itertools.pairwise(notes))
        assert rests >= 2


def test_a_tune_returns_in_its_second_verse():
    with_two_verses = [
        seed
        for seed in range(80)
        if "verse 2" in [section.name for section in planned(seed, styles=("pop",))]
    ]
    for seed in with_two_verses[:5]:
        song = compose(draw_spec(seed, styles=("pop",)))
        kinds = {section.name: section for section in song.sections}
        bar_q = song.metre.bar_q

        def opening(name: str, song=song, kinds=kinds, bar_q=bar_q) -> list[tuple[float, int]]:
            start_q = kinds[name].first_bar * bar_q
            notes = song.part("lead").notes
            found = [n for n in notes if start_q <= n.start_q < start_q + bar_q]
            return [(round(n.start_q - start_q, 3), n.pitch) for n in found]

        assert opening("verse") == opening("verse 2")
    assert len(with_two_verses) >= 5


def test_songs_end_on_their_tonic(songs):
    for _, song in songs:
        last_q = (song.bars - 1) * song.metre.bar_q
        tonic = song.sections[-1].key.tonic
        bass = [n for n in song.part("bass").notes if n.start_q >= last_q]
        assert [n.pitch % 12 for n in bass] == [tonic]
        assert song.part("lead").notes[-1].pitch % 12 == tonic
        for part in song.parts:
            assert all(n.start_q in (last_q,) for n in part.notes if n.start_q > last_q - 1e-6)


def same_again(song: Song, role: str) -> float:
    """Share of the bars of a role that have the rhythm of the bar before."""
    bar_q = song.metre.bar_q
    bars: dict[int, set[float]] = {}
    for note in next(part for part in song.parts if part.role == role).notes:
        bar = int(note.start_q // bar_q)
        bars.setdefault(bar, set()).add(round(note.start_q - bar * bar_q, 3))
    again = [bars[bar] == bars.get(bar - 1) for bar in bars]
    return float(np.mean(again))


def test_players_do_not_repeat_every_bar():
    for style, most in (("pop", 0.7), ("rock", 0.7), ("house", 0.7), ("tango", 0.7)):
        spec = draw_spec(12, fixed={"style": style})
        plain = compose(replace(spec, lively=False))
        lively = compose(spec)
        assert same_again(lively, "chords") < same_again(plain, "chords") - 0.1
        assert same_again(lively, "chords") < most
        # The tune and the form are as they were.
        assert lively.part("lead") == plain.part("lead")
        assert lively.sections == plain.sections
        assert lively.contrast > plain.contrast


def test_the_same_factors_give_the_same_song():
    spec = draw_spec(77, independent=True)
    assert compose(spec) == compose(spec)
    other = draw_spec(78, independent=True)
    assert compose(other) != compose(spec)


def test_a_factor_changes_alone():
    spec = draw_spec(31, styles=("pop",))
    slower = draw_spec(31, styles=("pop",), fixed={"tonic": (spec.tonic + 2) % 12})
    first, second = compose(spec), compose(slower)
    assert [s.bars for s in first.sections] == [s.bars for s in second.sections]
    assert [p.instrument for p in first.parts] == [p.instrument for p in second.parts]
