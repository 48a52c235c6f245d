"""The similarity network: the paper's sizes, disjoint masks, and its way to disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from musicpuzzle.errors import ModelError
from musicpuzzle.features.mel import mel_matrix
from musicpuzzle.features.short_mel import FRAMES, MELS, SAMPLE_RATE_HZ, SAMPLES
from musicpuzzle.models.card import ModelCard, features_of
from musicpuzzle.models.embedder import TRAJECTORY_S, load_embedder
from musicpuzzle.models.registry import build, network_names
from musicpuzzle.models.similarity import SimilarityNetwork, WaveNetwork, masks
from musicpuzzle.models.store import load_model, save_model
from musicpuzzle.models.subspaces import DIMENSIONS, subspace


def test_the_paper_s_network_halves_its_maps_seven_times_and_has_so_many_parameters() -> None:
    network = build("similarity").eval()
    assert isinstance(network, SimilarityNetwork)
    # Counted by hand: first layer, first block, five blocks, last layer, batch norms.
    first, blocks = (
        64 * 25,
        64 * (4 * 64 + 64 * 9 + 64 * 25) + 5 * 64 * (4 * 256 + 64 * 9 + 64 * 25),
    )
    norms = 2 * (64 + 6 * 6 * 64)
    assert network.n_parameters() == first + blocks + norms + 256 * 256 + 256
    with torch.inference_mode():
        maps = network.stem(torch.zeros(1, 1, MELS, FRAMES))
        assert maps.shape == (1, 64, 64, 64)
        for size in (32, 16, 8, 4, 2, 1):
            maps = network.blocks[6 - size.bit_length()](maps)
            assert maps.shape == (1, 256, size, size)
        assert network.embed(torch.zeros(2, MELS, FRAMES)).shape == (2, 256)


def test_masks_are_disjoint_and_together_everything() -> None:
    found = masks()
    assert found.sum(0).tolist() == [1.0] * 256
    for number, name in enumerate(DIMENSIONS):
        assert found[number].nonzero()[:, 0].tolist() == list(range(256))[subspace(name)]


def test_its_input_is_standardised_with_the_paper_s_constants() -> None:
    network = build("similarity-4")
    assert network.standardise(torch.full((1, MELS, 1), 0.45)).unique().tolist() == [
        pytest.approx(1.0)
    ]


def test_learned_filters_begin_as_the_mel_bands() -> None:
    network = build("similarity-waves-4")
    assert isinstance(network, WaveNetwork)
    low, high = network.filters_hz()
    bins = np.linspace(0, SAMPLE_RATE_HZ / 2, 513)
    heard = bins[mel_matrix(MELS, 1024, SAMPLE_RATE_HZ)[100] > 0]
    assert low[100] < heard[0] < heard[-1] < high[100]
    time_s = np.arange(SAMPLES) / SAMPLE_RATE_HZ
    tone = torch.tensor(np.sin(2 * np.pi * 3000 * time_s), dtype=torch.float32)[None]
    bands = network.spectrogram(tone)
    assert bands.shape == (1, MELS, FRAMES)
    loudest = int(bands.mean(2).argmax())
    assert low[loudest] < 3000 < high[loudest]
    network.eval().embed(tone).square().sum().backward()
    assert network.log_low.grad is not None
    assert network.log_low.grad.abs().sum() > 0


@pytest.mark.parametrize("name", ["similarity-", "similarity-0", "similarity-x", "similarity4"])
def test_other_names_are_none(name: str) -> None:
    with pytest.raises(ModelError):
        build(name)


def test_it_is_no_opponent() -> None:
    assert not any(name.startswith("similarity") for name in network_names())


def _kept(path: Path, seed: int = 0) -> ModelCard:
    torch.manual_seed(seed)
    network = build("similarity-4")
    card = ModelCard("similarity-4", network.n_parameters(), "", seed, 0, 0, 0.0)
    return save_model(path, network, replace(card, features=features_of(card.architecture)))


def test_what_was_stored_hears_windows_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    card = _kept(path)
    embedder = load_embedder(path)
    assert embedder.name == f"similarity-4 {card.weights[:12]}"
    rng = np.random.default_rng(0)
    samples = (0.1 * rng.standard_normal(10 * SAMPLE_RATE_HZ)).astype(np.float32)
    found = embedder(samples)
    assert found.shape == (3, 256)
    assert found.dtype == np.float32
    hop = round(embedder.window_s * SAMPLE_RATE_HZ)
    np.testing.assert_allclose(embedder(samples[hop:])[0], found[1], atol=1e-4)
    way = embedder.trajectory(samples)
    assert len(way) == 5
    np.testing.assert_allclose(way[0], found[0], atol=1e-5)
    start = round(TRAJECTORY_S * SAMPLE_RATE_HZ)
    np.testing.assert_allclose(embedder(samples[start:])[0], way[1], atol=1e-4)
    assert embedder(samples[: SAMPLES - 1]).shape == (0, 256)


def test_a_model_that_plays_games_hears_no_likeness() -> None:
    with pytest.raises(ModelError, match="hears no likeness"):
        load_embedder("sen")


def test_a_card_of_other_features_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    _kept(path)
    card = path.with_suffix(".json")
    card.write_text(card.read_text().replace('"window_samples": 1024', '"window_samples": 2048'))
    with pytest.raises(ModelError, match="other features"):
        load_model(path)
