"""The baselines that we built from SEN's parts: their sizes, and what they can and cannot see."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from musicpuzzle.audio.progress import unchecked
from musicpuzzle.games.opponents.scoring import network_scores
from musicpuzzle.models.card import ModelCard
from musicpuzzle.models.ccsn import CCSN
from musicpuzzle.models.cin import CIN
from musicpuzzle.models.network import PairNetwork, TripleNetwork
from musicpuzzle.models.registry import RECONSTRUCTIONS, build, dense_bits
from musicpuzzle.models.sen import SEN
from musicpuzzle.models.store import load_model, save_model
from musicpuzzle.models.summary import SUMMARY_SIZE, summary_of_edges


def pieces(n: int, frames: int = 48, seed: int = 0) -> torch.Tensor:
    return torch.rand((n, 128, frames), generator=torch.Generator().manual_seed(seed)) * 8


@pytest.mark.parametrize("name", RECONSTRUCTIONS)
def test_size_is_within_a_fifth_of_sens_and_told_in_the_docstring(name: str) -> None:
    network = build(name)
    assert 2_137_040 <= network.n_parameters() <= 3_205_560
    assert f"{network.n_parameters():,} parameters" in (type(network).__doc__ or "")
    told = inspect.getdoc(sys.modules[type(network).__module__]) or ""
    assert "Our reconstruction." in told
    early = {name: t.shape for name, t in SEN().early.state_dict().items()}
    assert {name: t.shape for name, t in network.early.state_dict().items()} == early


@pytest.mark.parametrize("name", RECONSTRUCTIONS)
def test_all_scores_come_back_from_a_small_file(name: str, tmp_path: Path) -> None:
    torch.manual_seed(0)
    network = build(name).eval()
    path = tmp_path / f"{name}.safetensors"
    card = ModelCard(name, network.n_parameters(), "none", 0, 0, 0, 0.0)
    save_model(path, network, card, dense_bits=dense_bits(name))
    assert path.stat().st_size < 2_900_000
    loaded = load_model(path)[0]
    shown = list(pieces(4).numpy())
    before, after = (network_scores(each, shown, unchecked) for each in (network, loaded))
    assert before.ndim == (3 if isinstance(network, TripleNetwork) else 2)
    assert np.allclose(after, before, atol=0.02, rtol=0)


@pytest.mark.parametrize("name", ["cin", "ccsn"])
def test_pairs_are_joined_end_to_start(name: str) -> None:
    """Frames far from the join count, but what surrounds the join is seen as one sound."""
    torch.manual_seed(0)
    network = build(name).eval()
    assert isinstance(network, PairNetwork)
    with torch.no_grad():
        one, other = network.embed(pieces(2)).chunk(2)  # type: ignore[union-attr]
        there, back = network.score_pairs(one, other), network.score_pairs(other, one)
        whole = torch.cat([one, other], dim=2)
        nearest = network.score_pairs(one[..., 3:], other[..., :-3])
        elsewhere = network.score_pairs(whole[..., :30], whole[..., 30:])
    assert there.shape == (1,)
    assert not torch.allclose(there, back)
    # Of 48 frames the 45 beside the join are five whole steps of nine.
    torch.testing.assert_close(nearest, there)
    assert not torch.allclose(elsewhere, there)


def test_only_cin_convolves_across_the_join_from_the_first_layer_on() -> None:
    """A frame of CIN's features sees ten frames of both pieces, one of CCSN's of one alone."""
    torch.manual_seed(0)
    cin, ccsn = CIN().eval(), CCSN().eval()
    ccsn.load_state_dict(cin.state_dict())
    first, second = pieces(2).chunk(2)
    changed = second.clone()
    changed[..., 0] += 1.0
    with torch.no_grad():
        before, after = (
            cin.early(torch.cat([cin.embed(first), cin.embed(each)], dim=2))[..., :48]
            for each in (second, changed)
        )
        assert not torch.allclose(before, after)
        inner = cin.early(cin.embed(first))
    torch.testing.assert_close(ccsn.embed(first), inner)


@pytest.mark.parametrize("name", ["tsn", "opn"])
def test_an_order_of_three_has_six_classes_whatever_the_length(name: str) -> None:
    torch.manual_seed(0)
    network = build(name).eval()
    assert isinstance(network, TripleNetwork)
    with torch.no_grad():
        shown = [network.embed(pieces(2, frames, seed=frames)) for frames in (40, 57, 130)]
        logits = network.classify(*shown)
        turned = network.classify(*shown[::-1])
    assert logits.shape == (2, 6)
    assert logits.dtype == torch.float32
    assert not torch.allclose(logits, turned)


def test_a_summary_keeps_both_edges() -> None:
    features = torch.rand((2, 256, 40), generator=torch.Generator().manual_seed(1))
    summary = summary_of_edges(features).view(2, -1, 256)
    assert summary.shape[1] * 256 == SUMMARY_SIZE
    for k, part in enumerate((features[..., :4], features[..., :16], features[..., -4:])):
        torch.testing.assert_close(summary[:, k], part.mean(2))
    turned = summary_of_edges(features.flip(2)).view(2, -1, 256)
    torch.testing.assert_close(turned, summary[:, [2, 3, 0, 1, 4, 5]])


def test_sen_gap_is_sen() -> None:
    assert isinstance(build("sen-gap"), SEN)
    assert dense_bits("sen-gap") == dense_bits("sen") == 16
