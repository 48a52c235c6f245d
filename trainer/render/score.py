"""What a MIDI file plays: its messages in seconds, track by track, whatever its metre and tempo."""

from __future__ import annotations

import struct
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import mido
from mido.midifiles.meta import KeySignatureError

from musicpuzzle.errors import MusicPuzzleError

DRUM_CHANNEL = 9
_DEFAULT_TEMPO = 500_000  # microseconds a quarter note, where a file says nothing
# What mido raises, according to where a file is damaged.
_DAMAGE = (
    OSError, EOFError, ValueError, TypeError, LookupError, AttributeError, struct.error,
    KeySignatureError,
)  # fmt: skip


class MidiError(MusicPuzzleError):
    """A MIDI file that cannot be used.

    Attributes:
        reason: the rest of the sentence, without the file's name.
    """

    def __init__(self, path: Path, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{path}: {reason}")


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """A message for a channel: when, of which track of the file, and what."""

    at_s: float
    track: int
    message: mido.Message

    @property
    def strikes(self) -> bool:
        """True where a note begins."""
        return bool(self.message.type == "note_on" and self.message.velocity)


@dataclass(frozen=True, slots=True, eq=False)
class Score:
    """What a MIDI file plays, from its first note on.

    Attributes:
        events: in order of time; what comes before the first note stands at 0.
        tempo_bpm: quarter notes a minute for most of the time; None where the file does not say.
        end_s: where the last note is released.
    """

    events: tuple[Event, ...]
    tempo_bpm: float | None
    end_s: float


def read_score(path: Path) -> Score:
    """Read a MIDI file.

    Raises:
        MidiError: it is damaged, no MIDI file, of a kind that cannot be played, or holds no note.
    """
    try:
        # With clip a data byte that is too large is taken as the largest.
        file = mido.MidiFile(path, clip=True)
    except FileNotFoundError as error:
        raise MidiError(path, "there is no such file") from error
    except _DAMAGE as error:
        raise MidiError(path, f"is damaged or no MIDI file{_said(error)}") from error
    if file.type == 2:
        raise MidiError(path, "holds several pieces at once (type 2)")
    if file.ticks_per_beat <= 0:
        raise MidiError(path, "counts time in film frames instead of beats")
    events, tempi_s, end_s = _timed(file)
    first_s = next((event.at_s for event in events if event.strikes), None)
    if first_s is None:
        raise MidiError(path, "holds no note")
    moved = tuple(Event(max(e.at_s - first_s, 0.0), e.track, e.message) for e in events)
    tempo = max(tempi_s, key=lambda tempo: tempi_s[tempo]) if tempi_s else None
    return Score(moved, 60e6 / tempo if tempo else None, end_s - first_s)


def _said(error: BaseException) -> str:
    text = str(error).strip().rstrip(".")
    return f" ({text[0].lower()}{text[1:]})" if text else ""


def _timed(file: mido.MidiFile) -> tuple[list[Event], dict[int, float], float]:
    """(events, seconds that each tempo named in the file lasts, where the last event stands)."""
    ticked = []
    for number, track in enumerate(file.tracks):
        tick = 0
        for message in track:
            tick += message.time
            ticked.append((tick, number, message))
    # Messages of one tick keep the order of the file: a programme is chosen before its note.
    ticked.sort(key=lambda item: item[0])
    events: list[Event] = []
    tempi_s: dict[int, float] = defaultdict(float)
    tempo, said = _DEFAULT_TEMPO, False
    now_s, now = 0.0, 0
    for tick, number, message in ticked:
        passed_s = mido.tick2second(tick - now, file.ticks_per_beat, tempo)
        if said:
            tempi_s[tempo] += passed_s
        now_s, now = now_s + passed_s, tick
        if message.type == "set_tempo" and message.tempo > 0:
            tempo, said = message.tempo, True
        elif not message.is_meta and hasattr(message, "channel"):
            events.append(Event(now_s, number, message))
    return events, dict(tempi_s), events[-1].at_s if events else 0.0
