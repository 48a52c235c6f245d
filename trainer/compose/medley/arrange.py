"""The songs of a medley, written: each leads over to the next, which it lets in already."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from ..arranging import fitted, from_bar, in_order, without_last_bar
from ..bass import bass_line
from ..chance import stream
from ..comping import layer_notes, voice, yielding
from ..composer import LIVELY_CONTRAST
from ..counter import guide_tones
from ..drums import drum_part, last_hit
from ..ensemble import Ensemble, choose
from ..harmony import phrase_bars, spans_of
from ..instruments import INSTRUMENTS
from ..melody import Idea, Voice, theme_and_idea, voice_of
from ..moods import MOODS
from ..ornaments import ornamented
from ..progressions import mode_of
from ..score import Note, Part, Section, Song
from ..style import Layer, pattern, patterns
from ..styles import STYLES
from ..theory import Chord, Key, nearest, within
from .leading import led_home, led_over, tonic_chord, turning_bars
from .plan import MedleyPlan, PartPlan

TAIL_S = 2.2
_LEAST_SECOND_DB = -4.0
_GUEST_DB = -7.0


def key_of(part: PartPlan) -> Key:
    """The key of a part: its tonic, in the mode that the style has for the mood."""
    spec = part.spec
    return Key(spec.tonic, mode_of(STYLES[spec.style].family, MOODS[spec.mood].mode))


def arrange(plan: MedleyPlan) -> tuple[Song, ...]:
    """The parts of a medley as songs of one section, in order, each with its own time from 0."""
    players = _players(plan)
    songs: list[Song] = []
    idea: Idea | None = None
    for number in range(len(plan.parts)):
        arranger = _Arranger(plan, number, players)
        song, idea = arranger.song(idea)
        songs.append(song)
    return tuple(songs)


def _players(plan: MedleyPlan) -> list[Ensemble]:
    """Who accompanies: neither those who sing somewhere nor, if it can be, the last part's."""
    found: list[Ensemble] = []
    for part in plan.parts:
        busy = set(plan.leads)
        if found:
            busy.update(found[-1].layers.values())
        players = choose(part.spec, STYLES[part.spec.style], sorted(busy))
        found.append(replace(players, counter=part.second))
    return found


@dataclass(frozen=True, slots=True)
class _Next:
    """What a part already knows of the one that follows."""

    key: Key
    pad: Layer
    instrument: str


class _Arranger:
    """Writes one part."""

    def __init__(self, plan: MedleyPlan, number: int, players: list[Ensemble]) -> None:
        self.part, self.players = plan.parts[number], players[number]
        self.spec = self.part.spec
        self.style, self.mood = STYLES[self.spec.style], MOODS[self.spec.mood]
        self.metre, self.key = self.style.metre, key_of(self.part)
        self.next = None
        if number + 1 < len(plan.parts):
            self.next = _next(plan.parts[number + 1], players[number + 1])
        self.whole = self._section()
        bar_q = self.metre.bar_q
        self.playing = self.whole if self.next else without_last_bar(self.whole, bar_q)
        self.voice = voice_of(INSTRUMENTS[self.players.lead], self.mood)
        second = voice_of(INSTRUMENTS[self.players.counter], self.mood)
        below = min(second.centre, self.voice.centre - 4)
        self.second = Voice(second.low, second.high, max(below, second.low + 5))
        self.empty = Song(
            self.spec.title, self.metre, self.spec.tempo_bpm, (self.whole,),
            tail_s=TAIL_S, contrast=LIVELY_CONTRAST,
        )  # fmt: skip

    def song(self, heard: Idea | None) -> tuple[Song, Idea]:
        """The part, and the idea that the next one will take up."""
        style = self.style
        lead, idea = theme_and_idea(
            self.playing, style, self.mood, self.voice,
            bar_s=self.empty.bar_s, seed=self.spec.seed, answered=heard,
        )  # fmt: skip
        second = self._second(lead)
        chords = [self._layer(layer, [*lead, *second]) for layer in style.layers if self._in(layer)]
        graced = ornamented(
            lead, self.playing, style.ornaments, self.empty.quarter_s, self._rng("ornaments")
        )
        found = [
            self._drums(),
            Part("bass", "bass", self.players.bass, self._bass(), style.bass.level_db, room=0.06),
            *chords,
            self._guest(),
            Part(
                "second voice", "counter", self.players.counter,
                in_order([*second, *self._last_second()]),
                max(style.counter_level_db, _LEAST_SECOND_DB), 0.3, 0.4,
            ),
            Part(
                "lead", "lead", self.players.lead, in_order([*graced, *self._last_lead(graced)]),
                style.lead_level_db, -0.05, 0.3,
            ),
        ]  # fmt: skip
        room = self.mood.room
        parts = tuple(
            replace(p, room=min(p.room * room, 1.0)) for p in found if p is not None and p.notes
        )
        return replace(self.empty, parts=parts), idea

    def _section(self) -> Section:
        part, style = self.part, self.style
        section = Section(part.kind, part.kind, 0, part.bars, self.key, part.energy)
        bars = phrase_bars(section, style, part.kind, self.spec.seed)
        if self.next:
            bars = led_over(bars, self.key, self.next.key, style)
        else:
            bars = led_home(bars, self.key, style)
            section = replace(section, bars=part.bars + 1)
        return replace(section, spans=spans_of(section, bars, style, self.metre))

    def _rng(self, name: str) -> random.Random:
        return stream(self.spec.seed, name)

    def _in(self, layer: Layer) -> bool:
        return layer.enters <= self.part.energy <= layer.leaves

    # -- players ----------------------------------------------------------------------------

    def _drums(self) -> Part | None:
        drums = self.style.drums
        if drums is None:
            return None
        notes = drum_part(
            self.playing, drums, self.metre,
            bar_s=self.empty.bar_s, is_last=self.next is None, rng=self._rng("drums"),
        )  # fmt: skip
        if self.next is None:
            notes += last_hit(self._last_q, drums)
        kit = self.players.kit
        return Part("drums", "drums", kit, in_order(notes), drums.level_db, room=0.12)

    def _bass(self) -> tuple[Note, ...]:
        following = tonic_chord(self.next.key if self.next else self.key)
        notes = bass_line(self.playing, self.style, following, self._rng("bass"), turns=True)
        if self.next is None:
            pitch = within(nearest(self._last_chord.root, notes[-1].pitch), 28, 45)
            notes.append(Note(self._last_q, self._last_length_q, pitch, 1.05))
        return in_order(notes)

    def _layer(self, layer: Layer, tunes: list[Note]) -> Part:
        name = self.players.layers[layer.name]
        own = fitted(layer, name, self.voice)
        notes = layer_notes(self.playing, own, self.metre, self._rng(layer.name), turns=True)
        notes = yielding(notes, tunes)
        if self.next is None:
            notes += self._last_of(own)
        return Part(
            layer.name, layer.role, name, in_order(notes), layer.level_db, layer.pan, layer.room
        )

    def _second(self, lead: list[Note]) -> list[Note]:
        """Who leads the next part joins as soon as this one's tune has begun."""
        joined = from_bar(self.playing, max(1, self.part.bars // 8), self.metre.bar_q)
        return guide_tones(joined, self.style, lead, self.second, self._rng("second"))

    def _guest(self) -> Part | None:
        """The next part's pad enters on the pivot."""
        if self.next is None or self.next.instrument in self.players.layers.values():
            return None
        turn = from_bar(
            self.playing, self.part.bars - turning_bars(self.part.bars), self.metre.bar_q
        )
        layer = fitted(self.next.pad, self.next.instrument, self.voice)
        held = patterns(verse=pattern("x" + "-" * (self.metre.steps - 1)))
        notes = layer_notes(turn, replace(layer, patterns=held), self.metre, self._rng("guest"))
        return Part("guest", "pad", self.next.instrument, in_order(notes), _GUEST_DB, 0.2, 0.5)

    # -- ending -----------------------------------------------------------------------------

    @property
    def _last_q(self) -> float:
        return self.part.bars * self.metre.bar_q

    @property
    def _last_length_q(self) -> float:
        return self.metre.bar_q + 0.4 * TAIL_S / self.empty.quarter_s

    @property
    def _last_chord(self) -> Chord:
        return self.whole.spans[-1].chord

    def _last_of(self, layer: Layer) -> list[Note]:
        roll_s = 0.045 if layer.role == "arpeggio" else layer.strum_s
        return [
            Note(self._last_q, self._last_length_q, pitch, 1.0, roll_s * k)
            for k, pitch in enumerate(voice(self._last_chord, layer, None))
        ]

    def _last_lead(self, lead: list[Note]) -> list[Note]:
        if self.next:
            return []
        pitch = within(nearest(self.key.tonic, lead[-1].pitch), self.voice.low, self.voice.high)
        return [Note(self._last_q, self._last_length_q, pitch)]

    def _last_second(self) -> list[Note]:
        if self.next:
            return []
        third = nearest(self._last_chord.third, self.second.centre)
        return [Note(self._last_q, self._last_length_q, third, 0.9)]


def _next(part: PartPlan, players: Ensemble) -> _Next:
    pad = next(layer for layer in STYLES[part.spec.style].layers if layer.role == "pad")
    return _Next(key_of(part), pad, players.layers[pad.name])
