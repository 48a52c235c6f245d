"""Opponents that have learned: a network of `musicpuzzle.models` scores the joins."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from musicpuzzle.audio.progress import Check
from musicpuzzle.games.opponents.log_mels import LogMelOpponent, LogMels
from musicpuzzle.games.order import Matrix

if TYPE_CHECKING:
    from musicpuzzle.models.network import PieceNetwork


class NetworkOpponent(LogMelOpponent):
    """Plays with a bundled model, or with one that was trained here."""

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

    def scores(self, features: LogMels, check: Check, seed: int) -> Matrix:
        """Log-odds, float64 (n, n), or log-probabilities of triples, float64 (n, n, n)."""
        from musicpuzzle.games.opponents.scoring import network_scores

        return network_scores(self.network, features, check)


def make(name: str) -> NetworkOpponent:
    """The opponent for the registry."""
    return NetworkOpponent(name)
