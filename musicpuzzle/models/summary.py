"""A piece in one vector that keeps its edges: part of our reconstructions `sn`, `tsn` and `opn`."""

from __future__ import annotations

import torch

EDGES_FRAMES = (4, 16)
"""How many frames at each edge are averaged: 0.1 and 0.4 s."""

SUMMARY_SIZE = 256 * (2 + 2 * len(EDGES_FRAMES))
"""How many numbers `summary_of_edges` gives of a piece."""


def summary_of_edges(features: torch.Tensor) -> torch.Tensor:
    """Means beside both edges, and the mean and the maximum of all.

    Args:
        features: (batch, 256, frames).

    Returns:
        float32 (batch, 1536).
    """
    frames = features.float()
    starts = [frames[..., :count].mean(2) for count in EDGES_FRAMES]
    ends = [frames[..., -count:].mean(2) for count in EDGES_FRAMES]
    return torch.cat([*starts, *ends, frames.mean(2), frames.amax(2)], dim=1)
