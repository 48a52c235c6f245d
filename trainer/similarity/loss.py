"""The paper's triplet loss, over all triplets that a batch holds.

The paper draws triplets one by one and embeds three windows for each. Here every window of a batch
is embedded once, and every anchor is compared with all its positives and negatives in the batch:
on a processor the same time teaches far more. What counts is the mean over the triplets that are
not yet satisfied, as in Hermans, Beyer and Leibe, "In Defense of the Triplet Loss" (2017).
"""

from __future__ import annotations

import torch
from torch.nn import functional

MARGIN = 0.1
TRACK_WEIGHT = 0.5
SOFTNESS = 0.1
"""Difference of cosines at which a triplet is taken for right with a chance of .73."""

_SMALLEST = 1e-6  # under the root, whose slope at zero is infinite


def cosines(embeddings: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """How near masked embeddings are, float32 (windows, windows), -1 to 1.

    Args:
        embeddings: float32 (windows, 256).
        mask: float32 (256,).
    """
    # In half precision close neighbours would all be equally far.
    with torch.autocast(embeddings.device.type, enabled=False):
        unit = functional.normalize(embeddings.float() * mask, dim=1)
        return unit @ unit.T


def distances(embeddings: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Euclidean distances of embeddings, masked and then brought to length 1.

    Args:
        embeddings: float32 (windows, 256).
        mask: float32 (256,).

    Returns:
        float32 (windows, windows), 0 to 2.
    """
    return (2.0 - 2.0 * cosines(embeddings, mask)).clamp_min(_SMALLEST).sqrt()


def wrong_share(
    near: torch.Tensor, positives: torch.Tensor, negatives: torch.Tensor
) -> tuple[torch.Tensor, int, torch.Tensor]:
    """The share of triplets whose negative is nearer than the positive, smoothed by a sigmoid.

    Args:
        near: float32 (songs, songs), cosines.
        positives, negatives: bool (songs, songs), who is what to the anchor in each row.

    Returns:
        The smoothed share, how many triplets there are, and the share of right ones as it is; 0
        where there are none.
    """
    anchors, others = positives.nonzero(as_tuple=True)
    own = negatives[anchors]
    gap = near[anchors] - near[anchors, others][:, None]
    count = int(own.sum())
    wrong = torch.sigmoid(gap / SOFTNESS) * own
    right = ((gap < 0) & own).sum() / max(1, count)
    return wrong.sum() / max(1, count), count, right.detach()


def triplet_loss(
    apart: torch.Tensor, positives: torch.Tensor, negatives: torch.Tensor, margin: float = MARGIN
) -> tuple[torch.Tensor, int, torch.Tensor]:
    """max(0, D(a, p) - D(a, n) + margin) over all triplets of a batch.

    Args:
        apart: float32 (windows, windows), distances.
        positives, negatives: bool (windows, windows), who is what to the anchor in each row.
        margin: by which a negative shall be farther away than a positive.

    Returns:
        The mean over the triplets that are not satisfied, how many triplets there are, and the
        share of those whose positive is nearer than the negative (0 where there are none).
    """
    anchors, others = positives.nonzero(as_tuple=True)
    own = negatives[anchors]
    gap = apart[anchors] - apart[anchors, others][:, None]
    count = int(own.sum())
    lacking = functional.relu(margin - gap) * own
    unsatisfied = (lacking > 0).sum().clamp_min(1)
    right = ((gap > 0) & own).sum() / max(1, count)
    return lacking.sum() / unsatisfied, count, right.detach()
