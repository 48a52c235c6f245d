"""SN, the baseline."""

from __future__ import annotations

import torch

from musicpuzzle.models.sn import SN


def test_size_is_near_sens() -> None:
    assert SN().n_parameters() == 2_298_116
    assert abs(SN().n_parameters() / 2_671_300 - 1) < 0.2


def test_order_of_a_pair_matters() -> None:
    torch.manual_seed(0)
    network = SN().eval()
    log_mels = torch.rand((2, 128, 40))
    with torch.no_grad():
        first, second = network.embed(log_mels).chunk(2)
        there, back = network.score_pairs(first, second), network.score_pairs(second, first)
    assert there.shape == (1,)
    assert not torch.allclose(there, back)


def test_embedding_tells_start_from_end() -> None:
    torch.manual_seed(0)
    network = SN().eval()
    log_mels = torch.rand((1, 128, 60))
    turned = torch.cat([log_mels[..., 30:], log_mels[..., :30]], dim=2)
    with torch.no_grad():
        embedding, other = network.embed(log_mels), network.embed(turned)
    assert embedding.shape == (1, 1536)
    assert not torch.allclose(embedding, other, atol=1e-3)
