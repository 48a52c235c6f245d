"""The five ways to look at one and the same songs."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
View = Literal["all", "genre", "mood", "tempo", "instruments"]

VIEWS: tuple[View, ...] = ("all", "genre", "mood", "tempo", "instruments")
WIDTH = 256
SPACES: dict[View, slice] = {
    "genre": slice(0, 64),
    "mood": slice(64, 128),
    "instruments": slice(128, 192),
    "tempo": slice(192, 256),
}
"""Which dimensions of an embedding belong to which view."""


def unit_spaces(embeddings: Floats) -> Floats:
    """Embeddings, float32 (n, 256), with each of the four sub-spaces scaled to length 1.

    A sub-space that is all zero stays so: nothing is known of the song there.

    Raises:
        ValueError: they have another width.
    """
    if embeddings.ndim != 2 or embeddings.shape[1] != WIDTH:
        raise ValueError(f"embeddings must be (n, {WIDTH}), not {embeddings.shape}")
    parts = embeddings.reshape(len(embeddings), len(SPACES), WIDTH // len(SPACES))
    lengths = np.sqrt(np.einsum("nsd,nsd->ns", parts, parts))
    lengths[lengths == 0] = 1
    scaled: Floats = (parts / lengths[:, :, None]).astype(np.float32, copy=False)
    return scaled.reshape(len(embeddings), WIDTH)


def vectors_of(units: Floats, view: View) -> Floats:
    """What a view compares: float32 (n, 64), or (n, 256) for "all", from `unit_spaces`.

    Their inner product is the likeness of two songs, in "all" the mean of the four.
    """
    return units * np.float32(0.5) if view == "all" else units[:, SPACES[view]]
