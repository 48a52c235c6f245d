"""FluidSynth as a child process: from played notes to one stereo stem a part."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.errors import MusicPuzzleError

from .tape import GAP_S, Take, write_tape

SAMPLE_RATE_HZ = 44_100
SOUND_FONTS = (
    Path("/usr/share/sounds/sf2/FluidR3_GM.sf2"),
    Path("/usr/share/soundfonts/FluidR3_GM.sf2"),
    Path("/usr/local/share/soundfonts/FluidR3_GM.sf2"),
    Path("/opt/homebrew/share/soundfonts/FluidR3_GM.sf2"),
    Path("/usr/share/sounds/sf2/default-GM.sf2"),
)

Stereo = NDArray[np.float32]


class SynthError(MusicPuzzleError):
    """FluidSynth or its sound font is missing, or it failed."""


def find_sound_font(path: Path | None = None) -> Path:
    """The sound font: the one that was asked for, else the first of SOUND_FONTS that is there.

    Raises:
        SynthError: there is none; the sentence says what to type.
    """
    if path is not None:
        if not path.is_file():
            raise SynthError(f"{path}: there is no such sound font.")
        return path
    for candidate in SOUND_FONTS:
        if candidate.is_file():
            return candidate
    raise SynthError(
        "No General MIDI sound font was found: type `sudo apt-get install fluid-soundfont-gm`, "
        "or name one with --soundfont."
    )


def find_synthesiser() -> str:
    """The FluidSynth program.

    Raises:
        SynthError: it is not installed; the sentence says what to type.
    """
    program = shutil.which("fluidsynth")
    if program is None:
        raise SynthError("FluidSynth is missing: type `sudo apt-get install fluidsynth`.")
    return program


def render(takes: Sequence[Take], n_samples: int, sound_font: Path) -> list[Stereo]:
    """Play every take by itself, dry.

    Args:
        takes: one for every part.
        n_samples: length of each stem.
        sound_font: an sf2 file.

    Returns:
        float32 (2, n_samples) for every take, at SAMPLE_RATE_HZ.

    Raises:
        SynthError: FluidSynth is missing or failed.
    """
    take_s = n_samples / SAMPLE_RATE_HZ
    with tempfile.TemporaryDirectory(prefix="compose-") as folder:
        midi = Path(folder, "tape.mid")
        write_tape(midi, takes, take_s)
        tape = play(midi, sound_font)
    stems = []
    for number in range(len(takes)):
        first = round(number * (take_s + GAP_S) * SAMPLE_RATE_HZ)
        stem = np.zeros((2, n_samples), dtype=np.float32)
        found = tape[:, first : first + n_samples]
        stem[:, : found.shape[1]] = found
        stems.append(stem)
    return stems


def play(midi: Path, sound_font: Path, sample_rate_hz: int = SAMPLE_RATE_HZ) -> Stereo:
    """What FluidSynth makes of a MIDI file, dry, float32 (2, samples).

    Raises:
        SynthError: FluidSynth is missing or failed.
    """
    with tempfile.TemporaryDirectory(prefix="compose-") as folder:
        sound = Path(folder, "sound.raw")
        _run(midi, sound, sound_font, sample_rate_hz)
        return np.fromfile(sound, dtype="<f4").reshape(-1, 2).T


def _run(midi: Path, sound: Path, sound_font: Path, sample_rate_hz: int) -> None:
    settings = {
        "synth.reverb.active": 0,
        "synth.chorus.active": 0,
        "synth.gain": 0.4,
        "synth.sample-rate": sample_rate_hz,
        "synth.polyphony": 512,
        "synth.cpu-cores": 1,
        "synth.dynamic-sample-loading": 1,
    }
    command = [find_synthesiser(), "--no-midi-in", "--no-shell", "--quiet"]
    for name, value in settings.items():
        command += ["-o", f"{name}={value}"]
    command += ["-T", "raw", "-O", "float", "-F", str(sound), str(sound_font), str(midi)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    errors = [line for line in done.stderr.splitlines() if "error" in line.lower()]
    # A sound font that cannot be read is no failure to FluidSynth: it would play silence.
    if done.returncode != 0 or errors or not sound.is_file():
        said = (errors or done.stderr.strip().splitlines() or ["it wrote no sound"])[0]
        raise SynthError(f"FluidSynth failed: {said.removeprefix('fluidsynth: error: ')}")
