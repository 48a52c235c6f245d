"""From progressions to the chords of a section."""

from __future__ import annotations

from dataclasses import replace

from .chance import stream
from .progressions import draw_progression, mode_of
from .score import Metre, Section, Span
from .style import Style
from .theory import Chord, Key, chord_of, coloured

Bars = tuple[str, ...]

# How a key comes home: the bar before the last tonic, and the dominant that ends a bridge.
_CADENCES = {
    "major": ("IV,V", "V7"),
    "lydian": ("II,V", "V7"),
    "mixolydian": ("IV,bVII", "V7sus4"),
    "minor": ("iv,bVII", "V7"),
    "dorian": ("bIII,bVII", "V7sus4"),
    "harmonic minor": ("iv,V", "V7"),
    "phrygian": ("bVI,bII", "V7"),
}
_JAZZ_CADENCES = {"major": "ii7,V7", "minor": "iih7,V7", "harmonic minor": "iih7,V7"}


def with_chords(
    sections: tuple[Section, ...], style: Style, metre: Metre, seed: int
) -> tuple[Section, ...]:
    """The sections with their chords. Sections of one kind share a progression."""
    return tuple(
        replace(
            section, spans=spans_of(section, _bars(section, sections, style, seed), style, metre)
        )
        for section in sections
    )


def _bars(section: Section, sections: tuple[Section, ...], style: Style, seed: int) -> Bars:
    mode, kind = section.key.mode, section.kind
    home = sections[0].key
    if kind == "outro":
        return _outro(section, style, seed)
    if kind == "intro":
        return phrase_bars(section, style, "verse", seed)
    if kind == "bridge":
        family = "jazz" if style.family == "blues" else style.family
        rng = stream(seed, "bridge", "chords")
        pair = draw_progression(family, mode_of(family, mode), "verse", rng)
        bars = _fit(*pair, section.bars)
        # The last bar is the dominant of the key that follows, spelt from the bridge's tonic.
        following = _after(section, sections) or home
        return (*bars[:-1], dominant_of(following, section.key, style))
    return phrase_bars(section, style, kind, seed)


def phrase_bars(section: Section, style: Style, kind: str, seed: int) -> Bars:
    """Chord names for the bars of a section, from the progressions of a kind of section."""
    return _fit(*_progression(style, section, kind, seed), section.bars)


def _after(section: Section, sections: tuple[Section, ...]) -> Key | None:
    later = [s for s in sections if s.first_bar > section.first_bar]
    return later[0].key if later else None


def degree_name(key: Key, home: Key) -> str:
    """What the tonic of `key` is called in `home`, e.g. "IV" or "bIII"."""
    names = ("I", "bII", "II", "bIII", "III", "IV", "#IV", "V", "bVI", "VI", "bVII", "VII")
    return names[(key.tonic - home.tonic) % 12]


def dominant_of(key: Key, home: Key, style: Style) -> str:
    """The dominant of `key`, spelt from the tonic of `home`."""
    suffix = _CADENCES[key.mode][1].removeprefix("V")
    plain = style.colour == "triad" and not suffix.endswith("sus4")
    return f"V{'' if plain else suffix}/{degree_name(key, home)}"


def cadence_of(key: Key, style: Style) -> tuple[str, str]:
    """The two bars that come home: what leads to the tonic, and the tonic."""
    cadence = _CADENCES[key.mode][0]
    if style.family in ("jazz", "blues"):
        cadence = _JAZZ_CADENCES.get(key.mode, cadence)
    return cadence, "i" if key.is_minor else "I"


def _progression(style: Style, section: Section, kind: str, seed: int) -> tuple[Bars, Bars]:
    family = style.family
    if family == "blues" and section.bars % 12 != 0:
        family = "blues8"
    mode = mode_of(family, section.key.mode)
    return draw_progression(family, mode, kind, stream(seed, "chords", kind))


def _fit(opening: Bars, answer: Bars, bars: int) -> Bars:
    """The two phrases, repeated or shortened to `bars` bars."""
    if bars < len(opening):
        return (*opening[: bars - 1], opening[-1])
    if bars == len(opening):
        return opening
    cycle = opening if len(opening) == 12 else (*opening, *answer)
    return (cycle * (bars // len(cycle) + 1))[:bars]


def _outro(section: Section, style: Style, seed: int) -> Bars:
    opening, _ = _progression(style, replace(section, bars=4), "verse", seed)
    return (*opening[: section.bars - 2], *cadence_of(section.key, style))[-section.bars :]


def spans_of(section: Section, bars: Bars, style: Style, metre: Metre) -> tuple[Span, ...]:
    """The chords that the bars of a section name, a tuple entry for each bar."""
    spans: list[Span] = []
    for number, bar in enumerate(bars):
        start_q = (section.first_bar + number) * metre.bar_q
        for offset_q, length_q, name in _shares(bar.split(","), metre):
            chord = coloured(chord_of(name, section.key), section.key, style.colour)
            spans.append(Span(start_q + offset_q, length_q, chord))
    return tuple(spans)


def _shares(names: list[str], metre: Metre) -> list[tuple[float, float, str]]:
    """(offset, length, chord) within a bar; the first chord of a bar in three takes two beats."""
    if len(names) == 1:
        return [(0.0, metre.bar_q, names[0])]
    first_q = 2.0 if metre.name == "3/4" else metre.bar_q / 2
    return [(0.0, first_q, names[0]), (first_q, metre.bar_q - first_q, names[1])]


def tones(chord: Chord) -> frozenset[int]:
    """Pitch classes that a melody may rest on: those of the chord.

    Over a major seventh the root is left out: it rubs against the seventh a semitone away.
    """
    classes = frozenset(chord.classes())
    return classes - {chord.root} if (chord.root + 11) % 12 in classes else classes
