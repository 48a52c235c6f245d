from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from musicpuzzle.audio.clip import Clip
from musicpuzzle.features.logmel import HOP_S, SAMPLE_RATE_HZ, WINDOW_SAMPLES
from musicpuzzle.games.opponents import opponent
from musicpuzzle.models import store
from musicpuzzle.models.card import ModelCard
from musicpuzzle.models.network import Embedding, PairNetwork
from musicpuzzle.models.registry import build
from musicpuzzle.models.sen import SEN
from musicpuzzle.models.sen_plus import SENPlus
from musicpuzzle.models.sn import SN
from musicpuzzle.review.evidence import (
    Explainer,
    MapEvidence,
    MomentEvidence,
    NoEvidence,
    SpectraEvidence,
)
from musicpuzzle.review.evidence_words import evidence_words
from musicpuzzle.review.maps import network_evidence, strongest_square
from musicpuzzle.review.moments import moments_of, strongest_stretch

from .material import clicks, clip, tone

LENGTHS_S = (1.5, 1.8, 1.6)


@pytest.fixture(scope="module")
def pieces() -> list[Clip]:
    """Three of different length, a tune with clicks each."""
    return [
        clip(tone(220.0 * (k + 1), seconds) + clicks(0.1, 0.4, seconds, seed=k))
        for k, seconds in enumerate(LENGTHS_S)
    ]


@pytest.fixture(scope="module", params=["sen", "sen-plus"])
def model(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Path of a network with random weights."""
    torch.manual_seed(3)
    network: PairNetwork = SEN() if request.param == "sen" else SENPlus()
    path = tmp_path_factory.mktemp("model") / f"{request.param}.safetensors"
    card = ModelCard(request.param, network.n_parameters(), "none", 1, 0, 0, 0.0)
    store.save_model(path, network.eval(), card)
    return str(path)


def test_a_map_is_what_the_score_was_made_of(model: str, pieces: list[Clip]) -> None:
    thought = opponent(model).think(pieces)
    explainer = Explainer(model, pieces)
    for pair in ((0, 1), (2, 1)):
        found = explainer.explain(pair)
        assert isinstance(found, MapEvidence)
        assert found.total == pytest.approx(thought.log_odds[pair], abs=1e-3)
        assert found.planes.shape == found.saliency.shape
        assert found.planes.shape[1:] == (len(found.before_s), len(found.after_s))
        assert np.abs(found.planes).max() <= 1.0 + 1e-5
        # Moments lie inside what was compared: the shortest piece, up to its edges.
        assert -min(LENGTHS_S) < found.before_s[0] < found.before_s[-1] < 0.0
        assert 0.0 < found.after_s[0] < found.after_s[-1] < min(LENGTHS_S)
        place = found.place
        assert found.before_s[0] - 0.1 < place.before_s[0] < place.before_s[1] < 0.1
        assert place.after_s[1] - place.after_s[0] == pytest.approx(0.25, abs=0.05)


class _Corner(nn.Module):
    """Keeps one rectangle of the image."""

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        kept = torch.zeros_like(image)
        kept[:, :, 20:24, 5:9] = image[:, :, 20:24, 5:9]
        return kept


def reads_one_corner() -> SEN:
    """A SEN whose log-odds are 1000 times the mean of a corner of its map, over the whole map."""
    torch.manual_seed(4)
    network = SEN().eval()
    network.late = nn.Sequential(_Corner())
    head = nn.Linear(3, 2, bias=False)
    head.weight.data = torch.tensor([[0.0, 0.0, 0.0], [0.0, 1000.0, 0.0]])
    network.head = nn.Sequential(head)
    return network


def test_the_place_lies_where_alone_the_network_looks(pieces: list[Clip]) -> None:
    network = reads_one_corner()
    log_mels = opponent("sen").features(pieces[:2], lambda: None)  # type: ignore[attr-defined]
    found = network_evidence(network, log_mels, (0, 1))
    assert isinstance(found, MapEvidence)
    outside = np.ones(found.saliency.shape, bool)
    outside[:, 20:24, 5:9] = False
    assert not found.saliency[outside].any()
    # To first order is exact here: what the corner adds beside the map's mean.
    values = found.planes[0]
    expected = 1000.0 * (values[20:24, 5:9] - values.mean()).sum() / values.size
    assert found.saliency.sum() == pytest.approx(expected, rel=1e-3)
    place = found.place
    assert place.before_s[0] <= found.before_s[20] <= found.before_s[23] <= place.before_s[1]
    assert place.after_s[0] <= found.after_s[5] <= found.after_s[8] <= place.after_s[1]
    assert found.log_odds_without_map == pytest.approx(
        1000.0 * values.mean() * 16 / values.size, rel=1e-3
    )
    # The network is asked again, and says what it says of a corner as alike as the mean.
    assert found.change == pytest.approx(expected, rel=1e-3)
    assert not network.late._forward_pre_hooks


def test_moments_are_the_middles_of_windows(pieces: list[Clip]) -> None:
    log_mels = opponent("sen").features(pieces[:2], lambda: None)  # type: ignore[attr-defined]
    found = network_evidence(reads_one_corner(), log_mels, (0, 1))
    assert isinstance(found, MapEvidence)
    half_s = WINDOW_SAMPLES / SAMPLE_RATE_HZ / 2
    assert found.after_s[:2] == pytest.approx([half_s, half_s + HOP_S])
    assert found.before_s[-1] == pytest.approx(-half_s)


def test_the_strongest_square_is_found_whether_it_speaks_for_or_against() -> None:
    rng = np.random.default_rng(1)
    saliency = rng.uniform(-0.01, 0.01, (3, 12, 15)).astype(np.float32)
    for sign in (1.0, -1.0):
        marked = saliency.copy()
        marked[2, 4:7, 9:12] += sign
        assert strongest_square(marked, 3) == (2, 4, 9)


def test_continuity_shows_the_spectra_and_where_they_differ() -> None:
    noise = 0.05 * np.random.default_rng(1).standard_normal(44_100)
    plain, with_tone = clip(noise), clip(noise + tone(3000.0))
    explainer = Explainer("continuity", [plain, with_tone, plain])
    thought = opponent("continuity").think([plain, with_tone, plain])
    found = explainer.explain((0, 1))
    assert isinstance(found, SpectraEvidence)
    assert found.log_odds == pytest.approx(thought.log_odds[0, 1])
    assert found.place_hz[0] < 3000.0 < found.place_hz[1]
    assert 0.3 < found.place_share <= 1.0
    assert found.before.mean() == pytest.approx(0.0, abs=1e-9)
    assert found.centres_hz.shape == found.before.shape == found.after.shape == (128,)


def test_opponents_that_compare_no_moments_say_so() -> None:
    pieces = [clip(tone(100.0, 0.1))] * 2
    for name in ("chance", "waveform"):
        found = Explainer(name, pieces).explain((0, 1))
        assert isinstance(found, NoEvidence)
        assert found.reason.endswith(".")


@pytest.mark.parametrize(("name", "kind"), [("sn", MomentEvidence), ("tsn", NoEvidence)])
def test_a_network_without_a_map_shows_moments_and_one_of_triples_nothing(
    name: str, kind: type, tmp_path: Path, pieces: list[Clip]
) -> None:
    torch.manual_seed(1)
    path = tmp_path / "mine.safetensors"
    network = build(name).eval()
    store.save_model(path, network, ModelCard(name, network.n_parameters(), "none", 1, 0, 0, 0.0))
    found = Explainer(str(path), pieces).explain((0, 1))
    assert isinstance(found, kind)
    assert found.reason.endswith(".")


def test_what_the_tempi_of_all_tell_is_no_beat_and_not_in_the_score_of_two(
    tmp_path: Path, pieces: list[Clip]
) -> None:
    torch.manual_seed(1)
    path = tmp_path / "mine.safetensors"
    network = build("segue").eval()
    card = ModelCard("segue", network.n_parameters(), "none", 1, 0, 0, 0.0)
    store.save_model(path, network, card)
    explainer = Explainer(str(path), pieces)
    assert explainer.parts() is None
    found = explainer.explain((0, 1))
    assert isinstance(found, MomentEvidence)
    *moments, why = evidence_words(found, "ABCDEF")
    assert all(": the score of the two alone " in line for line in moments)
    assert why.endswith("What the tempi of all pieces tell is not in this score.")


class _HearsOneSecond(SN):
    """Log-odds are the mean of the first piece's frames 50 to 59 less that of the second's 3."""

    def embed(self, log_mels: torch.Tensor) -> torch.Tensor:
        return log_mels.mean(1)

    def score_pairs(self, first: Embedding, second: Embedding) -> torch.Tensor:
        assert isinstance(first, torch.Tensor)
        assert isinstance(second, torch.Tensor)
        return first[:, 50:60].mean(1) - second[:, 3]


def test_the_marked_moments_are_those_that_the_network_hears() -> None:
    rng = np.random.default_rng(1)
    first, second = torch.from_numpy(rng.normal(5, 1, (2, 1, 128, 80)).astype(np.float32))
    first[:, :, 50:60] += 2.0
    second[:, :, 3] += 1.0
    log_odds, before, after = moments_of(_HearsOneSecond().eval(), first, second)
    heard = float(first[0, :, 50:60].mean() - second[0, :, 3].mean())
    assert log_odds == pytest.approx(heard, rel=1e-4)
    assert np.flatnonzero(before.saliency).tolist() == list(range(50, 60))
    assert np.flatnonzero(after.saliency).tolist() == [3]
    assert before.stretch_s[0] <= before.times_s[50] <= before.times_s[59] <= before.stretch_s[1]
    assert after.stretch_s[0] <= after.times_s[3] <= after.stretch_s[1]
    # What is told is measured: the network hears the mean there, and nothing else has changed.
    assert log_odds - before.log_odds_without == pytest.approx(before.saliency.sum(), rel=1e-3)
    assert log_odds - after.log_odds_without == pytest.approx(after.saliency.sum(), rel=1e-3)
    assert before.times_s[-1] == pytest.approx(-WINDOW_SAMPLES / SAMPLE_RATE_HZ / 2)


def test_a_stretch_counts_by_its_sum_up_or_down() -> None:
    saliency = np.zeros(40, np.float32)
    saliency[7:10], saliency[30] = -0.5, 1.2
    assert 0 <= strongest_stretch(saliency, 3) == 7


def test_a_piece_does_not_follow_itself() -> None:
    with pytest.raises(ValueError, match="no pair"):
        Explainer("chance", [clip(tone(100.0, 0.1))] * 2).explain((1, 1))


def test_it_can_be_given_up(model: str, pieces: list[Clip]) -> None:
    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        Explainer(model, pieces).explain((0, 1), check=stop)
