"""Pieces whose frames do not fall on the hops of one song, as where a puzzle is cut anywhere.

Windows of training songs are cut on hops, so that from piece to piece a beat comes back after a
whole number of them. In a puzzle it seldom does, and what compares pieces at whole hops finds them
less alike.
"""

from __future__ import annotations

import numpy as np
import torch

LARGEST = 0.5
"""Hops by which the distance of two pieces differs from a whole number, at most."""


def draw_drift(rng: np.random.Generator, windows: int) -> torch.Tensor:
    """Hops by which each piece begins later than a whole number after the last, (windows,)."""
    return torch.from_numpy(rng.uniform(-LARGEST, LARGEST, windows).astype(np.float32))


def drifted(pieces: torch.Tensor, drift: torch.Tensor) -> torch.Tensor:
    """The frames in between, by cubic interpolation (Catmull and Rom).

    Args:
        pieces: float32 (n, windows, 128, frames), log-mels.
        drift: see `draw_drift`.

    Returns:
        The same shape. The first piece of a window, or the last where drift is below zero, stays;
        at its end a piece holds its last frame for up to n/2 hops.
    """
    n, frames = len(pieces), pieces.shape[3]
    shift = torch.arange(n, device=pieces.device)[:, None] * drift
    shift = shift - shift.amin(0)
    whole = shift.floor()
    t = (shift - whole)[:, :, None]
    weights = torch.stack(
        [
            -0.5 * t + t**2 - 0.5 * t**3,
            1.0 - 2.5 * t**2 + 1.5 * t**3,
            0.5 * t + 2.0 * t**2 - 1.5 * t**3,
            -0.5 * t**2 + 0.5 * t**3,
        ]
    )
    places = torch.arange(frames, device=pieces.device) + whole.long()[:, :, None]
    moved = torch.zeros_like(pieces)
    for offset, weight in zip((-1, 0, 1, 2), weights, strict=True):
        place = (places + offset).clamp(0, frames - 1)[:, :, None].expand_as(pieces)
        moved += weight[..., None] * pieces.gather(3, place)
    return moved
