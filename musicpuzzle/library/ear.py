"""The similarity model as the library's ear: known by its card, loaded when it first listens."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.clip import Samples
from musicpuzzle.audio.progress import Check, unchecked
from musicpuzzle.errors import ModelError
from musicpuzzle.models.card import ModelCard
from musicpuzzle.models.embedder import WINDOW_S, load_embedder, name_of
from musicpuzzle.models.registry import SIMILARITY
from musicpuzzle.paths import asset

if TYPE_CHECKING:
    from musicpuzzle.models.embedder import SimilarityEmbedder


class Ear:
    """An `Embedder` that costs nothing where all songs have been heard.

    Attributes:
        name: of the model.
        window_s: seconds from one window to the next.
    """

    window_s = WINDOW_S

    def __init__(self, weights: Path, card: ModelCard) -> None:
        self.name = name_of(card)
        self._weights = weights
        self._embedder: SimilarityEmbedder | None = None

    def __call__(self, samples: Samples, *, check: Check = unchecked) -> NDArray[np.float32]:
        """See `musicpuzzle.library.analysis.Embedder`.

        Raises:
            ModelError: the weights are missing or damaged.
        """
        if self._embedder is None:
            self._embedder = load_embedder(self._weights)
            _leave_room()
        return self._embedder(samples, check=check)


def find_ear(weights: Path | None = None) -> Ear | None:
    """The bundled similarity model, or that of a file; None where there is none.

    Raises:
        ModelError: its card cannot be read.
    """
    path = weights or asset("models", f"{SIMILARITY}.safetensors")
    card = path.with_suffix(".json")
    if not (path.exists() and card.exists()):
        return None
    try:
        text = card.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise ModelError(f"{card}: cannot be read ({error.strerror or error}).") from error
    return Ear(path, ModelCard.from_json(text, str(card)))


def _leave_room() -> None:
    """Listen on half of the processor's cores: where all are busy, torch's threads wait in turn.

    On two cores of which another program has one, two threads take 25 times as long as one.
    """
    import torch

    half = max(1, (os.cpu_count() or 1) // 2)
    torch.set_num_threads(min(half, torch.get_num_threads()))
