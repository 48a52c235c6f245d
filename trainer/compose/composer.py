"""A song from its factors: form, harmony, tune, second voice, bass, chords and drums."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from .arranging import fitted, from_bar, in_order, without_last_bar
from .bass import bass_line
from .chance import stream
from .comping import layer_notes, voice, yielding
from .counter import answers, guide_tones, imitation
from .drums import drum_part, last_hit
from .ensemble import Ensemble, choose
from .form import plan_sections
from .harmony import with_chords
from .instruments import INSTRUMENTS
from .melody import Voice, theme, voice_of
from .moods import MOODS, Mood
from .ornaments import ornamented
from .score import Note, Part, Section, Song
from .spec import Spec
from .style import Layer, Style
from .styles import STYLES
from .theory import nearest, within
from .titles import title_for
from .variation import in_thirds, moved, varied

TAIL_S = 2.2
PLAIN_CONTRAST, LIVELY_CONTRAST = 30.0, 42.0


def compose(spec: Spec, style: Style | None = None) -> Song:
    """The song that factors and seed decide, in a template of its own where one is given."""
    style, mood = style or STYLES[spec.style], MOODS[spec.mood]
    planned = plan_sections(spec, style, mood, TAIL_S)
    sections = with_chords(planned, style, style.metre, spec.seed)
    title = spec.title or title_for(spec.mood, spec.seed)
    contrast = LIVELY_CONTRAST if spec.lively else PLAIN_CONTRAST
    song = Song(title, style.metre, spec.tempo_bpm, sections, tail_s=TAIL_S, contrast=contrast)
    return replace(song, parts=_Arranger(spec, style, mood, song).parts())


class _Arranger:
    """Writes the parts of one song."""

    def __init__(self, spec: Spec, style: Style, mood: Mood, song: Song) -> None:
        self.spec, self.style, self.mood, self.song = spec, style, mood, song
        self.ensemble: Ensemble = choose(spec, style)
        self.bar_q = style.metre.bar_q
        self.voice = voice_of(INSTRUMENTS[self.ensemble.lead], mood)
        second = voice_of(INSTRUMENTS[self.ensemble.counter], mood)
        self.lead: list[Note] = []
        # The second voice keeps below the first where its instrument can.
        below = min(second.centre, self.voice.centre - 4)
        self.second = Voice(second.low, second.high, max(below, second.low + 5))
        # The last bar is for the last chord alone.
        self.playing = tuple(
            without_last_bar(s, self.bar_q) if s is song.sections[-1] else s for s in song.sections
        )

    def parts(self) -> tuple[Part, ...]:
        """All parts, the rhythm section first."""
        style, players = self.style, self.ensemble
        lead, counter = self._voices()
        self.lead = lead
        found = [
            Part(
                "bass",
                "bass",
                players.bass,
                in_order(self._bass()),
                style.bass.level_db,
                room=0.06,
            ),
            *(self._layer(layer) for layer in style.layers),
            Part(
                "counter",
                "counter",
                players.counter,
                in_order(counter),
                style.counter_level_db,
                0.3,
                0.4,
            ),
            Part("lead", "lead", players.lead, in_order(lead), style.lead_level_db, -0.05, 0.3),
        ]
        if style.drums is not None:
            strokes = in_order(self._drums())
            level_db = style.drums.level_db
            found.insert(0, Part("drums", "drums", players.kit, strokes, level_db, room=0.12))
        room = self.mood.room
        return tuple(replace(p, room=min(p.room * room, 1.0)) for p in found if p.notes)

    # -- rhythm section ---------------------------------------------------------------------

    def _drums(self) -> list[Note]:
        drums = self.style.drums
        if drums is None:
            return []
        notes: list[Note] = []
        for section in self.playing:
            # One stream a kind: a chorus is drummed alike whenever it comes, fills included anew.
            rng = stream(self.spec.seed, "drums", section.name)
            is_last = section is self.playing[-1]
            notes += drum_part(
                section, drums, self.style.metre, bar_s=self.song.bar_s, is_last=is_last, rng=rng
            )
        return notes + last_hit(self._last_q, drums)

    def _bass(self) -> list[Note]:
        notes: list[Note] = []
        for section, after in zip(self.playing, (*self.playing[1:], None), strict=True):
            if section.energy < self.style.bass.enters:
                continue
            following = after.spans[0].chord if after else self._last_chord_section.spans[-1].chord
            rng = self._player("bass", section)
            notes += bass_line(section, self.style, following, rng, turns=self.spec.lively)
        root = self._last_chord_section.spans[-1].chord.root
        pitch = within(nearest(root, notes[-1].pitch if notes else 36), 28, 45)
        return [*notes, Note(self._last_q, self._last_length_q, pitch, 1.05)]

    def _player(self, name: str, section: Section) -> random.Random:
        """The chance of a player in a section; a lively one does not repeat a whole section."""
        return stream(self.spec.seed, name, section.name if self.spec.lively else section.kind)

    def _layer(self, layer: Layer) -> Part:
        name = self.ensemble.layers[layer.name]
        own = fitted(layer, name, self.voice)
        notes: list[Note] = []
        for section in self.playing:
            rng = self._player(layer.name, section)
            if layer.enters <= section.energy <= layer.leaves:
                notes += layer_notes(section, own, self.style.metre, rng, turns=self.spec.lively)
            elif section.kind == "intro" and section.bars > 1 and layer.enters <= 0.5:
                # An intro gathers its players.
                second_half = from_bar(section, section.bars // 2, self.bar_q)
                notes += layer_notes(second_half, own, self.style.metre, rng)
        notes = yielding(notes, self.lead)
        span = self._last_chord_section.spans[-1]
        roll_s = 0.045 if layer.role == "arpeggio" else own.strum_s
        notes += [
            Note(self._last_q, self._last_length_q, pitch, 1.0, roll_s * k)
            for k, pitch in enumerate(voice(span.chord, own, None))
        ]
        return Part(
            layer.name, layer.role, name, in_order(notes), layer.level_db, layer.pan, layer.room
        )

    # -- voices -----------------------------------------------------------------------------

    def _voices(self) -> tuple[list[Note], list[Note]]:
        """(lead, second voice) of the whole song."""
        lead: list[Note] = []
        second: list[Note] = []
        themes: dict[str, tuple[Section, list[Note]]] = {}
        swaps = stream(self.spec.seed, "bridge", "swap").random() < 0.4
        for section in self.playing:
            if section.kind == "intro":
                continue
            if section.kind == "bridge" and swaps:
                tune = self._theme(section, self.second.moved(3))
                second += tune
                lead += self._guide(section, tune, self.voice.moved(-3))
                continue
            tune = self._tune(section, themes)
            second += self._second_voice(section, tune)
            rng = stream(self.spec.seed, "ornaments", section.name)
            lead += ornamented(tune, section, self.style.ornaments, self.song.quarter_s, rng)
        tonic = self._last_chord_section.key.tonic
        last = nearest(tonic, lead[-1].pitch if lead else self.voice.centre)
        last = within(last, self.voice.low, self.voice.high)
        lead.append(Note(self._last_q, self._last_length_q, last, 1.0))
        third = nearest(self._last_chord_section.spans[-1].chord.third, self.second.centre)
        second.append(Note(self._last_q, self._last_length_q, third, 0.9))
        return lead, second

    def _tune(self, section: Section, themes: dict[str, tuple[Section, list[Note]]]) -> list[Note]:
        """The tune of a section: new, or the one that its kind had before, varied."""
        if section.kind not in themes:
            tune = self._theme(section, self.voice)
            themes[section.kind] = (section, tune)
            return tune
        first, known = themes[section.kind]
        again = moved(known, first, section, self.bar_q)
        rng = stream(self.spec.seed, "variation", section.name)
        return varied(again, section, self.bar_q, 0.45, rng)

    def _theme(self, section: Section, voice: Voice) -> list[Note]:
        return theme(
            section, self.style, self.mood, voice, bar_s=self.song.bar_s, seed=self.spec.seed
        )

    def _guide(self, section: Section, tune: list[Note], voice: Voice) -> list[Note]:
        rng = stream(self.spec.seed, "guide", section.name)
        return guide_tones(section, self.style, tune, voice, rng)

    def _second_voice(self, section: Section, tune: list[Note]) -> list[Note]:
        kinds: dict[str, Callable[..., list[Note]]] = {
            "answers": answers, "imitation": imitation, "guide": guide_tones,
        }  # fmt: skip
        kind = self.style.counter
        if section.name == "verse" and kind == "guide":
            # The tune alone first: what joins later is heard as new.
            return []
        if section.name == "chorus 2" and kind != "imitation":
            return in_thirds(tune, section, self.second.low)
        if section.kind == "chorus" and kind == "answers":
            kind = "guide"
        rng = stream(self.spec.seed, kind, section.name)
        return kinds[kind](section, self.style, tune, self.second, rng)

    # -- ending -----------------------------------------------------------------------------

    @property
    def _last_q(self) -> float:
        return (self.song.bars - 1) * self.bar_q

    @property
    def _last_length_q(self) -> float:
        return self.bar_q + 0.4 * self.song.tail_s / self.song.quarter_s

    @property
    def _last_chord_section(self) -> Section:
        return self.song.sections[-1]
