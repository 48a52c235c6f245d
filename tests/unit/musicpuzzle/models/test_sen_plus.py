"""SEN-plus: what gain and tilt cannot change, what it must not see, and its size."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from musicpuzzle.audio.disguise import Disguise
from musicpuzzle.features.logmel import MELS, disguise_log_mel
from musicpuzzle.models.edges import (
    SCALES_FRAMES,
    EdgeSummary,
    disguise_directions,
    edge_spectra,
    project_out,
)
from musicpuzzle.models.pairs import score_all
from musicpuzzle.models.registry import build
from musicpuzzle.models.sen_plus import SENPlus


def _pieces(n: int, frames: int, seed: int = 0) -> torch.Tensor:
    rng = np.random.default_rng(seed)
    return torch.from_numpy(rng.uniform(4.0, 12.0, (n, MELS, frames)).astype(np.float32))


@pytest.fixture
def network() -> SENPlus:
    torch.manual_seed(3)
    built = build("sen-plus").eval()
    assert isinstance(built, SENPlus)
    return built


def test_is_smaller_than_sen(network: SENPlus) -> None:
    assert network.n_parameters() < build("sen").n_parameters()


@pytest.mark.parametrize("frames", [40, 83, 126, 255, 341])
def test_scores_pieces_of_any_length(network: SENPlus, frames: int) -> None:
    scores = score_all(network, _pieces(3, frames))
    off_diagonal = ~torch.eye(3, dtype=torch.bool)
    assert scores[off_diagonal].isfinite().all()
    assert (scores.diagonal() == -torch.inf).all()


@given(gain_db=st.floats(-6, 6), tilt_db=st.floats(-6, 6))
def test_a_disguise_leaves_the_projected_spectrum(gain_db: float, tilt_db: float) -> None:
    bands = _pieces(1, 8)[0].numpy()
    disguised = disguise_log_mel(bands, Disguise(gain_db=gain_db, tilt_db=tilt_db))
    plain, other = (torch.log(torch.expm1(torch.from_numpy(b))).T for b in (bands, disguised))
    directions = disguise_directions()
    torch.testing.assert_close(
        project_out(plain, directions), project_out(other, directions), atol=2e-3, rtol=0
    )
    if abs(gain_db) + abs(tilt_db) > 1:
        assert not torch.allclose(plain, other, atol=0.05)


def test_edge_spectra_are_means_beside_the_edge() -> None:
    bands = _pieces(2, 200)
    for end in (True, False):
        spectra = edge_spectra(bands, end=end)
        for k, frames in enumerate(SCALES_FRAMES):
            stretch = bands[:, :, -frames:] if end else bands[:, :, :frames]
            torch.testing.assert_close(spectra[:, k], stretch.mean(2))


def test_a_summary_of_one_edge_looks_from_that_edge() -> None:
    torch.manual_seed(0)
    end = EdgeSummary(8, pools=2, n_spectra=1, end=True)
    start = EdgeSummary(8, pools=2, n_spectra=1, end=False)
    start.load_state_dict(end.state_dict())
    tokens, spectra = torch.randn(3, 20, 8), torch.randn(3, 1, MELS)
    torch.testing.assert_close(end(tokens, spectra), start(tokens.flip(1), spectra))


def test_the_order_of_the_two_pieces_matters(network: SENPlus) -> None:
    scores = score_all(network, _pieces(2, 120))
    assert scores[0, 1] != scores[1, 0]


def test_a_score_does_not_depend_on_the_other_pieces(network: SENPlus) -> None:
    pieces = _pieces(5, 120)
    alone, among = score_all(network, pieces[:2]), score_all(network, pieces)
    torch.testing.assert_close(alone[0, 1], among[0, 1], atol=1e-3, rtol=1e-3)
