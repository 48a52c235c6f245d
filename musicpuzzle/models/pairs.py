"""Scores of all ordered pairs of a few pieces, each piece embedded once."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import torch

from musicpuzzle.models.network import Embedding, PairNetwork

# A GPU wants many pairs at a time; this many of SEN's first maps still take well under 1 GB.
_PAIRS_PER_BATCH_ON_GPU = 64


def take(embedding: Embedding, rows: torch.Tensor) -> Embedding:
    """The rows of an embedding: `rows` is int64 (pairs,)."""
    if isinstance(embedding, torch.Tensor):
        return embedding[rows]
    return tuple(part[rows] for part in embedding)


def all_ordered_pairs(n: int) -> torch.Tensor:
    """Every (i, j) with i other than j, int64 (n * (n - 1), 2)."""
    return torch.tensor(list(permutations(range(n), 2)), dtype=torch.int64).reshape(-1, 2)


@torch.inference_mode()
def score_all(
    network: PairNetwork,
    log_mels: torch.Tensor,
    starts: torch.Tensor | None = None,
    *,
    pairs_per_batch: int | None = None,
    between_batches: Callable[[], None] | None = None,
) -> torch.Tensor:
    """Log-odds of every ordered pair.

    Args:
        network: in evaluation mode.
        log_mels: float32 (n, 128, frames); only the ends of the pieces where `starts` is given.
        starts: the beginnings of the pieces, (n, 128, frames), where those are not the same.
        pairs_per_batch: how many pairs go through the network together; as many as suit network and
            device where it is not given.
        between_batches: called before each batch; it may raise to give up.

    Returns:
        float32 (n, n) on the device of `log_mels`: [i, j] = log-odds that piece j follows piece i.
        The diagonal is -inf.
    """
    n = len(log_mels)
    scores = torch.full((n, n), -torch.inf, device=log_mels.device)
    pairs = all_ordered_pairs(n).to(log_mels.device)
    ends = network.embed(log_mels)
    same = starts is None or torch.equal(log_mels, starts)
    beginnings = ends if starts is None or same else network.embed(starts)
    on_cpu = log_mels.device.type == "cpu"
    fitting = network.pairs_per_batch(log_mels.shape[2]) if on_cpu else _PAIRS_PER_BATCH_ON_GPU
    for batch in torch.split(pairs, pairs_per_batch or fitting):
        if between_batches is not None:
            between_batches()
        first, second = batch.unbind(1)
        odds = network.score_pairs(take(ends, first), take(beginnings, second))
        scores[first, second] = odds.float()
    return scores
