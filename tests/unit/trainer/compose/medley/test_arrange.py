"""The songs of a medley as written."""

from __future__ import annotations

import itertools

import pytest

from trainer.compose.humanise import perform
from trainer.compose.instruments import INSTRUMENTS
from trainer.compose.medley.arrange import arrange, key_of
from trainer.compose.medley.plan import MedleyPlan, draw_medley
from trainer.compose.medley.produce import takes_in, timed
from trainer.compose.moods import MOODS
from trainer.compose.score import Song
from trainer.compose.splits import styles_of
from trainer.compose.styles import STYLES

Medley = tuple[MedleyPlan, tuple[Song, ...]]


@pytest.fixture(scope="module")
def medleys() -> list[Medley]:
    plans = [
        draw_medley(seed, parts, styles_of(split))
        for seed, parts, split in ((11, 8, "test"), (12, 6, "train"), (13, 3, "train"))
    ]
    return [(plan, arrange(plan)) for plan in plans]


def test_each_part_ends_on_the_dominant_of_the_next(medleys: list[Medley]) -> None:
    for plan, songs in medleys:
        for song, following in zip(songs, plan.parts[1:], strict=False):
            last = song.sections[0].spans[-1].chord
            assert (last.root - following.spec.tonic) % 12 == 7
            # Major, or with a fourth that waits for its third.
            assert (last.third - last.root) % 12 in (4, 5)
        for song, part in zip(songs, plan.parts, strict=True):
            assert song.sections[0].spans[0].chord.root == part.spec.tonic
            assert song.sections[0].key == key_of(part)


def test_the_last_part_ends_on_its_tonic(medleys: list[Medley]) -> None:
    for _, songs in medleys:
        song = songs[-1]
        last_q = (song.bars - 1) * song.metre.bar_q
        tonic = song.sections[0].key.tonic
        for name in ("lead", "bass"):
            last = song.part(name).notes[-1]
            assert (last.start_q, last.pitch % 12) == (last_q, tonic)
        assert all(not [n for n in p.notes if n.start_q > last_q + 1e-9] for p in song.parts)


def test_the_next_lead_is_there_from_the_second_bar_on(medleys: list[Medley]) -> None:
    for plan, songs in medleys:
        for part, song in zip(plan.parts, songs, strict=True):
            second = song.part("second voice")
            assert second.instrument == part.second
            bars = {int(note.start_q // song.metre.bar_q) for note in second.notes}
            first = max(1, part.bars // 8)
            assert set(range(first, part.bars)) <= bars
            assert min(bars) == first
            others = [p.instrument for p in song.parts if p.name not in ("lead", "second voice")]
            assert part.second not in others
            assert part.spec.lead not in others


def test_the_next_pad_enters_where_the_key_turns(medleys: list[Medley]) -> None:
    guests = 0
    for _, songs in medleys:
        for song in songs[:-1]:
            guest = next((p for p in song.parts if p.name == "guest"), None)
            if guest:
                guests += 1
                assert guest.notes[0].start_q >= (song.bars - 2) * song.metre.bar_q
        assert "guest" not in [p.name for p in songs[-1].parts]
    assert guests >= 10


def test_a_song_takes_up_the_idea_of_the_one_before(medleys: list[Medley]) -> None:
    """Some later bar of a tune has the rhythm of the first bar of the tune before it."""
    answered = pairs = 0
    for plan, songs in medleys:
        graced = [bool(STYLES[part.spec.style].ornaments) for part in plan.parts]
        for k, (before, after) in enumerate(itertools.pairwise(songs)):
            if before.metre.bar_q != after.metre.bar_q or graced[k] or graced[k + 1]:
                continue
            pairs += 1
            first = _rhythm(before, 0)
            answered += any(_rhythm(after, bar) == first for bar in range(after.bars))
    assert answered == pairs >= 4


def _rhythm(song: Song, bar: int) -> tuple[float, ...]:
    bar_q = song.metre.bar_q
    starts = (note.start_q - bar * bar_q for note in song.part("lead").notes)
    return tuple(round(at_q, 3) for at_q in starts if 0 <= at_q < bar_q - 1e-9)


def test_notes_lie_in_their_parts_and_ranges(medleys: list[Medley]) -> None:
    for plan, songs in medleys:
        for number, part in enumerate(timed(songs)):
            length_s = part.end_s - part.start_s
            takes = takes_in(plan, number, part)
            for take, player in zip(takes, part.song.parts, strict=True):
                assert all(0 <= note.start_s < length_s + 0.05 for note in take.notes)
                if player.role in ("lead", "counter"):
                    sound = INSTRUMENTS[player.instrument]
                    assert all(sound.low - 2 <= n.pitch <= sound.high + 2 for n in take.notes)


def test_parts_follow_each_other_and_turn_in_their_last_bar(medleys: list[Medley]) -> None:
    for plan, songs in medleys:
        parts = timed(songs)
        assert parts[0].start_s == 0.0
        for before, after in itertools.pairwise(parts):
            assert before.end_s == after.start_s
            assert before.ratio == pytest.approx(after.song.tempo_bpm / before.song.tempo_bpm)
        assert all(11.5 <= part.end_s - part.start_s <= 20.5 for part in parts)
        spec = plan.parts[0].spec
        style, mood = STYLES[spec.style], MOODS[spec.mood]
        part = parts[0]
        steady = perform(part.song.part("bass"), part.song, style, mood, spec.seed)
        bass = next(
            take
            for take, player in zip(takes_in(plan, 0, part), part.song.parts, strict=True)
            if player.name == "bass"
        )
        for plain, moved in zip(steady, bass.notes, strict=True):
            if plain.end_s < part.turn_s:
                assert moved == plain
