"""Which numbers of an embedding belong to which dimension of likeness. Without torch."""

from __future__ import annotations

DIMENSIONS = ("genre", "mood", "instruments", "tempo")
EMBEDDING = 256
SUBSPACE = EMBEDDING // len(DIMENSIONS)


def subspace(dimension: str) -> slice:
    """The numbers of a dimension in an embedding.

    Raises:
        ValueError: there is no such dimension.
    """
    first = DIMENSIONS.index(dimension) * SUBSPACE
    return slice(first, first + SUBSPACE)
