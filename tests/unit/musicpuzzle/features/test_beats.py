from __future__ import annotations

import numpy as np
import pytest

from musicpuzzle.audio.clip import Clip
from musicpuzzle.features.beats import beat_samples, rise_of, tempo_bpm
from musicpuzzle.features.logmel import piece_log_mel


def drum(bpm: float, rate_hz: int, seconds: float = 14.0) -> tuple[Clip, np.ndarray]:
    """Short noises on a beat over soft noise, stereo, and where they set in, in seconds."""
    rng = np.random.default_rng(round(bpm))
    sound = 1e-4 * rng.normal(size=round(seconds * rate_hz))
    strokes_s = np.arange(0.3, seconds - 0.2, 60 / bpm)
    n = round(0.1 * rate_hz)
    for stroke in (strokes_s * rate_hz).astype(int):
        sound[stroke : stroke + n] += 0.3 * rng.normal(size=n) * np.exp(-np.arange(n) * 8 / n)
    return Clip(np.stack([sound, sound]).astype(np.float32), rate_hz), strokes_s


@pytest.mark.parametrize("rate_hz", [22_050, 48_000])
@pytest.mark.parametrize("bpm", [75, 100, 128, 160])
def test_beats_lie_on_strokes_and_leave_them_whole(bpm: int, rate_hz: int) -> None:
    clip, strokes_s = drum(bpm, rate_hz)
    beats_s = beat_samples(clip) / rate_hz
    assert len(strokes_s) - 1 <= len(beats_s) <= len(strokes_s) + 1
    nearest = strokes_s[np.abs(beats_s[1:-1, None] - strokes_s).argmin(axis=1)]
    early_s = nearest - beats_s[1:-1]
    assert early_s.min() >= 0.0
    assert early_s.max() < 0.03
    assert np.median(np.diff(beats_s)) == pytest.approx(60 / bpm, abs=0.012)


def test_a_beat_goes_on_where_a_stroke_is_missing() -> None:
    clip, strokes_s = drum(120, 22_050)
    missing = round(strokes_s[12] * 22_050)
    clip.samples[:, missing - 200 : missing + 3000] = 1e-5
    beats_s = beat_samples(clip) / 22_050
    assert np.abs(beats_s - strokes_s[12]).min() < 0.06


def test_beats_are_samples_of_the_clip_in_order() -> None:
    clip, _ = drum(90, 44_100)
    beats = beat_samples(clip)
    assert beats.dtype == np.int64
    assert (np.diff(beats) > 0).all()
    assert beats[0] >= 0
    assert beats[-1] < clip.n_samples


@pytest.mark.parametrize("seconds", [0.05, 1.0, 8.0])
def test_no_beats_in_silence_or_in_a_steady_tone(seconds: float) -> None:
    time_s = np.arange(round(seconds * 22_050)) / 22_050
    tone = 0.3 * np.sin(2 * np.pi * 430.6640625 * time_s).astype(np.float32)
    for sound in (tone, np.zeros_like(tone)):
        assert len(beat_samples(Clip(sound[None], 22_050))) == 0


@pytest.mark.parametrize("bpm", [75, 128])
def test_the_tempo_is_that_of_the_strokes(bpm: int) -> None:
    assert tempo_bpm(rise_of(piece_log_mel(drum(bpm, 22_050)[0]))) == pytest.approx(bpm, rel=0.02)
    assert tempo_bpm(rise_of(np.zeros((128, 400), np.float32))) is None
