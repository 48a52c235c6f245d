"""Windows of log-mels and of waveforms are the same stretches of a song."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from musicpuzzle.errors import DataError
from musicpuzzle.features.short_mel import FRAMES, SAMPLES, levelled, short_log_mel_array
from musicpuzzle.jobs import TrainingJob
from musicpuzzle.models.similarity import WaveNetwork
from musicpuzzle.models.store import load_model
from trainer.cli import main
from trainer.similarity.run import train_similarity
from trainer.similarity.songs import LabelledSong
from trainer.similarity.stored import write_song
from trainer.similarity.views import LogMelView, WaveView
from trainer.train.control import StopRequest

LABELS = {
    "style": "waltz", "mood": "dark", "tempo_bpm": 99.0, "lead": "Violin",
    "instruments": {"lead lead": "Violin"},
}  # fmt: skip


@pytest.fixture(name="song")
def _song(toys: list[LabelledSong]) -> LabelledSong:
    rng = np.random.default_rng(0)
    samples = (0.1 * rng.standard_normal(300 * 512)).astype(np.float16)
    bands = short_log_mel_array(samples.astype(np.float32)).astype(np.float16)
    return replace(toys[0], bands=bands, samples=samples)


@pytest.mark.parametrize("start", [0, 40, 100])
def test_both_cut_the_same_windows(song: LabelledSong, start: int) -> None:
    of_bands = LogMelView().stretched(song, start, FRAMES)
    of_samples = WaveView().stretched(song, start, FRAMES)
    assert of_samples.shape == (SAMPLES,)
    np.testing.assert_allclose(short_log_mel_array(of_samples), of_bands, atol=0.02)
    evenly = WaveView().evenly(song, 50)
    assert len(evenly) == len(LogMelView().evenly(song, 50))
    np.testing.assert_array_equal(evenly[2], song.samples[100 * 512 : 100 * 512 + SAMPLES])


def test_a_stretched_waveform_is_a_tape_at_another_speed(song: LabelledSong) -> None:
    time = np.arange(300 * 512)
    slow = replace(song, samples=np.sin(0.05 * time).astype(np.float16))
    found = WaveView().stretched(slow, 0, 100)
    spectrum = np.abs(np.fft.rfft(found * np.hanning(SAMPLES)))
    speed = (99 * 512 + 1024) / SAMPLES
    assert 2 * np.pi * spectrum.argmax() / SAMPLES == pytest.approx(0.05 * speed, rel=0.01)


def test_only_the_loudness_of_waveforms_is_varied(song: LabelledSong) -> None:
    windows = WaveView().evenly(song)
    found = WaveView().varied(np.random.default_rng(0), windows)
    gains = found / np.where(windows == 0, 1, windows)
    assert np.ptp(gains[0][windows[0] != 0]) < 1e-5
    assert abs(gains[0].max() - gains[1].max()) > 1e-3


def test_a_song_without_samples_is_one_sentence(toys: list[LabelledSong]) -> None:
    with pytest.raises(DataError, match="were not kept"):
        WaveView().evenly(toys[0])


def test_filters_are_learned_on_waveforms_and_measured(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    for number in range(12):
        samples = (0.1 * rng.standard_normal(290 * 512)).astype(np.float32)
        bands = short_log_mel_array(samples).astype(np.float16)
        assert levelled(bands).shape == bands.shape
        mood, bpm = ("dark", "bright")[number % 2], 90.0 + 20 * (number % 3)
        labels = {**LABELS, "seed": number, "mood": mood, "tempo_bpm": bpm}
        write_song(tmp_path / "songs", "train", bands, labels, samples=samples)
    job = TrainingJob(
        "similarity-waves", (), str(tmp_path / "run"), steps=2, batch=8, filters=4, threads=1,
        accelerator="cpu", precision="32-true", generated=(str(tmp_path / "songs"),),
    )  # fmt: skip
    train_similarity(job, lambda _: None, StopRequest())
    model = tmp_path / "run" / "model.safetensors"
    network, card = load_model(model)
    assert isinstance(network, WaveNetwork)
    assert card.architecture == "similarity-waves-4"
    words = ["evaluate", "similarity", "--generated", str(tmp_path / "songs"), "--models"]
    recorded = tmp_path / "recorded"
    recorded.mkdir()
    for number in range(3):
        sound = 0.1 * rng.standard_normal(7 * 22_050)
        soundfile.write(recorded / f"{number}.wav", sound, 22_050)
    out = tmp_path / "out.json"
    words += [f"waves={model}", "--data", str(recorded), "--triplets", "20", "--json", str(out)]
    assert main(words) == 0
    rows = json.loads(out.read_text())["triplets"]
    assert {row["origin"] for row in rows if row["model"] == "waves"} == {"generated", "recorded"}
