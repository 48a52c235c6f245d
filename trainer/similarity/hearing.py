"""What models make of songs: a vector for each, and one for each window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from musicpuzzle.models.similarity import SimilarityNetwork

from .songs import LabelledSong
from .views import LogMelView, View
from .windows import HALF

Vectors = NDArray[np.float32]
_AT_ONCE = 32
_MOST_WINDOWS = 120


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """Songs as a model hears them.

    Attributes:
        songs: float32 (songs, numbers), the mean over windows that do not overlap.
        windows: for each song float32 (windows, numbers), each half a window after the one before.
        subspaces: where each dimension is looked for, by name; empty where the model has none.
    """

    songs: Vectors
    windows: tuple[Vectors, ...]
    subspaces: Mapping[str, slice]


def hear(
    songs: Sequence[LabelledSong],
    embed: Callable[[Vectors], Vectors],
    subspaces: Mapping[str, slice],
    view: View | None = None,
) -> Heard:
    """Embed songs.

    Args:
        songs: at least one.
        embed: windows, float32 (windows, 128, 129) or as the view has them, to vectors (windows,
            numbers).
        subspaces: of the vectors.
        view: what the model sees of songs; log-mels where none is given.
    """
    seen = view or LogMelView()
    windows = []
    for song in songs:
        own = seen.evenly(song, HALF)
        if len(own) > _MOST_WINDOWS:
            # Runs of neighbours, spread over a long song.
            first = np.linspace(0, len(own) - 2, _MOST_WINDOWS // 2).astype(int)
            own = own[np.unique(np.concatenate([first, first + 1]))]
        windows.append(
            np.concatenate([embed(own[k : k + _AT_ONCE]) for k in range(0, len(own), _AT_ONCE)])
        )
    means = np.stack([each[::2].mean(axis=0) for each in windows])
    return Heard(means, tuple(windows), subspaces)


def by_network(network: SimilarityNetwork) -> Callable[[Vectors], Vectors]:
    """The network, in evaluation mode, as `hear` wants it."""
    network.eval()

    def embed(windows: Vectors) -> Vectors:
        with torch.inference_mode():
            found: Vectors = network.embed(torch.from_numpy(windows)).numpy()
        return found

    return embed


def unit(vectors: Vectors) -> Vectors:
    """Vectors of length 1; zeros stay so."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    found: Vectors = vectors / np.maximum(length, 1e-12)
    return found
