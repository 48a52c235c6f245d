"""How an opponent thinks: features of the pieces, scores of all ordered pairs, the best order."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any, ClassVar, Generic, Protocol, TypeVar

import numpy as np

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.progress import Check
from musicpuzzle.games.order import Matrix, best_order, path_total
from musicpuzzle.games.triples import best_order_of_triples, pair_log_odds

Features = TypeVar("Features")
SharedFeatures = dict[str, tuple[Any, float]]
"""Features of some pieces by their kind, and the seconds that they took."""


class CancelledError(Exception):
    """The thought was given up because the caller no longer wants it."""


@dataclass(frozen=True, slots=True, eq=False)
class Thought:
    """What an opponent came to.

    Attributes:
        order: the pieces from first to last, by their place in the deal.
        log_odds: float64 (n, n), [i, j] = log-odds that piece j follows piece i; diagonal -inf.
        score: sum of the log-odds along the order. No order has more, unless the opponent judges
            three pieces at a time (see `decide`).
        seconds: what `features`, `scores` and `order` took.
    """

    order: tuple[int, ...]
    log_odds: Matrix
    score: float
    seconds: dict[str, float]


class Opponent(Protocol):
    """Somebody who puts pieces in order."""

    @property
    def name(self) -> str:
        """What `opponent` knows it by."""

    def prepare(self) -> None:
        """Load what thinking needs, so that the first thought takes no longer than the others.

        Raises:
            ModelError: its model cannot be loaded.
        """

    def think(
        self,
        pieces: Sequence[Clip],
        *,
        cancelled: Callable[[], bool] = ...,
        seed: int = 0,
        shared: SharedFeatures | None = ...,
    ) -> Thought:
        """Put pieces in order, from their own samples alone.

        Args:
            pieces: as dealt, of one sample rate.
            cancelled: asked between stages and batches whether to give up.
            seed: decides between equally good orders.
            shared: what other opponents have computed of the very same pieces; taken from there or
                put there. The thought's seconds are those of whoever computed it.

        Raises:
            CancelledError: `cancelled` said so.
            ModelError: the model cannot be loaded.
        """


def decide(scores: Matrix, *, seed: int = 0) -> tuple[tuple[int, ...], Matrix]:
    """The best order by an opponent's scores.

    Args:
        scores: (n, n), log-odds that j follows i; or (n, n, n), log-probabilities that i, j and k
            follow one another in this order, of an opponent that judges three pieces at a time.
        seed: decides between equally good orders.

    Returns:
        The order, and float64 (n, n): log-odds that j follows i, with -inf on the diagonal. Of
        triples they are what `pair_log_odds` reads out of them, and the order is the best by the
        triples themselves.
    """
    if np.ndim(scores) == 3:
        return best_order_of_triples(scores, seed=seed), pair_log_odds(scores)
    log_odds = np.array(scores, dtype=np.float64)
    np.fill_diagonal(log_odds, -np.inf)
    return best_order(log_odds, seed=seed)[0], log_odds


class StagedOpponent(ABC, Generic[Features]):
    """An opponent that scores pairs and takes the best path over them.

    Attributes:
        feature_kind: opponents of one kind compute the same features; None: this one's are its own.
    """

    feature_kind: ClassVar[str | None] = None

    def __init__(self, name: str) -> None:
        self._name = name

    @property
    def name(self) -> str:
        """What `opponent` knows it by."""
        return self._name

    def prepare(self) -> None:
        """Load what thinking needs; nothing, unless an opponent says otherwise."""

    @abstractmethod
    def features(self, pieces: Sequence[Clip], check: Check) -> Features:
        """What is kept of the pieces, each seen alone. `check` raises to give up."""

    @abstractmethod
    def scores(self, features: Features, check: Check, seed: int) -> Matrix:
        """Log-odds (n, n) that j follows i, or log-probabilities (n, n, n), see `decide`.

        What stands on the diagonals does not matter.
        """

    def think(
        self,
        pieces: Sequence[Clip],
        *,
        cancelled: Callable[[], bool] = bool,
        seed: int = 0,
        shared: SharedFeatures | None = None,
    ) -> Thought:
        """Put pieces in order, see `Opponent.think`."""

        def check() -> None:
            if cancelled():
                raise CancelledError

        check()
        self.prepare()
        features, features_s = self._features(pieces, check, {} if shared is None else shared)
        check()
        times = [perf_counter()]
        scores = self.scores(features, check, seed)
        check()
        times.append(perf_counter())
        order, log_odds = decide(scores, seed=seed)
        times.append(perf_counter())
        scores_s, order_s = np.diff(times).tolist()
        seconds = {"features": features_s, "scores": scores_s, "order": order_s}
        return Thought(order, log_odds, path_total(log_odds, order), seconds)

    def _features(
        self, pieces: Sequence[Clip], check: Check, shared: SharedFeatures
    ) -> tuple[Features, float]:
        """The features, and the seconds that they take or took."""
        if self.feature_kind in shared:
            features, taken_s = shared[self.feature_kind]
            return features, taken_s
        begun = perf_counter()
        features = self.features(pieces, check)
        taken_s = perf_counter() - begun
        if self.feature_kind is not None:
            shared[self.feature_kind] = features, taken_s
        return features, taken_s
