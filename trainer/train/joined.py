"""Embeddings of the pieces of a batch, gathered for pairs."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from musicpuzzle.models.network import Embedding


def joined(embedding: Embedding, fragments: Sequence[int], size: int) -> Embedding:
    """The embeddings of the named fragments, one after the other.

    Slices, because the gradient of picking rows by index is not the same each time on a GPU.

    Args:
        embedding: batch first; fragment k of all `size` windows stands at k * size.
        fragments: of each pair, the first piece's number (or the second's).
        size: how many windows.

    Returns:
        The embedding of len(fragments) * size pieces.
    """
    if isinstance(embedding, torch.Tensor):
        return torch.cat([embedding[k * size : (k + 1) * size] for k in fragments])
    parts = [joined(part, fragments, size) for part in embedding]
    return tuple(part for part in parts if isinstance(part, torch.Tensor))
