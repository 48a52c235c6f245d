"""A score as events for the synthesiser, and as sound."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import mido
import numpy as np
import pytest

from trainer.compose.synth import find_sound_font
from trainer.render import sound
from trainer.render.score import Score, read_score
from trainer.render.sound import RING_S, SAMPLE_RATE_HZ, length_s, render_score
from trainer.render.variation import Variation

WriteMidi = Callable[..., Path]
PLAIN = Variation(1, 1.0, 0, 0.5, 0.1, -6.0, 60.0, False)


def notes_of(
    score: Score, variation: Variation, monkeypatch: pytest.MonkeyPatch
) -> list[tuple[float, int]]:
    """(second, pitch) of every stroke on its way to the synthesiser."""
    heard: list[tuple[float, int]] = []

    def play(midi: Path, *_: object) -> np.ndarray:
        now_s = 0.0
        for message in mido.MidiFile(midi):
            now_s += message.time
            if message.type == "note_on":
                heard.append((round(now_s, 3), message.note))
        return np.ones((2, 1000), np.float32)

    monkeypatch.setattr(sound, "play", play)
    render_score(score, variation, Path("none.sf2"))
    return heard


def test_tempo_and_pitch_move_and_the_end_is_cut(
    write_midi: WriteMidi, monkeypatch: pytest.MonkeyPatch
) -> None:
    score = read_score(write_midi(beats=40))
    plain = notes_of(score, PLAIN, monkeypatch)
    assert plain[0][0] == 0.0
    faster = notes_of(score, replace(PLAIN, tempo=1.08, semitones=2), monkeypatch)
    assert [pitch for _, pitch in faster] == [pitch + 2 for _, pitch in plain]
    assert [at_s for at_s, _ in faster] == pytest.approx([a / 1.08 for a, _ in plain], abs=2e-3)
    cut = notes_of(score, replace(PLAIN, seconds=12.0), monkeypatch)
    assert cut == [note for note in plain if note[0] < 12.0 - RING_S]
    assert length_s(score, replace(PLAIN, seconds=12.0)) == 12.0
    assert length_s(score, PLAIN) == pytest.approx(20.0 + RING_S, abs=1e-3)


def test_nothing_is_struck_in_the_tick_of_the_end(
    write_midi: WriteMidi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There FluidSynth would be told of it after the release of all, and sound for ever."""
    score = read_score(write_midi(beats=40))
    # A note each half second; a hair above 4 s the tick of the end is that of the ninth.
    until = replace(PLAIN, seconds=4.0 + RING_S + 1e-5)
    assert [at_s for at_s, _ in notes_of(score, until, monkeypatch)][-1] == 3.5


def test_the_sound_has_its_length_peak_and_end(write_midi: WriteMidi) -> None:
    score = read_score(write_midi(beats=8))
    samples = render_score(score, PLAIN, find_sound_font())
    assert samples.dtype == np.float32
    assert samples.shape == (1, round(length_s(score, PLAIN) * SAMPLE_RATE_HZ))
    assert np.abs(samples).max() == pytest.approx(10 ** (-6 / 20), rel=1e-4)
    # It begins with the first note, and has died away at its end.
    assert np.abs(samples[0, : SAMPLE_RATE_HZ // 4]).max() > 0.02
    assert np.abs(samples[0, -100:]).max() < 1e-3
