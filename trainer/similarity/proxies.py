"""Proxies: a point of the space for each label, to which its songs are drawn.

Triplets alone learn slowly, as long as nothing is known: mood and tempo stayed at chance for the
first thousand steps. In "Metric Learning vs Classification for Disentangled Music Representation
Learning" (ISMIR 2020), by the same authors, a normalised softmax over such points learns the same
sub-spaces sooner. Here it goes beside the triplets. The proxies are learned, and thrown away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from musicpuzzle.models.network import PieceNetwork
from musicpuzzle.models.similarity import SimilarityNetwork
from musicpuzzle.models.subspaces import EMBEDDING

from .songs import GENERATED, RECORDED, RENDERED, LabelledSong

SCALE = 12.0
_SLOWEST_BPM, _FASTEST_BPM, _RATIO = 45.0, 220.0, 1.04
_SPREAD = 0.07
_BPM = np.exp(np.arange(np.log(_SLOWEST_BPM), np.log(_FASTEST_BPM), np.log(_RATIO)))

HEADS: Mapping[str, int] = {
    "genre": 0, "genre of renderings": 0, "genre of recordings": 0, "mood": 1, "instruments": 2,
    "tempo": 3,
}  # fmt: skip
"""What has proxies, and in which dimension. Genres of one origin are compared with no others."""

_GENRES = {GENERATED: "genre", RENDERED: "genre of renderings", RECORDED: "genre of recordings"}

Targets = dict[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The labels of songs, sorted, by head; tempo has fixed points four per cent apart."""

    words: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, songs: Sequence[LabelledSong]) -> Vocabulary:
        """The labels that songs have."""
        rows = [_words(song) for song in songs]
        heads = [head for head in HEADS if head != "tempo"]
        return cls({head: tuple(sorted({row[head] for row in rows} - {""})) for head in heads})

    def sizes(self) -> dict[str, int]:
        """How many proxies each head has; heads without labels are left out."""
        found = {head: len(words) for head, words in self.words.items() if words}
        return {**found, "tempo": len(_BPM)}

    def targets(self, songs: Sequence[LabelledSong]) -> Targets:
        """For each head float32 (songs, proxies): rows of sum 1, or 0 where nothing is known."""
        found: Targets = {}
        rows = [_words(song) for song in songs]
        for head, words in self.words.items():
            if words:
                equal = [[row[head] == word for word in words] for row in rows]
                found[head] = np.array(equal, dtype=np.float32)
        bpm = np.array([song.tempo_bpm for song in songs])
        away = np.log(np.maximum(bpm, 1.0))[:, None] - np.log(_BPM)
        near = np.exp(-0.5 * np.square(away / _SPREAD)) * (bpm > 0)[:, None]
        sums = near.sum(axis=1, keepdims=True)
        found["tempo"] = (near / np.where(sums > 1e-9, sums, 1.0)).astype(np.float32)
        return found


def _words(song: LabelledSong) -> dict[str, str]:
    genres = {head: song.genre if origin == song.origin else "" for origin, head in _GENRES.items()}
    return {**genres, "mood": song.mood, "instruments": song.lead}


class ProxiedNetwork(PieceNetwork):
    """A network while it learns, with its proxies.

    Args:
        network: that learns.
        sizes: how many proxies each head has.

    Attributes:
        network: that learns.
        proxies: float32 (proxies, 256) for each head.
    """

    def __init__(self, network: SimilarityNetwork, sizes: Mapping[str, int]) -> None:
        super().__init__()
        self.network = network
        self.proxies = nn.ParameterDict(
            {head: torch.randn(size, EMBEDDING) for head, size in sizes.items()}
        )

    def embed(self, log_mels: torch.Tensor) -> torch.Tensor:
        """Embeddings of windows, as the network has them."""
        return self.network.embed(log_mels)


def proxy_loss(
    embeddings: torch.Tensor, mask: torch.Tensor, proxies: torch.Tensor, targets: torch.Tensor
) -> torch.Tensor:
    """Cross-entropy of a softmax over cosines with the proxies, in a sub-space.

    Args:
        embeddings: float32 (windows, 256).
        mask: float32 (256,).
        proxies: float32 (proxies, 256).
        targets: float32 (windows, proxies); rows of zeros do not count.

    Returns:
        The mean over the windows whose target is known, a scalar; 0 where there is none.
    """
    with torch.autocast(embeddings.device.type, enabled=False):
        unit = functional.normalize(embeddings.float() * mask, dim=1)
        points = functional.normalize(proxies.float() * mask, dim=1)
        chances = functional.log_softmax(SCALE * unit @ points.T, dim=1)
        known = (targets.sum(dim=1) > 0).sum().clamp_min(1)
        return -(targets * chances).sum() / known
