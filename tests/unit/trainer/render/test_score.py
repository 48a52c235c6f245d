"""MIDI files as they are found: with other tempi, with rests before, damaged."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import mido
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trainer.render.score import MidiError, read_score

WriteMidi = Callable[..., Path]


def test_notes_stand_where_the_tempo_says(write_midi: WriteMidi) -> None:
    score = read_score(write_midi(bpm=90.0, beats=12))
    strikes = [round(e.at_s, 4) for e in score.events if e.strikes and e.track == 1]
    assert strikes == pytest.approx([k * 60 / 90 for k in range(12)], abs=1e-3)
    assert score.tempo_bpm == pytest.approx(90.0, abs=0.01)
    assert score.end_s == pytest.approx(8.0, abs=1e-3)


def test_time_agrees_with_mido_when_the_tempo_changes(tmp_path: Path) -> None:
    file = mido.MidiFile(ticks_per_beat=120)
    tempi, notes = mido.MidiTrack(), mido.MidiTrack()
    file.tracks += [tempi, notes]
    for bpm in (100, 60, 140):
        tempi.append(mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(bpm), time=500))
    for pitch in range(60, 90):
        notes.append(mido.Message("note_on", note=pitch, velocity=90, time=55))
    file.save(tmp_path / "a.mid")
    expected, now_s = [], 0.0
    for message in mido.MidiFile(tmp_path / "a.mid"):
        now_s += message.time
        if message.type == "note_on":
            expected.append(now_s)
    score = read_score(tmp_path / "a.mid")
    found = [event.at_s for event in score.events]
    assert found == pytest.approx([at_s - expected[0] for at_s in expected])
    # Of 1650 ticks 500 pass unsaid, 500 at 100 a minute, 500 at 60: the slow ones last longest.
    assert score.tempo_bpm == pytest.approx(60.0)


def test_a_rest_before_the_first_note_is_left_out(write_midi: WriteMidi) -> None:
    score = read_score(write_midi(rest_beats=8, beats=4))
    assert next(e.at_s for e in score.events if e.strikes) == 0.0
    assert min(e.at_s for e in score.events) == 0.0
    assert score.end_s == pytest.approx(2.0, abs=1e-3)


def _empty(path: Path) -> None:
    mido.MidiFile(tracks=[mido.MidiTrack()]).save(path)


def _asynchronous(path: Path) -> None:
    note = mido.Message("note_on", note=60, velocity=90)
    mido.MidiFile(type=2, tracks=[mido.MidiTrack([note])]).save(path)


def _film(path: Path) -> None:
    _empty(path)
    content = bytearray(path.read_bytes())
    content[12:14] = (0xE7, 0x28)
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.write_bytes(b""), "is damaged or no MIDI file"),
        (lambda path: path.write_bytes(b"RIFF" * 40), "no MIDI file .mThd not found"),
        (_empty, "holds no note"),
        (_asynchronous, "several pieces at once"),
        (_film, "film frames"),
        (lambda path: None, "there is no such file"),
    ],
)
def test_what_cannot_be_played_is_said(
    tmp_path: Path, make: Callable[[Path], object], reason: str
) -> None:
    path = tmp_path / "x.mid"
    make(path)
    with pytest.raises(MidiError, match=reason) as told:
        read_score(path)
    assert str(told.value).startswith(f"{path}: ")
    assert "\n" not in str(told.value)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_damage_never_gives_another_error(write_midi: WriteMidi, data: st.DataObject) -> None:
    path = write_midi(beats=6)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(1, len(content)))])
    with suppress(MidiError):
        score = read_score(path)
        assert all(event.at_s >= 0 for event in score.events)
