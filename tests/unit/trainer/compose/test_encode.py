from __future__ import annotations

import numpy as np
import pytest
import soundfile

from trainer.compose.encode import CEILING_DBFS, FORMATS, write_sound

RATE_HZ = 44_100
TAGS = {"title": "Two Doves", "artist": "Music Puzzle", "license": "CC0-1.0"}


@pytest.fixture(scope="module")
def sound() -> np.ndarray:
    """A second and a bit of a chord with a click in it, float32 (2, samples)."""
    time_s = np.arange(RATE_HZ * 5 // 4) / RATE_HZ
    tone = 0.2 * (np.sin(2 * np.pi * 440 * time_s) + np.sin(2 * np.pi * 554 * time_s))
    tone[RATE_HZ // 2 : RATE_HZ // 2 + 40] += 0.5
    return np.stack((tone, 0.5 * tone)).astype(np.float32)


@pytest.mark.parametrize("sound_format", FORMATS)
def test_files_sound_as_they_were_written(tmp_path, sound, sound_format):
    path = tmp_path / "new" / f"song.{sound_format}"
    write_sound(path, sound, RATE_HZ, sound_format, TAGS)
    samples, rate_hz = soundfile.read(path, always_2d=True)
    assert samples.shape[1] == 2
    assert len(samples) / rate_hz == pytest.approx(sound.shape[1] / RATE_HZ, abs=1e-3)
    click_s = np.argmax(np.abs(samples[:, 0])) / rate_hz
    assert click_s == pytest.approx(0.5, abs=0.002)
    assert samples[:, 1].std() == pytest.approx(0.5 * samples[:, 0].std(), rel=0.1)
    assert soundfile.SoundFile(path).title == TAGS["title"]
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("sound_format", ["opus", "flac"])
def test_the_same_sound_gives_the_same_bytes(tmp_path, sound, sound_format):
    files = [tmp_path / f"{k}.{sound_format}" for k in range(2)]
    for file in files:
        write_sound(file, sound, RATE_HZ, sound_format, TAGS)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_coder_that_overshoots_is_held(tmp_path):
    # Full-scale clicks of noise overshoot in any lossy coder.
    rng = np.random.default_rng(2)
    time_s = np.arange(2 * RATE_HZ) / RATE_HZ
    clicks = rng.uniform(-0.88, 0.88, (2, len(time_s))) * np.exp(-((time_s % 0.2) / 0.004))
    path = tmp_path / "clicks.opus"
    write_sound(path, clicks.astype(np.float32), RATE_HZ, "opus", TAGS, bit_rate=48_000)
    samples, _ = soundfile.read(path)
    assert 10 ** (-6 / 20) < np.abs(samples).max() <= 10 ** (CEILING_DBFS / 20)


def test_bits_a_second_are_kept(tmp_path):
    noise = np.random.default_rng(1).standard_normal((2, 4 * RATE_HZ)).astype(np.float32) * 0.1
    write_sound(tmp_path / "n.opus", noise, RATE_HZ, "opus", TAGS, bit_rate=48_000)
    bits = 8 * (tmp_path / "n.opus").stat().st_size / 4
    assert 40_000 < bits < 56_000


def test_an_interrupted_file_is_not_there(tmp_path, sound, monkeypatch):
    def interrupted(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("trainer.compose.encode._write_plain", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_sound(tmp_path / "song.flac", sound, RATE_HZ, "flac", TAGS)
    assert list(tmp_path.iterdir()) == []
