from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from musicpuzzle.audio.clip import Clip
from musicpuzzle.errors import ModelError
from musicpuzzle.features.logmel import piece_log_mel
from musicpuzzle.games.opponents import CancelledError, opponent
from musicpuzzle.games.order import path_total
from musicpuzzle.games.triples import pair_log_odds, triple_total
from musicpuzzle.models import pairs, store, triples
from musicpuzzle.models.card import ModelCard
from musicpuzzle.models.sn import SN
from musicpuzzle.models.tsn import TSN

RATE_HZ = 22_050


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Path of a network with random weights."""
    torch.manual_seed(1)
    path = tmp_path_factory.mktemp("model") / "random.safetensors"
    network = SN().eval()
    card = ModelCard("sn", network.n_parameters(), "none", 1, 0, 0, 0.0)
    store.save_model(path, network, card)
    return str(path)


def cut_up(music: Callable[..., Clip], *lengths_s: float) -> list[Clip]:
    made = music(sum(lengths_s), seed=3)
    starts_s = np.cumsum([0.0, *lengths_s])
    return [
        made.cut(int(start * made.sample_rate_hz), int(length * made.sample_rate_hz))
        for start, length in zip(starts_s, lengths_s, strict=False)
    ]


def test_it_plays_what_the_network_scores(model: str, music: Callable[..., Clip]) -> None:
    heard = cut_up(music, 1.5, 1.5, 1.5, 1.5)
    thought = opponent(model).think(heard)
    network = store.load_model(model)[0]
    log_mels = torch.from_numpy(np.stack([piece_log_mel(piece) for piece in heard]))
    assert isinstance(network, SN)
    assert np.allclose(thought.log_odds, pairs.score_all(network, log_mels).numpy(), atol=1e-5)
    assert sorted(thought.order) == [0, 1, 2, 3]


def test_pieces_of_different_length_are_compared_at_the_join(
    model: str, music: Callable[..., Clip]
) -> None:
    heard = cut_up(music, 1.5, 1.8, 1.6)
    odds = opponent(model).think(heard).log_odds
    network = store.load_model(model)[0]
    bands = [torch.from_numpy(piece_log_mel(piece)) for piece in heard]
    frames = min(part.shape[1] for part in bands)
    with torch.inference_mode():
        for i in range(3):
            for j in range(3):
                if i != j:
                    score = network(bands[i][None, :, -frames:], bands[j][None, :, :frames])
                    assert odds[i, j] == pytest.approx(score.item(), abs=1e-4)


def test_very_short_pieces_are_scored_too(model: str, music: Callable[..., Clip]) -> None:
    odds = opponent(model).think(cut_up(music, 0.6, 0.5, 0.6)).log_odds
    assert np.isfinite(odds[~np.eye(3, dtype=bool)]).all()


@pytest.mark.parametrize("lengths_s", [(1.5, 1.5, 1.5, 1.5), (1.5, 0.8, 1.6, 1.2)])
def test_a_network_of_triples_plays_pieces_of_any_length(
    lengths_s: tuple[float, ...], tmp_path: Path, music: Callable[..., Clip]
) -> None:
    torch.manual_seed(2)
    network = TSN().eval()
    path = tmp_path / "triples.safetensors"
    store.save_model(path, network, ModelCard("tsn", network.n_parameters(), "none", 1, 0, 0, 0.0))
    heard = cut_up(music, *lengths_s)
    thought = opponent(str(path)).think(heard)
    network = store.load_model(path)[0]
    with torch.inference_mode():
        # 0.8 s are 30 frames; the last one is held until there are 40.
        bands = [piece_log_mel(piece) for piece in heard]
        held = [np.pad(b, ((0, 0), (0, max(0, 40 - b.shape[1]))), mode="edge") for b in bands]
        embedding = torch.cat([network.embed(torch.from_numpy(b)[None]) for b in held])
        scores = triples.score_all(network, embedding).numpy()
    assert np.allclose(thought.log_odds, pair_log_odds(scores), atol=1e-4)
    best = max(permutations(range(4)), key=lambda order: triple_total(scores, order))
    assert triple_total(scores, thought.order) == pytest.approx(triple_total(scores, best))
    assert thought.score == pytest.approx(path_total(thought.log_odds, thought.order))


def test_the_model_is_loaded_once(
    model: str, music: Callable[..., Clip], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    loaded: list[Any] = []
    load = store.load_model

    def counted(name: str) -> Any:
        loaded.append(name)
        return load(name)

    monkeypatch.setattr(store, "load_model", counted)
    name = str(Path(model).parent / "." / "random.safetensors").replace("random", "./random")
    player = opponent(name)
    player.prepare()
    player.think(cut_up(music, 1.1, 1.1, 1.1))
    player.think(cut_up(music, 1.1, 1.1, 1.1))
    assert loaded == [name]


@pytest.mark.parametrize("lengths_s", [(1.1,) * 7, (1.1, 1.2, 1.3, 1.1, 1.2, 1.3, 1.1)])
def test_a_thought_is_given_up_between_batches(
    model: str, music: Callable[..., Clip], lengths_s: tuple[float, ...]
) -> None:
    asked = []

    def cancelled() -> bool:
        asked.append(True)
        # Once at the start, once a piece, once after the features; then the batches begin.
        return len(asked) > 2 + len(lengths_s)

    with pytest.raises(CancelledError):
        opponent(model).think(cut_up(music, *lengths_s), cancelled=cancelled)
    assert len(asked) == 3 + len(lengths_s)


def test_a_missing_model_gives_a_sentence_each_time(
    tmp_path: Path, music: Callable[..., Clip]
) -> None:
    player = opponent(str(tmp_path / "none.safetensors"))
    for _ in range(2):
        with pytest.raises(ModelError, match="none"):
            player.think(cut_up(music, 1.1, 1.1, 1.1))
