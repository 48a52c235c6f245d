"""Embeddings of a song every three seconds, on one core: a hundred times as fast as it lasts."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from pytest_benchmark.fixture import BenchmarkFixture

from musicpuzzle.features.short_mel import SAMPLE_RATE_HZ
from musicpuzzle.models.embedder import load_embedder

from .ratio import fastest_s

SECONDS = 180
LEAST_RATIO = 100


@pytest.mark.timeout(600)
def test_a_song_is_embedded_a_hundred_times_as_fast_as_it_lasts(
    benchmark: BenchmarkFixture,
) -> None:
    before = torch.get_num_threads()
    # Two threads wait for each other where a core has other things to do.
    torch.set_num_threads(1)
    embedder = load_embedder()
    rng = np.random.default_rng(0)
    song = (0.1 * rng.standard_normal(SECONDS * SAMPLE_RATE_HZ)).astype(np.float32)
    (seconds,) = benchmark.pedantic(
        lambda: fastest_s(lambda: embedder(song), rounds=5), iterations=1, rounds=1
    )
    torch.set_num_threads(before)
    assert SECONDS / seconds > LEAST_RATIO
