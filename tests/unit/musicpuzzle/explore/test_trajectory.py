"""The way of a song and where it turns."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from musicpuzzle.errors import AudioError
from musicpuzzle.explore.trajectory import Trajectory, trajectory_of, turns
from musicpuzzle.models.embedder import TRAJECTORY_S, SimilarityEmbedder
from musicpuzzle.models.registry import build
from musicpuzzle.models.similarity import SimilarityNetwork


def _trajectory(parts: list[int], noise: float = 0.1) -> Trajectory:
    """A song of parts, each of so many windows in a place of its own."""
    rng = np.random.default_rng(0)
    rows = [
        rng.standard_normal(256) + noise * rng.standard_normal((length, 256)) for length in parts
    ]
    vectors = np.concatenate(rows).astype(np.float32)
    return Trajectory(vectors, np.arange(len(vectors)) * TRAJECTORY_S)


def test_a_song_turns_where_its_parts_meet() -> None:
    found = turns(_trajectory([20, 30, 15]))
    np.testing.assert_allclose(found, np.array([20, 50]) * TRAJECTORY_S, atol=TRAJECTORY_S)


def test_a_song_that_stays_does_not_turn_nor_does_a_short_one() -> None:
    assert not len(turns(_trajectory([60], noise=0.05)))
    assert not len(turns(_trajectory([4, 4])))


def test_a_view_sees_its_own_turns_alone() -> None:
    song = _trajectory([40], noise=0.05)
    song.vectors[20:, 64:128] *= -1
    assert len(turns(song, "mood")) == 1
    assert not len(turns(song, "genre"))


def test_a_song_is_heard_every_one_and_a_half_seconds(tmp_path: Path) -> None:
    network = build("similarity-4").eval()
    assert isinstance(network, SimilarityNetwork)
    torch.manual_seed(0)
    ear = SimilarityEmbedder(network, "ear")
    rng = np.random.default_rng(0)
    path = tmp_path / "song.wav"
    soundfile.write(path, 0.1 * rng.standard_normal(9 * 22_050), 22_050)
    found = trajectory_of(path, ear)
    assert found.vectors.shape == (5, 256)
    assert np.diff(found.starts_s) == pytest.approx([TRAJECTORY_S] * 4)
    soundfile.write(path, 0.1 * rng.standard_normal(22_050), 22_050)
    with pytest.raises(AudioError, match="three seconds"):
        trajectory_of(path, ear)
