"""Opponents that have learned: a network of `musicpuzzle.models` scores the joins."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.clip import Clip
from musicpuzzle.features.logmel import piece_log_mel
from musicpuzzle.games.opponents.thinking import Check, Matrix, StagedOpponent

if TYPE_CHECKING:
    import torch

    from musicpuzzle.models.network import PairNetwork, PieceNetwork, TripleNetwork

LogMels = list[NDArray[np.float32]]

FEWEST_FRAMES = 40
_PAIRS_PER_BATCH = 16


class NetworkOpponent(StagedOpponent[LogMels]):
    """Plays with a bundled model, or with one that was trained here.

    Pieces of different length, as cuts on beats give them, are compared at the join: of the first
    one its end, of the second its beginning, as long as the shortest piece. A network that judges
    three pieces at a time takes them as they are.
    """

    feature_kind = "log-mel"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._network: PieceNetwork | None = None
        self._loading = Lock()

    def prepare(self) -> None:
        """Load the model, once.

        Raises:
            ModelError: it cannot be loaded.
        """
        # Importing torch takes a second or two, so it waits until somebody thinks.
        from musicpuzzle.models.store import load_model

        with self._loading:
            if self._network is None:
                self._network = load_model(self.name)[0]

    @property
    def network(self) -> PieceNetwork:
        """The model, in evaluation mode, loaded by now.

        Raises:
            ModelError: it cannot be loaded.
        """
        self.prepare()
        assert self._network is not None
        return self._network

    def features(self, pieces: Sequence[Clip], check: Check) -> LogMels:
        """Log-mels, float32 (128, frames) each."""
        log_mels = []
        for piece in pieces:
            check()
            log_mels.append(piece_log_mel(piece))
        return log_mels

    def scores(self, features: LogMels, check: Check, seed: int) -> Matrix:
        """Log-odds, float64 (n, n), or log-probabilities of triples, float64 (n, n, n)."""
        import torch

        from musicpuzzle.models.network import PairNetwork, TripleNetwork

        self.prepare()
        assert self._network is not None
        lengths = {bands.shape[1] for bands in features}
        if len(lengths) == 1 and min(lengths) >= FEWEST_FRAMES:
            whole = torch.from_numpy(np.stack(features))
            scores = self._network.score_all(whole, between_batches=check)
        elif isinstance(self._network, TripleNetwork):
            scores = _score_apart(self._network, features, check)
        else:
            assert isinstance(self._network, PairNetwork)
            scores = _score_edges(self._network, features, check)
        return np.asarray(scores.numpy(), dtype=np.float64)


def _score_edges(network: PairNetwork, log_mels: LogMels, check: Check) -> torch.Tensor:
    """Scores (n, n) of pieces of different or very short length, from their ends and beginnings."""
    import torch

    from musicpuzzle.models.pairs import all_ordered_pairs, take

    frames = max(FEWEST_FRAMES, min(bands.shape[1] for bands in log_mels))
    n = len(log_mels)
    scores = torch.full((n, n), -torch.inf)
    with torch.inference_mode():
        ends = network.embed(
            torch.from_numpy(np.stack([end_of(part, frames) for part in log_mels]))
        )
        check()
        starts = network.embed(
            torch.from_numpy(np.stack([beginning_of(part, frames) for part in log_mels]))
        )
        for batch in torch.split(all_ordered_pairs(n), _PAIRS_PER_BATCH):
            check()
            first, second = batch.unbind(1)
            scores[first, second] = network.score_pairs(take(ends, first), take(starts, second))
    return scores


def _score_apart(network: TripleNetwork, log_mels: LogMels, check: Check) -> torch.Tensor:
    """Scores (n, n, n) of pieces of different or very short length, each embedded alone."""
    import torch

    from musicpuzzle.models.triples import score_all

    embeddings = []
    with torch.inference_mode():
        for bands in log_mels:
            check()
            long_enough = beginning_of(bands, max(FEWEST_FRAMES, bands.shape[1]))
            embeddings.append(network.embed(torch.from_numpy(long_enough)[None]))
    return score_all(network, torch.cat(embeddings), between_batches=check)


def beginning_of(bands: NDArray[np.float32], frames: int) -> NDArray[np.float32]:
    """The first `frames`; a shorter piece goes on with its last one."""
    missing = max(0, frames - bands.shape[1])
    return np.pad(bands, ((0, 0), (0, missing)), mode="edge")[:, :frames]


def end_of(bands: NDArray[np.float32], frames: int) -> NDArray[np.float32]:
    """The last `frames`; a shorter piece begins with its first one, held."""
    return beginning_of(bands[:, ::-1], frames)[:, ::-1].copy()


def make(name: str) -> NetworkOpponent:
    """The opponent for the registry."""
    return NetworkOpponent(name)
