"""The order of each three of a few pieces, each piece embedded once."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, permutations

import torch

from musicpuzzle.models.network import TripleNetwork

ORDERS = tuple(permutations(range(3)))
"""The classes of a `TripleNetwork`: which of the pieces shown comes first, second and third."""

_SETS_PER_BATCH = 32


@torch.inference_mode()
def score_all(
    network: TripleNetwork,
    embedding: torch.Tensor,
    *,
    between_batches: Callable[[], None] | None = None,
) -> torch.Tensor:
    """Log-probabilities of the six orders of each three pieces.

    A network may answer differently when the same three are shown in another order. All six ways
    count alike: their log-probabilities are averaged, then brought to sum to one.

    Args:
        network: in evaluation mode.
        embedding: what `embed` made of n pieces, (n, size).
        between_batches: called before each batch; it may raise to give up.

    Returns:
        float32 (n, n, n) on the device of the embedding: [i, j, k] is the log-probability that, if
        i, j and k stand next to each other, they do so in this order; the six orders of a set sum
        to one. -inf where two of the three are the same piece.
    """
    n = len(embedding)
    device = embedding.device
    scores = torch.full((n, n, n), -torch.inf, device=device)
    sets = torch.tensor(list(combinations(range(n), 3)), dtype=torch.int64, device=device).reshape(
        -1, 3
    )
    orders = torch.tensor(ORDERS, device=device)
    for batch in torch.split(sets, _SETS_PER_BATCH):
        if between_batches is not None:
            between_batches()
        # (sets, 6 ways to show them, 3 places)
        shown = batch[:, orders]
        first, second, third = (embedding[shown[..., place].flatten()] for place in range(3))
        logits = network.classify(first, second, third).float()
        told = logits.log_softmax(1).view(len(batch), len(ORDERS), len(ORDERS))
        averaged = torch.stack(
            [told[:, ways, classes].mean(1) for ways, classes in _same_order(device)], dim=1
        ).log_softmax(1)
        i, j, k = shown.unbind(2)
        scores[i, j, k] = averaged
    return scores


def _same_order(device: torch.device) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """For each order of a set: the six ways to show the set, and the class that means the order."""
    ways = torch.arange(len(ORDERS), device=device)
    pairs = []
    for order in ORDERS:
        classes = [ORDERS.index(tuple(way.index(piece) for piece in order)) for way in ORDERS]
        pairs.append((ways, torch.tensor(classes, device=device)))
    return pairs
