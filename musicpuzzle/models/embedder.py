"""The similarity network at work: songs in, vectors out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.progress import Check, unchecked
from musicpuzzle.errors import ModelError
from musicpuzzle.features.short_mel import (
    FRAMES,
    HOP_SAMPLES,
    SAMPLE_RATE_HZ,
    levelled,
    short_log_mel_array,
)
from musicpuzzle.models.card import ModelCard
from musicpuzzle.models.registry import SIMILARITY
from musicpuzzle.models.subspaces import EMBEDDING

if TYPE_CHECKING:
    from musicpuzzle.models.similarity import SimilarityNetwork

HOP_S = HOP_SAMPLES / SAMPLE_RATE_HZ
WINDOW_S = FRAMES * HOP_S
"""Seconds from one window of a whole song to the next."""

STEP_FRAMES = FRAMES // 2
"""From one window of a trajectory to the next."""

TRAJECTORY_S = STEP_FRAMES * HOP_S
"""The same in seconds, 1.49."""

_AT_ONCE = 8
_HASH_DIGITS = 12

Vectors = NDArray[np.float32]


class SimilarityEmbedder:
    """Tells where windows of a song lie among others.

    Args:
        network: in evaluation mode.
        name: of the model; another one where its weights are others.

    Attributes:
        name: of the model, with the beginning of its weights' hash.
        window_s: seconds from one window of a call to the next.
    """

    window_s = WINDOW_S

    def __init__(self, network: SimilarityNetwork, name: str) -> None:
        self._network = network
        self.name = name

    def __call__(self, samples: NDArray[np.float32], *, check: Check = unchecked) -> Vectors:
        """Embeddings of windows that do not overlap, float32 (windows, 256), of any length.

        None, (0, 256), where the song is shorter than three seconds.

        Args:
            samples: mono, float32 (samples,) at 22,050 Hz, a whole song: it is brought to one
                loudness first.
            check: called between steps; what it raises gives up.
        """
        return self._embed(samples, FRAMES, check)

    def trajectory(self, samples: NDArray[np.float32], *, check: Check = unchecked) -> Vectors:
        """The same for windows that begin every TRAJECTORY_S seconds."""
        return self._embed(samples, STEP_FRAMES, check)

    def _embed(self, samples: NDArray[np.float32], step: int, check: Check) -> Vectors:
        import torch

        check()
        bands = levelled(short_log_mel_array(samples))
        check()
        if bands.shape[1] < FRAMES:
            return np.zeros((0, EMBEDDING), np.float32)
        windows = np.lib.stride_tricks.sliding_window_view(bands, FRAMES, axis=1)[:, ::step]
        windows = windows.transpose(1, 0, 2)
        found = np.empty((len(windows), EMBEDDING), np.float32)
        for first in range(0, len(windows), _AT_ONCE):
            some = torch.from_numpy(np.ascontiguousarray(windows[first : first + _AT_ONCE]))
            with torch.inference_mode():
                found[first : first + _AT_ONCE] = self._network.embed(some).numpy()
            check()
        return found


def load_embedder(name_or_path: str | Path = SIMILARITY) -> SimilarityEmbedder:
    """The bundled similarity model, or that of a file.

    Raises:
        ModelError: it is missing, damaged, or another kind of network.
    """
    from musicpuzzle.models.similarity import SimilarityNetwork, WaveNetwork
    from musicpuzzle.models.store import load_model

    network, card = load_model(name_or_path)
    if not isinstance(network, SimilarityNetwork) or isinstance(network, WaveNetwork):
        raise ModelError(f"{name_or_path}: holds a {card.architecture}, which hears no likeness.")
    network.lay_out()
    return SimilarityEmbedder(network, name_of(card))


def name_of(card: ModelCard) -> str:
    """What its embeddings are known by: the network's name, and the beginning of its weights' hash.

    Embeddings of other weights cannot be compared.
    """
    return f"{card.architecture} {card.weights[:_HASH_DIGITS]}"
