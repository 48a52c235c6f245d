"""Log-mel from samples against librosa's."""

from __future__ import annotations

import librosa
import numpy as np
import pytest
import torch
from pytest_benchmark.fixture import BenchmarkFixture

from musicpuzzle.features.logmel import SAMPLE_RATE_HZ, LogMel, log_mel_array

from .ratio import fastest_s


@pytest.mark.parametrize("seconds", [3.0, 24.0])
def test_at_least_twice_as_fast_as_librosa(benchmark: BenchmarkFixture, seconds: float) -> None:
    torch.set_num_threads(1)  # librosa uses one too
    rng = np.random.default_rng(0)
    samples = rng.standard_normal(round(seconds * SAMPLE_RATE_HZ)).astype(np.float32) * 0.1

    def theirs() -> LogMel:
        power = librosa.feature.melspectrogram(
            y=samples, sr=SAMPLE_RATE_HZ, n_fft=2048, hop_length=512, n_mels=128, center=False
        )
        return np.log1p(10_000 * power)

    def ours() -> LogMel:
        return log_mel_array(samples)

    np.testing.assert_allclose(ours(), theirs(), atol=1e-3)
    ours_s, theirs_s = fastest_s(ours, theirs, rounds=15)
    benchmark.extra_info["times faster than librosa"] = round(theirs_s / ours_s, 1)
    benchmark(ours)
    assert theirs_s >= 2 * ours_s
