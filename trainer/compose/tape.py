"""MIDI for the synthesiser: all parts one after another on one tape.

FluidSynth loads the sound font once a song that way, and cutting the tape gives the stems.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import mido

from .humanise import Played
from .instruments import INSTRUMENTS, KITS

TICKS_PER_S = 2000  # finer than the synthesiser's own steps of 64 samples
GAP_S = 1.0  # between two parts, after all sound is switched off

_PROGRAM, _DRUM_CHANNEL = "program_change", 9
_MODULATION, _VOLUME, _PAN, _EXPRESSION, _SOUND_OFF = 1, 7, 10, 11, 120


Event: TypeAlias = "tuple[int, int, mido.Message]"
"""Tick, rank among events of one tick, message."""


@dataclass(frozen=True, slots=True)
class Take:
    """One part for the tape: notes in seconds, and how it is set up."""

    instrument: str
    is_drums: bool
    pan: float
    expressive: bool
    notes: tuple[Played, ...]


def write_tape(path: Path, takes: Sequence[Take], take_s: float) -> None:
    """Write a MIDI file that plays the takes one after another, `take_s` + GAP_S apart."""
    events: list[Event] = []
    melodic = [channel for channel in range(16) if channel != _DRUM_CHANNEL]
    for number, take in enumerate(takes):
        channel = _DRUM_CHANNEL if take.is_drums else melodic[number % len(melodic)]
        events += _take_events(take, channel, number * (take_s + GAP_S), take_s)
    save_events(path, events, len(takes) * (take_s + GAP_S))


def save_events(path: Path, events: Iterable[Event], end_s: float) -> None:
    """Write a MIDI file of events, whose ticks are TICKS_PER_S a second, and of length `end_s`."""
    file = mido.MidiFile(type=0, ticks_per_beat=TICKS_PER_S)
    track = mido.MidiTrack()
    file.tracks.append(track)
    track.append(mido.MetaMessage("set_tempo", tempo=1_000_000, time=0))
    now = 0
    for tick, _, message in sorted(events, key=lambda event: event[:2]):
        track.append(message.copy(time=tick - now))
        now = tick
    end = round(end_s * TICKS_PER_S)
    track.append(mido.MetaMessage("end_of_track", time=max(end - now, 0)))
    file.save(path)


def _take_events(take: Take, channel: int, offset_s: float, take_s: float) -> list[Event]:
    """The events of a take on a channel: releases come before strokes."""

    def at(seconds: float) -> int:
        return round((offset_s + seconds) * TICKS_PER_S)

    def control(seconds: float, number: int, value: float) -> Event:
        amount = round(min(max(value, 0), 127))
        message = mido.Message("control_change", channel=channel, control=number, value=amount)
        return at(seconds), 1, message

    program = KITS[take.instrument] if take.is_drums else INSTRUMENTS[take.instrument].program
    events = [
        (at(0.0), 0, mido.Message(_PROGRAM, channel=channel, program=program)),
        control(0.0, _VOLUME, 100),
        control(0.0, _PAN, 64 + 50 * take.pan),
        control(0.0, _EXPRESSION, 127),
        control(0.0, _MODULATION, 0),
        control(take_s, _SOUND_OFF, 0),
    ]
    for note in take.notes:
        start_s, end_s = min(note.start_s, take_s), min(note.end_s, take_s)
        strike = mido.Message("note_on", channel=channel, note=note.pitch, velocity=note.velocity)
        release = mido.Message("note_off", channel=channel, note=note.pitch, velocity=64)
        events += [(at(start_s), 3, strike), (max(at(end_s), at(start_s) + 1), 2, release)]
        if take.expressive and end_s - start_s > 0.45:
            events += [control(*c) for c in _vibrato(start_s, end_s)]
    return events


def _vibrato(start_s: float, end_s: float) -> list[tuple[float, int, float]]:
    """A held note starts plain, blooms, and is let go."""
    points = [(start_s, _MODULATION, 0.0), (start_s, _EXPRESSION, 112.0)]
    steps = max(2, int((end_s - start_s) / 0.1))
    for k in range(1, steps):
        share = k / steps
        at_s = start_s + share * (end_s - start_s)
        if at_s - start_s > 0.25:
            points.append((at_s, _MODULATION, 38.0 * min((at_s - start_s - 0.25) / 0.5, 1.0)))
        swell = 112.0 + 15.0 * min(share / 0.4, 1.0) - 22.0 * max(share - 0.7, 0.0)
        points.append((at_s, _EXPRESSION, swell))
    points += [(end_s, _MODULATION, 0.0), (end_s, _EXPRESSION, 118.0)]
    return points
