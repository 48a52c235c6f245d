"""Log-mel: equal to librosa's, and blind to what lies outside a piece."""

from __future__ import annotations

import librosa
import numpy as np
import pytest
import torch

from musicpuzzle.audio.clip import Clip, Samples
from musicpuzzle.audio.disguise import Disguise, disguise
from musicpuzzle.features.logmel import (
    HOP_SAMPLES,
    MELS,
    SAMPLE_RATE_HZ,
    WINDOW_SAMPLES,
    disguise_log_mel,
    frames_of,
    log_mel,
    log_mel_array,
    n_frames,
    piece_log_mel,
)


def sound(seconds: float, seed: int = 0) -> Samples:
    """A few partials with noise, float32 (samples,)."""
    rng = np.random.default_rng(seed)
    time_s = np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    tones = sum(np.sin(2 * np.pi * 220 * k * time_s + k) / k for k in range(1, 30))
    return (0.1 * tones + 0.02 * rng.standard_normal(len(time_s))).astype(np.float32)


def test_equals_librosa() -> None:
    samples = sound(8.0)
    power = librosa.feature.melspectrogram(
        y=samples, sr=SAMPLE_RATE_HZ, n_fft=2048, hop_length=512, n_mels=128, center=False
    )
    ours = log_mel_array(samples)
    assert ours.dtype == np.float32
    assert ours.shape == power.shape
    np.testing.assert_allclose(ours, np.log1p(10_000 * power), atol=1e-3)


def test_frames_of_a_song_are_the_frames_of_the_piece_cut_from_it() -> None:
    song = sound(20.0)
    first, length = 137, round(3.0 * SAMPLE_RATE_HZ)
    start = first * HOP_SAMPLES
    cut_then_transform = log_mel_array(song[start : start + length])
    sliced = log_mel_array(song)[:, first : first + n_frames(length)]
    np.testing.assert_allclose(cut_then_transform, sliced, atol=1e-4)


def test_no_frame_of_a_piece_sees_beyond_it() -> None:
    song = sound(6.0)
    first, length = 40, round(3.0 * SAMPLE_RATE_HZ)
    start = first * HOP_SAMPLES
    other = song.copy()
    other[:start] = 0.5
    other[start + length :] = -0.5
    frames = slice(first, first + n_frames(length))
    np.testing.assert_allclose(
        log_mel_array(song)[:, frames], log_mel_array(other)[:, frames], atol=1e-5
    )
    after = first + n_frames(length)
    assert not np.allclose(log_mel_array(song)[:, after], log_mel_array(other)[:, after])


def test_batches_keep_their_shape() -> None:
    samples = torch.from_numpy(np.stack([sound(2.0, seed) for seed in range(6)]))
    batch = log_mel(samples.reshape(2, 3, -1))
    assert batch.shape == (2, 3, MELS, frames_of(2.0))
    np.testing.assert_allclose(batch[1, 2].numpy(), log_mel_array(samples[5].numpy()), atol=1e-5)


@pytest.mark.parametrize(
    ("n_samples", "expected"),
    [(0, 0), (WINDOW_SAMPLES - 1, 0), (WINDOW_SAMPLES, 1), (WINDOW_SAMPLES + HOP_SAMPLES, 2)],
)
def test_only_whole_windows_count(n_samples: int, expected: int) -> None:
    assert n_frames(n_samples) == expected
    assert log_mel_array(np.zeros(n_samples, np.float32)).shape == (MELS, expected)


def test_silence_is_zero() -> None:
    assert not log_mel_array(np.zeros(SAMPLE_RATE_HZ, np.float32)).any()


def test_a_stereo_clip_of_another_rate_gives_nearly_the_same() -> None:
    samples = sound(3.0)
    stretched = librosa.resample(samples, orig_sr=SAMPLE_RATE_HZ, target_sr=44_100)
    clip = Clip(np.stack([stretched, stretched]).astype(np.float32), 44_100)
    ours = piece_log_mel(clip)
    # The band above 10 kHz is where resamplers differ.
    np.testing.assert_allclose(ours[:120], log_mel_array(samples)[:120], atol=0.1)


@pytest.mark.parametrize("tilt_db", [0.0, 6.0, -6.0])
def test_disguised_features_are_the_features_of_the_disguised_sound(tilt_db: float) -> None:
    samples, change = sound(3.0), Disguise(gain_db=-4.0, tilt_db=tilt_db)
    changed = disguise(Clip(samples[None], SAMPLE_RATE_HZ), change).samples[0]
    by_sound = log_mel_array(changed)
    by_bands = disguise_log_mel(log_mel_array(samples), change)
    # Gain is exact. For tilt a band's centre stands for its few bins: a tenth in log power is
    # less than half a decibel.
    difference = np.abs(by_bands - by_sound)
    assert difference.max() < (0.2 if tilt_db else 1e-3)
    assert difference.mean() < (0.01 if tilt_db else 1e-4)
