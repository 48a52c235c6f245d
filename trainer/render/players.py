"""Who plays a score: the instruments it names, or for a score on one instrument others, drawn."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import mido

from ..compose.chance import stream
from ..compose.instruments import INSTRUMENTS, LEADS, PLUCKED, SUSTAINED
from .score import DRUM_CHANNEL, Event, Score

_PEDAL = 64
_MOST_TRACKS = 15  # channels besides the drums'
_NAMES = {sound.program: sound.name for sound in INSTRUMENTS.values()}
# Programmes of General MIDI by eights, for those that the composer does not know by name.
_FAMILIES = (
    "piano", "chromatic percussion", "organ", "guitar", "bass", "strings", "ensemble", "brass",
    "reed", "pipe", "synth lead", "synth pad", "synth effects", "ethnic", "percussive",
    "sound effects",
)  # fmt: skip


def with_players(score: Score, seed: int) -> Score:
    """The score as it is, or if all of it is on one programme, with an instrument for each track.

    Args:
        score: of a file.
        seed: of the instruments.
    """
    tracks = _pitches(score.events)
    programmes = {programme for _, programme in programmes_of(score.events)}
    if len(programmes) != 1 or not tracks or len(tracks) > _MOST_TRACKS:
        return score
    rng = stream(seed, "players")
    channels = dict(zip(tracks, (c for c in range(16) if c != DRUM_CHANNEL), strict=False))
    events: list[Event] = []
    taken: set[str] = set()
    sustained: set[int] = set()
    for track, pitches in tracks.items():
        name = _instrument(pitches, _sounding_together(score.events, track), taken, rng)
        taken.add(name)
        if INSTRUMENTS[name].sustains:
            sustained.add(track)
        program = INSTRUMENTS[name].program
        chosen = mido.Message("program_change", channel=channels[track], program=program)
        events.append(Event(0.0, track, chosen))
    for event in score.events:
        message = event.message
        if message.channel == DRUM_CHANNEL:
            events.append(event)
        elif event.track in channels and message.type != "program_change":
            # A pianist's pedal would let an organ sound for ever.
            if message.is_cc(_PEDAL) and event.track in sustained:
                continue
            moved = message.copy(channel=channels[event.track])
            events.append(replace(event, message=moved))
    return replace(score, events=tuple(events))


def programmes_of(events: Sequence[Event]) -> list[tuple[int, int]]:
    """(channel, General MIDI programme) of all notes but the drums', each once, in order."""
    current: dict[int, int] = defaultdict(int)
    found: dict[tuple[int, int], None] = {}
    for event in events:
        channel = event.message.channel
        if event.message.type == "program_change":
            current[channel] = event.message.program
        elif event.strikes and channel != DRUM_CHANNEL:
            found[channel, current[channel]] = None
    return list(found)


def instrument_names(events: Sequence[Event]) -> list[str]:
    """Names of what plays, each once; the drums last."""
    names = dict.fromkeys(
        _NAMES.get(programme, _FAMILIES[programme // 8]) for _, programme in programmes_of(events)
    )
    if any(e.strikes and e.message.channel == DRUM_CHANNEL for e in events):
        names["drums"] = None
    return list(names)


def _pitches(events: Sequence[Event]) -> dict[int, list[int]]:
    """Pitches of every track that has notes besides drums, sorted."""
    found: dict[int, list[int]] = defaultdict(list)
    for event in events:
        if event.strikes and event.message.channel != DRUM_CHANNEL:
            found[event.track].append(event.message.note)
    return {track: sorted(pitches) for track, pitches in sorted(found.items())}


def _sounding_together(events: Sequence[Event], track: int) -> bool:
    """True where the track strikes chords: more than a tenth of its notes begin with another."""
    starts = [round(e.at_s, 2) for e in events if e.track == track and e.strikes]
    return len(starts) - len(set(starts)) > 0.1 * len(starts)


def _instrument(pitches: list[int], chords: bool, taken: set[str], rng: random.Random) -> str:
    """One that nobody plays yet and that reaches nearly all of the pitches."""
    low, high = pitches[len(pitches) // 20], pitches[-1 - len(pitches) // 20]
    pool = [*PLUCKED, *SUSTAINED] if chords else [*LEADS]
    fitting = [
        name
        for name in pool
        if name not in taken and INSTRUMENTS[name].low <= low and high <= INSTRUMENTS[name].high
    ]
    return rng.choice(fitting or ["Acoustic Grand Piano"])
