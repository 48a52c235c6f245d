"""Who plays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import mido

from trainer.compose.instruments import INSTRUMENTS, LEADS
from trainer.render.players import instrument_names, programmes_of, with_players
from trainer.render.score import Event, read_score

WriteMidi = Callable[..., Path]


def test_a_file_on_one_instrument_gets_one_for_each_track(write_midi: WriteMidi) -> None:
    score = read_score(write_midi())
    assert instrument_names(score.events) == ["Acoustic Grand Piano"]
    found = set()
    for seed in range(20):
        played = with_players(score, seed)
        names = instrument_names(played.events)
        assert len(names) == 2
        found.add(tuple(names))
        # The tune goes to an instrument that sings alone and reaches its notes.
        tune = INSTRUMENTS[names[0]]
        assert tune.name in LEADS
        assert tune.low <= 72
        assert tune.high >= 76
        strikes = [(e.at_s, e.message.note) for e in played.events if e.strikes]
        assert strikes == [(e.at_s, e.message.note) for e in score.events if e.strikes]
        assert with_players(score, seed).events != score.events
    assert len(found) > 10


def test_what_names_its_instruments_keeps_them(write_midi: WriteMidi) -> None:
    score = read_score(write_midi(programmes=(73, 48)))
    assert with_players(score, 3) is score
    assert instrument_names(score.events) == ["Flute", "String Ensemble 1"]
    assert programmes_of(score.events) == [(0, 73), (1, 48)]


def test_drums_stay_drums_and_pedals_stay_with_what_decays(write_midi: WriteMidi) -> None:
    score = read_score(write_midi())
    drum = mido.Message("note_on", channel=9, note=38, velocity=90)
    pedal = mido.Message("control_change", channel=0, control=64, value=127)
    events = (Event(0.0, 1, pedal), Event(0.0, 5, drum), *score.events)
    score = replace(score, events=events)
    pedals = 0
    for seed in range(20):
        played = with_players(score, seed)
        names = instrument_names(played.events)
        assert names[-1] == "drums"
        assert drum in [event.message for event in played.events]
        kept = any(event.message.is_cc(64) for event in played.events)
        assert kept is not INSTRUMENTS[names[0]].sustains
        pedals += kept
    assert 0 < pedals < 20
