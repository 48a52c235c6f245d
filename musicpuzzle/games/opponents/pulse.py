"""The opponent that keeps the beat: it looks for the order in which one pulse goes through all.

Nothing is learned but two figures that turn agreement into log-odds.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.progress import Check
from musicpuzzle.games.hypotheses import under_best_hypothesis
from musicpuzzle.games.opponents.log_mels import LogMelOpponent, LogMels
from musicpuzzle.games.order import Matrix

# By logistic regression on true and false joins (weighted equally) of 60 training songs at their
# true gaps, 0 to 1 s, plain and disguised.
_EVEN_AGREEMENT = 0.40
_TEMPERATURE = 0.25


class PulseOpponent(LogMelOpponent):
    """Log-odds = (r - r0) / T with r the agreement of the onsets of all bands.

    Each gap up to a second is tried, and the one under which the best order is best is taken: see
    `musicpuzzle.models.pulse`.
    """

    def scores(self, features: LogMels, check: Check, seed: int) -> Matrix:
        """Log-odds under the best hypothesis, float64 (n, n)."""
        return under_best_hypothesis(self.under_each_gap(features, check))

    def under_each_gap(self, features: LogMels, check: Check) -> NDArray[np.float64]:
        """Log-odds if 0, 1 and more hops are left out at each cut, float64 (gaps, n, n)."""
        # Importing torch takes a second or two, so it waits until somebody thinks.
        from musicpuzzle.games.opponents.scoring import edges
        from musicpuzzle.models.pulse import ALL_ONSETS, agreements

        ends, starts = edges(features)
        check()
        agreement = agreements(ends[None], starts[None])[0][0, ..., ALL_ONSETS]
        check()
        values = np.asarray(agreement.numpy(), dtype=np.float64)
        return (values - _EVEN_AGREEMENT) / _TEMPERATURE


def make(name: str) -> PulseOpponent:
    """The opponent for the registry."""
    return PulseOpponent(name)
