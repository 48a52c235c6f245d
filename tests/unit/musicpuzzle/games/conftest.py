"""Songs to cut, made for the tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from musicpuzzle.audio.clip import Clip

RATE_HZ = 44_100
SONG_S = 20.0
BEAT_S = 0.5


def make_music(seconds: float, seed: int, channels: int = 2) -> Clip:
    """Random plucked notes on a steady beat over a slowly wandering drone; no two bars alike."""
    rng = np.random.default_rng(seed)
    time_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    sound = 0.1 * np.sin(2 * np.pi * (110 * time_s + 30 * np.sin(0.3 * time_s + seed)))
    note_s = np.arange(round(BEAT_S * RATE_HZ)) / RATE_HZ
    for beat in range(int(seconds / BEAT_S)):
        pitch_hz = 220 * 2 ** (rng.integers(0, 24) / 12)
        overtones = sum(np.sin(2 * np.pi * k * pitch_hz * note_s) / k for k in (1, 2, 3))
        at = round(beat * BEAT_S * RATE_HZ)
        sound[at : at + len(note_s)] += 0.25 * overtones * np.exp(-6 * note_s)
        click = rng.normal(size=600) * np.exp(-np.arange(600) / 120)
        sound[at : at + 600] += 0.2 * click[: len(sound) - at]
    quieter = np.linspace(1.0, 0.5, channels)[:, None]
    return Clip((quieter * sound).astype(np.float32), RATE_HZ)


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    """Short pieces gain nothing from more, and lose much where other work has the processor."""
    torch.set_num_threads(1)


@pytest.fixture
def as_loud_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the loudness alone, which takes longest, where it has no part in what is tested."""
    monkeypatch.setattr("musicpuzzle.games.mastering.to_loudness", lambda clip: clip)


@pytest.fixture(scope="session")
def music() -> Callable[..., Clip]:
    """The function `make_music`."""
    return make_music


@pytest.fixture(scope="session")
def song() -> Clip:
    """20 s of made music, stereo at 44,100 Hz."""
    return make_music(SONG_S, seed=1)


@pytest.fixture(scope="session")
def song_file(tmp_path_factory: pytest.TempPathFactory, song: Clip) -> Path:
    """The song as a float wav file, exact to the sample."""
    path = tmp_path_factory.mktemp("song") / "song.wav"
    soundfile.write(path, song.samples.T, RATE_HZ, subtype="FLOAT")
    return path


@pytest.fixture(scope="session")
def parts() -> Callable[[str], Clip]:
    """Songs whose sections, 12 s each, are named by letters: one letter, one sound."""

    def song(form: str) -> Clip:
        sounds = {kind: _section(ord(kind)) for kind in set(form)}
        return Clip(np.concatenate([sounds[kind] for kind in form], axis=1), RATE_HZ)

    return song


def _section(seed: int) -> np.ndarray:
    """Chords in a colour of their own with a stroke on each beat, float32 (1, samples)."""
    rng = np.random.default_rng(seed)
    chords, colour = rng.integers(48, 60, size=(4, 3)), rng.uniform(0.2, 1.5)
    time_s = np.arange(round(BEAT_S * RATE_HZ)) / RATE_HZ
    beats = []
    for beat in range(24):
        sound = np.zeros(len(time_s))
        for midi in chords[beat // 4 % 4]:
            pitch_hz = 440 * 2 ** ((midi - 69) / 12)
            waves = (np.sin(2 * np.pi * k * pitch_hz * time_s) / k**colour for k in range(1, 6))
            sound += 0.05 * sum(waves) * np.exp(-2 * time_s)
        sound[:1000] += 0.1 * rng.normal(size=1000) * np.exp(-np.arange(1000) / 200)
        beats.append(sound)
    return np.concatenate(beats)[None].astype(np.float32)
