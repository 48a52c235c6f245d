"""A score as sound: through the composer's synthesiser and room, at a drawn loudness."""

from __future__ import annotations

import tempfile
from pathlib import Path

import mido
import numpy as np
from numpy.typing import NDArray

from ..compose import tape
from ..compose.encode import OPUS_RATE_HZ
from ..compose.space import in_room
from ..compose.synth import play
from .score import DRUM_CHANNEL, Score
from .variation import Variation

SAMPLE_RATE_HZ = OPUS_RATE_HZ  # nothing has to be resampled on its way into Opus
RING_S = 1.5
_FADE_S = 1.0
_SUSTAIN, _NOTES_OFF, _SOUND_OFF = 64, 123, 120
_SETTING, _RELEASE, _STRIKE = 1, 2, 3  # ranks among events of one moment


def length_s(score: Score, variation: Variation) -> float:
    """Seconds of the rendering, with the ring of its last notes."""
    return min(score.end_s / variation.tempo, variation.seconds - RING_S) + RING_S


def render_score(score: Score, variation: Variation, sound_font: Path) -> NDArray[np.float32]:
    """Mono sound, float32 (1, samples) at SAMPLE_RATE_HZ.

    Raises:
        SynthError: FluidSynth is missing or failed.
    """
    seconds = length_s(score, variation)
    with tempfile.TemporaryDirectory(prefix="render-") as folder:
        midi = Path(folder, "score.mid")
        tape.save_events(midi, _events(score, variation, seconds - RING_S), seconds)
        dry = play(midi, sound_font, SAMPLE_RATE_HZ).mean(axis=0, keepdims=True)
    sound = np.zeros((1, round(seconds * SAMPLE_RATE_HZ)), dtype=np.float32)
    found = dry[:, : sound.shape[1]]
    sound[:, : found.shape[1]] = found
    sound += variation.wet * in_room(sound, variation.room_s, SAMPLE_RATE_HZ).mean(
        axis=0, keepdims=True
    )
    n_fade = min(round(_FADE_S * SAMPLE_RATE_HZ), sound.shape[1])
    sound[:, -n_fade:] *= np.linspace(1.0, 0.0, n_fade, dtype=np.float32) ** 2
    peak = 10.0 ** (variation.peak_dbfs / 20.0)
    return sound * np.float32(peak / max(float(np.abs(sound).max()), 1e-9))


def _events(score: Score, variation: Variation, until_s: float) -> list[tape.Event]:
    """The events up to a moment, in the variation's tempo and pitch; then all is released."""
    events: list[tape.Event] = []
    end = round(until_s * tape.TICKS_PER_S)
    for event in score.events:
        tick = round(event.at_s / variation.tempo * tape.TICKS_PER_S)
        # Struck in the tick of the end, a note would never be released, and FluidSynth never end.
        if tick >= end:
            break
        message = _transposed(event.message, variation.semitones)
        if message is not None:
            events.append((tick, _rank(message), message))
    for channel in range(16):
        for control in (_SUSTAIN, _NOTES_OFF):
            off = mido.Message("control_change", channel=channel, control=control, value=0)
            events.append((end, _SETTING, off))
    return events


def _rank(message: mido.Message) -> int:
    """Among messages of one moment settings come first, then releases, then strokes."""
    if message.type == "note_on" and message.velocity:
        return _STRIKE
    return _RELEASE if message.type in ("note_on", "note_off") else _SETTING


def _transposed(message: mido.Message, semitones: int) -> mido.Message | None:
    """The message in its pitch; None where that is no MIDI pitch any more."""
    if not semitones or not hasattr(message, "note") or message.channel == DRUM_CHANNEL:
        return message
    note = message.note + semitones
    return message.copy(note=note) if 0 <= note <= 127 else None
