"""A medley from its plan to samples: every song mixed by itself, one after another, ringing on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..humanise import Played
from ..mix import TARGET_LUFS, blend, finished, loudness_lufs
from ..moods import MOODS
from ..produce import takes_of
from ..score import Song
from ..styles import STYLES
from ..synth import SAMPLE_RATE_HZ, render
from ..tape import Take
from .arrange import TAIL_S, arrange
from .leading import all_turned, bridge_s
from .plan import MedleyPlan

_FINAL_RATIO = 0.8  # of the tempo after the last bar before the last chord
_GROWTH_DB = 10.0  # from no energy to all of it


@dataclass(frozen=True, slots=True)
class Timed:
    """A part in its place.

    Attributes:
        song: as written.
        start_s, end_s: in the medley; the end is where the next one starts.
        turn_s: where the bar in which the tempo turns begins, from the start of the part.
        ratio: the tempo after that bar, against the one before.
    """

    song: Song
    start_s: float
    end_s: float
    turn_s: float
    ratio: float


def timed(songs: Sequence[Song]) -> tuple[Timed, ...]:
    """The parts in their places; the bar before each seam goes over into the next tempo."""
    found: list[Timed] = []
    at_s = 0.0
    for k, song in enumerate(songs):
        last = k == len(songs) - 1
        ratio = _FINAL_RATIO if last else songs[k + 1].tempo_bpm / song.tempo_bpm
        turn_s = (song.bars - (2 if last else 1)) * song.bar_s
        length_s = turn_s + bridge_s(song.bar_s, ratio) + (song.bar_s / ratio if last else 0.0)
        found.append(Timed(song, at_s, at_s + length_s, turn_s, ratio))
        at_s += length_s
    return tuple(found)


def takes_in(plan: MedleyPlan, number: int, part: Timed) -> list[Take]:
    """What every player of a part plays, in seconds from its start."""

    def turned(played: Sequence[Played]) -> Sequence[Played]:
        return all_turned(played, part.turn_s, part.song.bar_s, part.ratio)

    return takes_of(plan.parts[number].spec, part.song, turned)


def produce_medley(
    plan: MedleyPlan, sound_font: Path
) -> tuple[tuple[Timed, ...], NDArray[np.float32]]:
    """Compose, play and mix a medley.

    Returns:
        The parts in their places, and float32 (2, samples) at SAMPLE_RATE_HZ.

    Raises:
        SynthError: FluidSynth is missing or failed.
    """
    parts = timed(arrange(plan))
    n_samples = round((parts[-1].end_s + TAIL_S) * SAMPLE_RATE_HZ)
    total = np.zeros((2, n_samples), dtype=np.float32)
    for number, part in enumerate(parts):
        first = round(part.start_s * SAMPLE_RATE_HZ)
        sound = _sound(plan, number, part, sound_font)[:, : n_samples - first]
        total[:, first : first + sound.shape[1]] += sound
    return parts, finished(total, SAMPLE_RATE_HZ)


def _sound(plan: MedleyPlan, number: int, part: Timed, sound_font: Path) -> NDArray[np.float32]:
    """A part with its ring, as loud as its energy wants, float32 (2, samples)."""
    spec, energy = plan.parts[number].spec, plan.parts[number].energy
    mood = MOODS[spec.mood]
    n_part = round((part.end_s - part.start_s) * SAMPLE_RATE_HZ)
    n_samples = n_part + round(TAIL_S * SAMPLE_RATE_HZ)
    dry = render(takes_in(plan, number, part), n_samples, sound_font)
    sound = blend(
        part.song.parts,
        dry,
        SAMPLE_RATE_HZ,
        room_s=STYLES[spec.style].room_s * float(np.sqrt(mood.room)),
        tilt_db=mood.tilt_db,
    )
    wanted = TARGET_LUFS + _GROWTH_DB * (energy - 1.0)
    gain = 10.0 ** ((wanted - loudness_lufs(sound[:, :n_part], SAMPLE_RATE_HZ)) / 20.0)
    return sound * np.float32(gain)
