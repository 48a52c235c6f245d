from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from musicpuzzle.errors import ModelError
from musicpuzzle.features.short_mel import SAMPLE_RATE_HZ
from musicpuzzle.library.ear import find_ear
from musicpuzzle.library.embeddings import read_embeddings
from musicpuzzle.library.library import Library
from musicpuzzle.library.scan import scan
from musicpuzzle.library.songs import read_songs
from musicpuzzle.models.card import SHORT_FEATURES, ModelCard
from musicpuzzle.models.embedder import load_embedder
from musicpuzzle.models.registry import build
from musicpuzzle.models.store import save_model

from .conftest import write_song


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small network with random weights."""
    torch.manual_seed(0)
    path = tmp_path_factory.mktemp("model") / "ear.safetensors"
    card = ModelCard("similarity-4", 1, "", 0, 0, 0, 0.0, features=dict(SHORT_FEATURES))
    save_model(path, build("similarity-4"), card)
    return path


def test_it_hears_what_the_model_hears(model: Path) -> None:
    ear, model_itself = find_ear(model), load_embedder(model)
    assert ear is not None
    assert (ear.name, ear.window_s) == (model_itself.name, model_itself.window_s)
    samples = 0.1 * np.random.default_rng(0).normal(size=7 * SAMPLE_RATE_HZ).astype(np.float32)
    np.testing.assert_array_equal(ear(samples), model_itself(samples))
    assert ear(samples).shape == (2, 256)


@pytest.mark.parametrize(("cores", "before", "after"), [(2, 2, 1), (8, 8, 4), (8, 3, 3), (1, 1, 1)])
def test_it_leaves_half_of_the_cores_to_others(
    model: Path, monkeypatch: pytest.MonkeyPatch, cores: int, before: int, after: int
) -> None:
    ear, usual = find_ear(model), torch.get_num_threads()
    assert ear is not None
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    try:
        torch.set_num_threads(before)
        ear(np.zeros(SAMPLE_RATE_HZ, np.float32))
        assert torch.get_num_threads() == after
    finally:
        torch.set_num_threads(usual)


def test_a_library_keeps_what_it_heard(model: Path, library: Library, tmp_path: Path) -> None:
    for seed, seconds in enumerate((7.0, 4.0, 1.0)):
        write_song(tmp_path / "music" / f"{seed}.wav", seed, seconds=seconds)
    ear = find_ear(model)
    assert ear is not None
    assert scan(library, [str(tmp_path / "music")], embedder=ear).analysed == 3
    found, songs = read_embeddings(library, ear.name), read_songs(library)
    assert list(found.contents) == list(songs.contents[:2])
    assert np.abs(found.vectors).max() > 0
    assert songs.typical_s[0] in (0.0, np.float32(ear.window_s))
    assert np.isnan(songs.typical_s[2])
    assert scan(library, [str(tmp_path / "music")], embedder=find_ear(model)).analysed == 0


def test_where_there_is_no_model_there_is_no_ear(tmp_path: Path) -> None:
    assert find_ear(tmp_path / "none.safetensors") is None


def test_a_damaged_model_says_so(model: Path, tmp_path: Path) -> None:
    weights, card = tmp_path / "m.safetensors", tmp_path / "m.json"
    weights.write_bytes(model.read_bytes()[:-1])
    card.write_bytes(model.with_suffix(".json").read_bytes())
    ear = find_ear(weights)
    assert ear is not None
    with pytest.raises(ModelError, match="damaged"):
        ear(np.zeros(10, np.float32))
    card.write_text("{}")
    with pytest.raises(ModelError, match="is no card"):
        find_ear(weights)
