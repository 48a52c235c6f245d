"""The similarity network that learns, and how well it does on songs held out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray

from musicpuzzle.models.subspaces import DIMENSIONS, subspace

from ..train.learner import Learner
from ..train.precision import autocast_options
from ..train.recipe import Recipe
from ..train.validation import HeldOut
from .proxies import ProxiedNetwork
from .recipe import SimilarityRecipe
from .relations import Relations, relations
from .songs import GENERATED, RECORDED, RENDERED, LabelledSong
from .views import View

_MOST_WINDOWS = 8


class SimilarityLearner(Learner):
    """Learner whose validation compares songs instead of solving puzzles.

    Args:
        fabric, network, recipe, precision: as for Learner.
        held_out: songs for validation.
        specialised: True where a dimension is looked for in the whole embedding.
        view: what the network sees of songs.
    """

    def __init__(
        self,
        fabric: Any,
        network: ProxiedNetwork,
        recipe: SimilarityRecipe,
        precision: str,
        *,
        held_out: Sequence[LabelledSong],
        specialised: bool,
        view: View,
    ) -> None:
        super().__init__(fabric, network, cast("Recipe[Any]", recipe), precision)
        self._bf16 = autocast_options(fabric.device, precision)
        self._held_out = held_out
        self._specialised = specialised
        self._view = view

    def validate(
        self, puzzles: Sequence[HeldOut], give_up: Callable[[], bool]
    ) -> dict[str, float] | None:
        """Share of right triplets for each dimension and origin; empty where nothing is held out.

        Args:
            puzzles: none; the learner has songs.
            give_up: asked between songs; None is given then.
        """
        network = cast(ProxiedNetwork, self.network)
        was_training = network.training
        network.eval()
        try:
            return self._validated(network, give_up)
        finally:
            network.train(was_training)

    def _validated(
        self, network: ProxiedNetwork, give_up: Callable[[], bool]
    ) -> dict[str, float] | None:
        found: dict[str, float] = {}
        for origin in (GENERATED, RENDERED, RECORDED):
            songs = [song for song in self._held_out if song.origin == origin]
            rows = []
            for song in songs:
                if give_up():
                    return None
                rows.append(self._embedding(network, song))
            if len(rows) > 2:
                found |= {
                    f"{name}_{origin}": share
                    for name, share in self._shares(np.stack(rows), relations(songs)).items()
                }
        return found

    def _embedding(self, network: ProxiedNetwork, song: LabelledSong) -> NDArray[np.float32]:
        windows = self._view.evenly(song)
        some = np.linspace(0, len(windows) - 1, min(_MOST_WINDOWS, len(windows))).astype(int)
        with torch.inference_mode(), torch.autocast(**self._bf16):
            found = network.embed(torch.from_numpy(windows[some]).to(self._fabric.device))
        mean: NDArray[np.float32] = found.float().mean(0).cpu().numpy()
        return mean

    def _shares(self, embeddings: NDArray[np.float32], found: Relations) -> Mapping[str, float]:
        shares = {}
        for number, name in enumerate(DIMENSIONS):
            own = embeddings if self._specialised else embeddings[:, subspace(name)]
            share = all_triplets(own, found.positives[number], found.negatives[number])
            if share is not None:
                shares[name] = share
        return shares


def all_triplets(
    vectors: NDArray[np.float32], positives: NDArray[np.bool_], negatives: NDArray[np.bool_]
) -> float | None:
    """Share of all triplets whose positive is nearer than the negative; None without triplets.

    Args:
        vectors: float32 (songs, numbers), compared by their angle.
        positives, negatives: bool (songs, songs), who is what to the song of each row.
    """
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    near = unit @ unit.T
    right = total = 0.0
    for anchor in range(len(vectors)):
        apart = near[anchor, positives[anchor]][:, None] - near[anchor, negatives[anchor]]
        right += float((apart > 0).sum() + 0.5 * (apart == 0).sum())
        total += apart.size
    return right / total if total else None
