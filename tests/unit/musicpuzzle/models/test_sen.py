"""SEN as the paper has it."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from musicpuzzle.models.sen import SEN


@pytest.fixture(scope="module")
def network() -> SEN:
    torch.manual_seed(0)
    return SEN().eval()


def pieces(n: int, frames: int, seed: int = 0) -> torch.Tensor:
    return torch.rand((n, 128, frames), generator=torch.Generator().manual_seed(seed)) * 5


def test_size_is_the_papers(network: SEN) -> None:
    assert network.n_parameters() == 2_671_300


def test_there_is_no_bias_but_in_batch_norm(network: SEN) -> None:
    layers = [m for m in network.modules() if isinstance(m, nn.Conv1d | nn.Conv2d | nn.Linear)]
    assert len(layers) == 9
    assert all(layer.bias is None for layer in layers)


def test_statistics_are_kept_but_not_learned(network: SEN) -> None:
    assert {"mean", "std"} <= network.state_dict().keys()
    assert not {"mean", "std"} & {name for name, _ in network.named_parameters()}


@pytest.mark.parametrize("frames", [40, 127])
def test_similarity_is_a_cosine_of_things_not_below_zero(network: SEN, frames: int) -> None:
    with torch.no_grad():
        first, second = network.embed(pieces(2, frames)).chunk(2)
        similarity = network.similarity(first, second)
        itself = network.similarity(first, first)
    assert similarity.shape == (1, frames, frames)
    assert float(similarity.min()) >= 0.0
    assert float(similarity.max()) <= 1.0 + 1e-5
    torch.testing.assert_close(itself.diagonal(dim1=1, dim2=2), torch.ones(1, frames))


def test_a_frame_of_the_embedding_sees_ten_frames(network: SEN) -> None:
    changed = pieces(1, 60)
    changed[0, :, 30] += 1.0
    with torch.no_grad():
        difference = (network.embed(changed) - network.embed(pieces(1, 60))).abs().amax(2)[0]
    seen = difference.nonzero()[:, 0].tolist()
    # Of the four frames of a filter one lies before its place and two after, three times over.
    assert (seen[0], seen[-1]) == (30 - 6, 30 + 3)
    assert len(seen) == 10


def test_pieces_of_different_lengths_can_be_compared(network: SEN) -> None:
    with torch.no_grad():
        odds = network.score_pairs(network.embed(pieces(2, 40)), network.embed(pieces(2, 90)))
    assert odds.shape == (2,)
    assert odds.isfinite().all()


def test_log_odds_are_the_difference_of_the_two_outputs(network: SEN) -> None:
    with torch.no_grad():
        first, second = network.embed(pieces(4, 50)).chunk(2)
        logits = network.logits(first, second)
        odds = network.score_pairs(first, second)
    torch.testing.assert_close(odds, logits[:, 1] - logits[:, 0])
    probability = torch.softmax(logits, 1)[:, 1]
    torch.testing.assert_close(torch.sigmoid(odds), probability)


def test_bands_are_standardised_with_the_kept_statistics() -> None:
    network = SEN()
    network.mean.fill_(2.0)
    network.std.fill_(4.0)
    standard = network.standardise(torch.full((1, 128, 40), 10.0))
    torch.testing.assert_close(standard, torch.full((1, 128, 40), 2.0))


@pytest.mark.parametrize("frames", [126, 130, 134])
def test_the_late_network_sees_the_frames_beside_the_join(network: SEN, frames: int) -> None:
    first, second = pieces(2, frames, seed=2)[:, None].unbind(0)
    with torch.inference_mode():
        end, start = network.embed(first), network.embed(second)
        assert isinstance(end, torch.Tensor)
        assert isinstance(start, torch.Tensor)
        odds = network.score_pairs(end, start)
        nearest = network.score_pairs(end[:, -126:], start[:, :126])
        further = network.score_pairs(end[:, :-1], start)
    assert torch.equal(odds, nearest)
    assert not torch.equal(odds, further)


def test_evaluation_gives_the_maps_of_the_layers_one_after_the_other() -> None:
    torch.manual_seed(3)
    late = SEN().late
    images = torch.rand((2, 1, 45, 36))
    for norm in (m for m in late.modules() if isinstance(m, nn.BatchNorm2d)):
        # A negative weight turns the order of values around.
        nn.init.normal_(norm.weight)
        nn.init.normal_(norm.bias)
    late(images)
    late.eval()
    with torch.inference_mode():
        expected = images
        for layer in late:
            expected = layer(expected)
        torch.testing.assert_close(late(images), expected)
