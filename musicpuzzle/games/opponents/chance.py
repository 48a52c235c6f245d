"""The opponent that knows nothing: every order is equally likely."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.progress import Check
from musicpuzzle.draw import uniform
from musicpuzzle.games.opponents.thinking import StagedOpponent
from musicpuzzle.games.order import Matrix


class Chance(StagedOpponent[int]):
    """Log-odds drawn by the seed, as if each join were right with any probability alike."""

    def features(self, pieces: Sequence[Clip], check: Check) -> int:
        """How many pieces there are: nothing else is looked at."""
        check()
        return len(pieces)

    def scores(self, features: int, check: Check, seed: int) -> Matrix:
        """Logits of uniform draws, float64 (n, n)."""
        check()
        drawn = [[_logit("chance", seed, i, j) for j in range(features)] for i in range(features)]
        return np.array(drawn).reshape(features, features)


def _logit(*parts: str | int) -> float:
    # Half a step up, as a draw may be 0.
    probability = uniform(*parts) + 2.0**-54
    return log(probability / (1.0 - probability))


def make(name: str) -> Chance:
    """The opponent for the registry."""
    return Chance(name)
