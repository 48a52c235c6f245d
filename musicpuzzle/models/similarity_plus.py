"""The similarity network as published, with two branches beside it that hear rhythm and harmony."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import nn

from musicpuzzle.models.harmony import HarmonyBranch
from musicpuzzle.models.rhythm import RhythmBranch
from musicpuzzle.models.similarity import FILTERS, SimilarityNetwork

_BRANCHES: Mapping[str, type[nn.Module]] = {"rhythm": RhythmBranch, "harmony": HarmonyBranch}


class SimilarityPlus(SimilarityNetwork):
    """Adds what its branches make of a window to the embedding of the published network.

    Args:
        filters: as for SimilarityNetwork.
        without: a branch to leave out, "rhythm" or "harmony", or None.
    """

    def __init__(self, filters: int = FILTERS, without: str | None = None) -> None:
        super().__init__(filters)
        self.branches = nn.ModuleDict(
            {name: branch() for name, branch in _BRANCHES.items() if name != without}
        )

    def embed(self, log_mels: torch.Tensor) -> torch.Tensor:
        """Embed windows of three seconds, float32 (batch, 128, 129), to (batch, 256)."""
        embedding = super().embed(log_mels)
        for branch in self.branches.values():
            # Half precision would blur peaks of the autocorrelation and of the spectrum.
            with torch.autocast(log_mels.device.type, enabled=False):
                embedding = embedding + branch(log_mels)
        return embedding
