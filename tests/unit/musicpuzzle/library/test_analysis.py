from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from musicpuzzle.audio.decode import read_clip
from musicpuzzle.audio.loudness import loudness_lufs
from musicpuzzle.errors import AudioError
from musicpuzzle.features.key import Key
from musicpuzzle.library.analysis import analyse
from musicpuzzle.library.control import ScanStoppedError

RATE_HZ = 22_050
BPM = 100.0


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """24 s in D major with strokes at 100 beats a minute, loud at first and soft at last."""
    path = tmp_path_factory.mktemp("song") / "song.flac"
    time_s = np.arange(24 * RATE_HZ) / RATE_HZ
    chord = sum(np.sin(2 * np.pi * hz * time_s) for hz in (146.8, 185.0, 220.0, 293.7, 440.0))
    since_s = time_s % (60 / BPM)
    noise = np.random.default_rng(0).normal(size=len(time_s))
    sound = 0.05 * chord + 0.3 * noise * np.exp(-since_s * 60)
    sound *= np.where(time_s < 12, 1.0, 0.5)
    soundfile.write(path, np.stack([sound, 0.5 * sound], axis=1), RATE_HZ)
    return path


def test_a_song_is_measured_as_its_parts_would_be(song: Path) -> None:
    found = analyse(song)
    assert found.duration_s == pytest.approx(24)
    assert found.loudness_lufs == pytest.approx(loudness_lufs(read_clip(song)), abs=0.05)
    assert found.tempo is not None
    assert found.tempo.bpm == pytest.approx(BPM, abs=0.2)
    assert found.tempo.confidence > 0.5
    assert found.key == Key(2, False)
    assert found.sections[0].start_s < 1
    assert found.sections[-1].end_s > 23
    assert (found.vector, found.typical_s) == (None, None)


class Ear:
    """Hears how loud each second is."""

    name = "ear"
    window_s = 1.0

    def __call__(self, samples: np.ndarray, **_: object) -> np.ndarray:
        self.samples = samples
        levels = samples[: len(samples) // RATE_HZ * RATE_HZ].reshape(-1, RATE_HZ).std(axis=1)
        return np.outer(levels, np.ones(256)).astype(np.float32)


def test_a_model_hears_the_song_at_one_loudness(song: Path) -> None:
    ear = Ear()
    found = analyse(song, embedder=ear)
    assert ear.samples.dtype == np.float32
    assert len(ear.samples) == pytest.approx(24 * RATE_HZ, abs=2)
    mono = read_clip(song).mono()
    gain_db = -16 - found.loudness_lufs
    assert ear.samples == pytest.approx(mono * 10 ** (gain_db / 20), abs=1e-4)
    assert found.vector is not None
    assert found.vector.shape == (256,)
    assert found.vector[0] == pytest.approx(ear(ear.samples).mean(), rel=1e-4)


def test_a_song_shorter_than_a_window_lies_nowhere(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).normal(size=RATE_HZ // 2)
    soundfile.write(tmp_path / "short.wav", 0.1 * noise, RATE_HZ)
    found = analyse(tmp_path / "short.wav", embedder=Ear())
    assert (found.vector, found.typical_s, found.sections) == (None, None, ())


def test_silence_is_refused(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "silence.wav", np.zeros(RATE_HZ), RATE_HZ)
    with pytest.raises(AudioError, match="is silent"):
        analyse(tmp_path / "silence.wav")


def test_it_can_be_given_up(song: Path) -> None:
    def stop() -> None:
        raise ScanStoppedError

    with pytest.raises(ScanStoppedError):
        analyse(song, check=stop)
