"""A song from factors to samples, and its entry in songs.json."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from . import GENERATOR_VERSION, PLAIN_VERSION
from .composer import compose
from .form import section_times
from .humanise import Played, perform
from .mix import Mix, mix
from .moods import MOODS
from .score import Song
from .spec import Spec
from .style import Style
from .styles import STYLES
from .synth import SAMPLE_RATE_HZ, render
from .tape import Take

LICENCE = "CC0-1.0"
SOURCE = "Music Puzzle's generator"
# What is played on instruments that swell and tremble while a note lasts.
_EXPRESSIVE = ("lead", "counter")


@dataclass(frozen=True, slots=True, eq=False)
class Production:
    """A song with its sound."""

    spec: Spec
    song: Song
    mix: Mix
    sample_rate_hz: int


def takes_of(
    spec: Spec,
    song: Song,
    moved: Callable[[Sequence[Played]], Sequence[Played]] = tuple,
    style: Style | None = None,
) -> list[Take]:
    """What every player plays, for the tape.

    Args:
        spec: factors of the song.
        song: as written.
        moved: what becomes of the notes of a player, e.g. where the tempo changes.
        style: the template that it was composed by, where that is not the style's own.
    """
    style, mood = style or STYLES[spec.style], MOODS[spec.mood]
    return [
        Take(
            instrument=part.instrument,
            is_drums=part.role == "drums",
            pan=part.pan,
            expressive=part.role in _EXPRESSIVE,
            notes=tuple(moved(perform(part, song, style, mood, spec.seed))),
        )
        for part in song.parts
    ]


def produce(spec: Spec, sound_font: Path, *, stems: bool = False) -> Production:
    """Compose, play and mix a song.

    Raises:
        SynthError: FluidSynth is missing or failed.
    """
    song = compose(spec)
    mood = MOODS[spec.mood]
    n_samples = round(song.duration_s * SAMPLE_RATE_HZ)
    dry = render(takes_of(spec, song), n_samples, sound_font)
    mixed = mix(
        song.parts,
        dry,
        SAMPLE_RATE_HZ,
        room_s=STYLES[spec.style].room_s * float(np.sqrt(mood.room)),
        tilt_db=mood.tilt_db,
        stems=stems,
    )
    return Production(spec, song, mixed, SAMPLE_RATE_HZ)


def entry(
    spec: Spec, song: Song, file: str, stems: dict[str, str] | None = None
) -> dict[str, object]:
    """What songs.json says about a song; times in seconds, exact to the sample."""
    n_samples = round(song.duration_s * SAMPLE_RATE_HZ)
    seconds = n_samples / SAMPLE_RATE_HZ
    times = section_times(song.sections, song.bar_s, seconds)
    found: dict[str, object] = {
        "file": file,
        "title": song.title,
        "style": spec.style,
        "mood": spec.mood,
        "tempo_bpm": spec.tempo_bpm,
        "metre": song.metre.name,
        "key": str(song.sections[0].key),
        "lead": spec.lead,
        "instruments": {part.name: part.instrument for part in song.parts},
        "sections": [
            {"name": s.name, "start_s": round(start, 6), "end_s": round(end, 6), "key": str(s.key)}
            for s, (start, end) in zip(song.sections, times, strict=True)
        ],
        "seconds": round(seconds, 6),
        "seed": spec.seed,
        "licence": LICENCE,
        "generator_version": GENERATOR_VERSION if spec.lively else PLAIN_VERSION,
    }
    if stems:
        found["stems"] = stems
    return found
