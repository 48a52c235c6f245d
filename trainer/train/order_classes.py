"""The recipe of the baselines that classify the order of three fragments, `tsn` and `opn`.

Ours, as their training is unpublished: the fragments, gaps and disguises are those of the pairs
(`triplets`), and the loss is the cross-entropy over the six orders. Each triplet is shown in all
six ways, so that no class is more frequent than another; the fragments are embedded once.
"""

from __future__ import annotations

import torch
from torch.nn import functional

from musicpuzzle.models.network import TripleNetwork
from musicpuzzle.models.triples import ORDERS

from .recipe import Batch, Metrics
from .triplets import Triplets

# Shown as `way` says, the fragment that comes first stands at the place of 0, and so on.
_TRUE_CLASSES = tuple(ORDERS.index((way.index(0), way.index(1), way.index(2))) for way in ORDERS)


class OrderClassRecipe(Triplets[TripleNetwork]):
    """Three fragments, embedded once each, shown in six ways."""

    def loss(self, network: TripleNetwork, batch: Batch) -> tuple[torch.Tensor, Metrics]:
        """Cross-entropy over the six orders; metrics: share of orders right."""
        pieces = batch["pieces"]
        size = pieces.shape[1]
        fragments = network.embed(pieces.flatten(0, 1)).chunk(3)
        shown = (torch.cat([fragments[way[place]] for way in ORDERS]) for place in range(3))
        logits = network.classify(*shown).float()
        truth = torch.tensor(_TRUE_CLASSES, device=logits.device).repeat_interleave(size)
        right = (logits.detach().argmax(1) == truth).float().mean()
        return functional.cross_entropy(logits, truth), {"order_accuracy": right}
