"""The log-odds of all joins of several windows at once, and where those of each order stand."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise, permutations

import torch

from musicpuzzle.models.network import PairNetwork
from musicpuzzle.models.pairs import all_ordered_pairs

from .joined import joined


def all_odds(network: PairNetwork, pieces: torch.Tensor) -> torch.Tensor:
    """Log-odds of all ordered pairs, each piece embedded once.

    Args:
        network: that learns.
        pieces: float32 (n, windows, 128, frames).

    Returns:
        float32 (windows, hypotheses, pairs), in the order of `all_ordered_pairs`; with one
        hypothesis where the network has no `joint_evidence`.
    """
    n, windows = pieces.shape[:2]
    pairs = all_ordered_pairs(n)
    embedding = network.embed(pieces.flatten(0, 1))
    sides = (joined(embedding, side, windows) for side in pairs.T.tolist())
    odds = network.score_pairs(*sides).float().view(len(pairs), windows).T[:, None]
    whole = pieces.transpose(0, 1)
    joint = network.joint_evidence(whole, whole)
    if joint is None:
        return odds
    first, second = pairs.to(odds.device).unbind(1)
    return odds + joint[:, :, first, second]


@lru_cache(maxsize=16)
def order_joins(n: int, device: torch.device) -> torch.Tensor:
    """Which of the ordered pairs each order joins, int64 (n!, n - 1), the true order first."""
    index = {tuple(pair): k for k, pair in enumerate(all_ordered_pairs(n).tolist())}
    orders = [[index[pair] for pair in pairwise(order)] for order in permutations(range(n))]
    return torch.tensor(orders, device=device)
