"""MIDI files made for the tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import mido
import pytest

WriteMidi = Callable[..., Path]


@pytest.fixture
def write_midi(tmp_path: Path) -> WriteMidi:
    """Writes a file of two tracks, a tune of quarter notes over chords, at a tempo."""

    def write(
        name: str = "midi/a.mid",
        *,
        beats: int = 40,
        bpm: float = 120.0,
        programmes: tuple[int, ...] = (0, 0),
        rest_beats: int = 0,
    ) -> Path:
        file = mido.MidiFile(ticks_per_beat=96)
        head = mido.MidiTrack([mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(bpm))])
        tune, chords = mido.MidiTrack(), mido.MidiTrack()
        file.tracks += [head, tune, chords]
        for track, programme, channel in ((tune, programmes[0], 0), (chords, programmes[1], 1)):
            track.append(mido.Message("program_change", program=programme, channel=channel))
        tune[-1].time = 96 * rest_beats
        chords[-1].time = 96 * rest_beats
        for beat in range(beats):
            _notes(tune, (72 + beat % 5,), 96, channel=0)
            if beat % 4 == 0:
                _notes(chords, (48, 52, 55), 4 * 96, channel=1)
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        file.save(path)
        return path

    return write


def _notes(track: mido.MidiTrack, pitches: tuple[int, ...], ticks: int, *, channel: int) -> None:
    for pitch in pitches:
        track.append(mido.Message("note_on", note=pitch, velocity=80, channel=channel))
    for k, pitch in enumerate(pitches):
        track.append(mido.Message("note_off", note=pitch, channel=channel, time=0 if k else ticks))
