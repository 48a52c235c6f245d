"""Frames in between, against a signal that is known everywhere."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from trainer.train.drift import LARGEST, draw_drift, drifted

FRAMES = 60


def _wave(start: torch.Tensor) -> torch.Tensor:
    """A slow wave seen from `start` (n, windows) on, in each of 3 bands another."""
    time = start[:, :, None, None] + torch.arange(FRAMES)
    return torch.sin(time * torch.tensor([0.1, 0.2, 0.3])[:, None])


def test_without_drift_nothing_changes() -> None:
    pieces = torch.rand(4, 3, 5, FRAMES)
    torch.testing.assert_close(drifted(pieces, torch.zeros(3)), pieces)


@pytest.mark.parametrize("drift", [-0.5, -0.2, 0.3, 0.5])
def test_each_piece_begins_later_than_the_last_by_the_drift(drift: float) -> None:
    n = 5
    starts = torch.arange(n)[:, None] * 7.0 + torch.zeros(1, 2)
    given = torch.tensor([drift, 0.0])
    moved = drifted(_wave(starts), given)
    shift = torch.arange(n)[:, None] * given
    expected = _wave(starts + shift - shift.amin(0))
    inside = slice(2, FRAMES - n)
    torch.testing.assert_close(moved[..., inside], expected[..., inside], atol=2e-3, rtol=0)


def test_drifts_are_drawn_either_way() -> None:
    drift = draw_drift(np.random.default_rng(1), 500)
    assert drift.shape == (500,)
    assert -LARGEST <= float(drift.min()) < -0.45
    assert 0.45 < float(drift.max()) <= LARGEST
