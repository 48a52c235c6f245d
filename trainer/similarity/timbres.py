"""How the takes of a song sound: from one sound font, or each with a timbre of its own.

There are few sound fonts, and a network that hears songs from two of them learns those two. Wide
timbres make more of them: a part has one of the fonts, a size (what is played on a tape that runs
slower and is written higher has the pitches of before and the body of a larger instrument), a
colour, and at times some drive.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from musicpuzzle.features.short_mel import SAMPLE_RATE_HZ

from ..compose.chance import stream
from ..compose.humanise import Played
from ..compose.synth import play
from ..compose.tape import GAP_S, Take, write_tape

Mono = NDArray[np.float32]

_BANDS_OF_PLAYERS = 2
"""So many fonts and sizes a song: FluidSynth runs once for each."""

_MOST_SEMITONES = 3
_PEAKS, _PEAK_DB, _LOWEST_HZ, _HIGHEST_HZ = 3, 5.0, 120.0, 7000.0
_DRIVEN, _LEAST_DRIVE, _MOST_DRIVE = 0.25, 0.5, 4.0


def plain_timbres(
    takes: Sequence[Take], seconds: float, sound_font: Path, semitones: int = 0
) -> list[Mono]:
    """A stem for each take, float32 (samples,) at 22,050 Hz.

    Args:
        takes: one for each part.
        seconds: their length.
        sound_font: an sf2 file.
        semitones: how much smaller (above 0) or larger all instruments are.

    Raises:
        SynthError: FluidSynth is missing or failed.
    """
    n_samples = round(seconds * SAMPLE_RATE_HZ)
    stretch = 2.0 ** (semitones / 12)
    with tempfile.TemporaryDirectory(prefix="similarity-") as folder:
        midi = Path(folder, "tape.mid")
        write_tape(midi, [_resized(t, semitones, stretch) for t in takes], seconds * stretch)
        # The tape runs faster by as much as it is longer.
        rate_hz = round(SAMPLE_RATE_HZ / stretch)
        tape = play(midi, sound_font, rate_hz).mean(axis=0)
    stems = []
    for number in range(len(takes)):
        first = round(number * (seconds * stretch + GAP_S) * rate_hz)
        stem = np.zeros(n_samples, dtype=np.float32)
        found = tape[first : first + n_samples]
        stem[: len(found)] = found
        stems.append(stem)
    return stems


def wide_timbres(
    takes: Sequence[Take], seconds: float, sound_fonts: Sequence[Path], seed: int
) -> list[Mono]:
    """As `plain_timbres`, each take with a font, a size, a colour and a drive drawn by the seed.

    Raises:
        SynthError: FluidSynth is missing or failed.
    """
    rng = stream(seed, "timbres")
    bands = [
        (rng.choice(list(sound_fonts)), rng.randint(-_MOST_SEMITONES, _MOST_SEMITONES))
        for _ in range(_BANDS_OF_PLAYERS)
    ]
    places = [rng.randrange(len(bands)) for _ in takes]
    stems: dict[int, Mono] = {}
    for band, (sound_font, semitones) in enumerate(bands):
        own = [number for number, place in enumerate(places) if place == band]
        if own:
            some = plain_timbres([takes[k] for k in own], seconds, sound_font, semitones)
            stems |= dict(zip(own, some, strict=True))
    return [_driven(_coloured(stems[k], rng), rng) for k in range(len(takes))]


def _resized(take: Take, semitones: int, stretch: float) -> Take:
    """The take written lower by so many semitones, its times stretched."""
    # The keys of a kit are drums and no pitches.
    lower = 0 if take.is_drums else semitones
    notes = tuple(
        Played(
            note.start_s * stretch, note.end_s * stretch,
            min(max(note.pitch - lower, 0), 127), note.velocity,
        )
        for note in take.notes
    )  # fmt: skip
    return replace(take, notes=notes)


def _coloured(stem: Mono, rng: random.Random) -> Mono:
    """Through an equaliser of a few peaks and dips."""
    for _ in range(_PEAKS):
        centre_hz = _LOWEST_HZ * (_HIGHEST_HZ / _LOWEST_HZ) ** rng.random()
        b, a = _peak(centre_hz, rng.gauss(0.0, _PEAK_DB), rng.uniform(0.5, 1.5))
        stem = np.asarray(signal.lfilter(b, a, stem), dtype=np.float32)
    return stem


def _peak(
    centre_hz: float, gain_db: float, quality: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A second-order peak (dip) of `gain_db` around a frequency."""
    gain = 10.0 ** (gain_db / 40.0)
    corner = 2.0 * SAMPLE_RATE_HZ * np.tan(np.pi * centre_hz / SAMPLE_RATE_HZ)
    above = [1.0, corner * gain / quality, corner**2]
    below = [1.0, corner / (gain * quality), corner**2]
    b, a = signal.bilinear(above, below, SAMPLE_RATE_HZ)
    return np.asarray(b), np.asarray(a)


def _driven(stem: Mono, rng: random.Random) -> Mono:
    """Now and then through an amplifier that is too small."""
    drive = rng.uniform(_LEAST_DRIVE, _MOST_DRIVE) if rng.random() < _DRIVEN else 0.0
    level = float(np.sqrt(np.square(stem).mean()))
    if drive == 0.0 or level == 0.0:
        return stem
    return np.asarray(np.tanh(stem * np.float32(drive / (3.0 * level))), dtype=np.float32)
