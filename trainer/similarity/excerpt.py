"""A composed song's excerpt as mono sound for the similarity network: quick, and mixed by chance.

The composer's own mix balances, limits and masters two channels of 44.1 kHz; it is what the test
songs have. Training hears other mixes: every level, the room and the treble drawn anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy import signal

from musicpuzzle.features.short_mel import SAMPLE_RATE_HZ

from ..compose.chance import stream
from ..compose.mix import mix
from ..compose.moods import MOODS
from ..compose.produce import takes_of
from ..compose.score import Part, Song
from ..compose.space import impulse_response
from ..compose.spec import Spec
from ..compose.style import Style
from ..compose.synth import SAMPLE_RATE_HZ as COMPOSER_RATE_HZ
from ..compose.synth import render
from ..compose.tape import Take
from .timbres import Mono

Play = Callable[[Sequence[Take], float], list[Mono]]
"""Takes and their length in seconds to a stem each, float32 (samples,) at 22,050 Hz."""

_BLOCK_S = 0.4
_RINGING_S = 1.0  # notes held into the excerpt are struck at its start


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Which part of a song sounds.

    Attributes:
        start_s: where it begins in the song.
        seconds: how long it lasts.
    """

    start_s: float
    seconds: float


def drawn_excerpt(song: Song, seed: int, seconds: float) -> Excerpt:
    """An excerpt that begins where the tune has begun and ends before the last bar."""
    first_s = next(s.first_bar for s in song.sections if s.kind != "intro") * song.bar_s
    last_s = max(first_s, song.duration_s - song.tail_s - song.bar_s - seconds)
    return Excerpt(stream(seed, "excerpt").uniform(first_s, last_s), seconds)


def heard_in(takes: Sequence[Take], excerpt: Excerpt) -> list[Take]:
    """The takes with the notes that sound in the excerpt, in its time."""
    start_s, end_s = excerpt.start_s, excerpt.start_s + excerpt.seconds
    return [
        replace(
            take,
            notes=tuple(
                replace(note, start_s=max(0.0, note.start_s - start_s), end_s=note.end_s - start_s)
                for note in take.notes
                if note.start_s < end_s and note.end_s > start_s + 0.05
                and note.start_s > start_s - _RINGING_S
            ),
        )
        for take in takes
    ]  # fmt: skip


def sound(
    spec: Spec, song: Song, style: Style, excerpt: Excerpt, *, mix_seed: int, played: Play
) -> Mono:
    """The excerpt, float32 (samples,) at 22,050 Hz, mixed as `mix_seed` draws.

    Args:
        spec: factors of the song.
        song: as written.
        style: the template that it was composed by.
        excerpt: what of it sounds.
        mix_seed: of levels, room and treble.
        played: makes a stem of each take.

    Raises:
        SynthError: FluidSynth is missing or failed.
    """
    takes = heard_in(takes_of(spec, song, style=style), excerpt)
    stems = played(takes, excerpt.seconds)
    return _mixed(song.parts, stems, style.room_s, MOODS[spec.mood].tilt_db, mix_seed)


def mastered(spec: Spec, song: Song, style: Style, excerpt: Excerpt, sound_font: Path) -> Mono:
    """The excerpt in the composer's own mix, float32 (samples,) at 22,050 Hz.

    Raises:
        SynthError: FluidSynth is missing or failed.
    """
    mood = MOODS[spec.mood]
    takes = heard_in(takes_of(spec, song, style=style), excerpt)
    stems = render(takes, round(excerpt.seconds * COMPOSER_RATE_HZ), sound_font)
    room_s = style.room_s * float(np.sqrt(mood.room))
    mixed = mix(song.parts, stems, COMPOSER_RATE_HZ, room_s=room_s, tilt_db=mood.tilt_db)
    halved = signal.resample_poly(mixed.samples.mean(axis=0), 1, 2)
    return np.asarray(halved, dtype=np.float32)


def _mixed(
    parts: Sequence[Part], stems: Sequence[Mono], room_s: float, tilt_db: float, seed: int
) -> Mono:
    rng = stream(seed, "mix")
    total = np.zeros_like(stems[0])
    send = np.zeros_like(stems[0])
    for part, stem in zip(parts, stems, strict=True):
        level_db = -20.0 + part.level_db + rng.gauss(0.0, 2.0)
        level = _level(stem)
        if level > 0.0:
            gained = stem * np.float32(10.0 ** (level_db / 20.0) / level)
            total += gained
            send += np.float32(part.room * rng.uniform(0.5, 1.5)) * gained
    # Few rooms, since each is computed anew; they are not those of the test songs' mixes.
    decay_s = 0.25 * max(2, round(4.0 * room_s * rng.uniform(0.7, 1.3)))
    response = impulse_response(decay_s, SAMPLE_RATE_HZ)[0]
    total += signal.oaconvolve(send, response)[: len(send)].astype(np.float32)
    total = _tilted(total, tilt_db + rng.gauss(0.0, 1.5))
    level_db = rng.uniform(-24.0, -14.0)
    return total * np.float32(10.0 ** (level_db / 20.0) / max(_level(total), 1e-6))


def _level(samples: Mono) -> float:
    """Root mean square of the louder half of the blocks of 0.4 s, without the lowest bass."""
    quick = np.diff(samples, prepend=samples[:1]) * 4.0 + 0.3 * samples
    block = round(_BLOCK_S * SAMPLE_RATE_HZ)
    whole = quick[: len(quick) - len(quick) % block].reshape(-1, block)
    powers = np.sort(np.square(whole).mean(axis=1))
    return float(np.sqrt(powers[len(powers) // 2 :].mean()))


def _tilted(samples: Mono, tilt_db: float) -> Mono:
    """A first-order shelf at 2 kHz: treble `tilt_db` above the bass."""
    gain = 10.0 ** (tilt_db / 20.0)
    corner = 2 * np.pi * 2000.0 * np.sqrt(gain)
    b, a = signal.bilinear([gain, corner], [1.0, corner], SAMPLE_RATE_HZ)
    return np.asarray(signal.lfilter(b, a, samples), dtype=np.float32)
