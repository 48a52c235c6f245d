"""What a score adds up from: what the two pieces alone tell, and what the beat of all of them adds.

An opponent that follows the beat tries each gap that may have been left out, or none that is common
to all cuts, and takes what makes its best order best (`musicpuzzle.games.hypotheses`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.games.order import Matrix

Values = NDArray[np.float32]
Axis = NDArray[np.float64]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Repetition:
    """How much the starts of sounds repeat themselves, lag by lag; the lags that count.

    Attributes:
        lags_s: float64 (lags,), how much later, in seconds.
        weights: float32 (lags,), how much each lag counts; they sum to 1.
        within: float32 (lags,), correlation of a piece with itself so much later, as a mean over
            all pieces.
        between: float32 (lags,), correlation of the first piece with the second so much later, if
            the gap that the opponent took lies between them.
    """

    lags_s: Axis
    weights: Values
    within: Values
    between: Values

    @property
    def agreement(self) -> float:
        """Correlation of both curves over the lags as they count, -1 to 1."""
        within, between = self.standardised
        return float(np.sum(self.weights * within * between))

    @property
    def standardised(self) -> tuple[Values, Values]:
        """Both curves with mean 0 and deviation 1 over the lags as they count."""
        return self._standardised(self.within), self._standardised(self.between)

    def _standardised(self, curve: Values) -> Values:
        centred = curve - np.sum(self.weights * curve)
        spread = np.sqrt(np.sum(self.weights * centred**2))
        scaled: Values = (centred / max(float(spread), 1e-6)).astype(np.float32)
        return scaled


@dataclass(frozen=True, slots=True, eq=False)
class PulseEvidence:
    """What the beat that goes on through all pieces adds to the log-odds of one pair.

    Attributes:
        pair: the two pieces.
        log_odds: what it adds.
        gap_s: how much the opponent took to be left out at each cut; None where it heard no beat
            that goes on through all pieces, and adds the same to every join.
        likeliest: the piece that it thinks likeliest to follow the first.
        likeliest_alone: the same without the beat; None where it hears nothing else.
        repetition: what was compared; None where no beat goes on, or pieces are too short.
    """

    pair: Pair
    log_odds: float
    gap_s: float | None
    likeliest: int
    likeliest_alone: int | None
    repetition: Repetition | None

    @property
    def decides(self) -> bool:
        """The pair is the likeliest of its first piece with the beat, and not without it."""
        return self.likeliest_alone is not None and (
            self.likeliest == self.pair[1] != self.likeliest_alone
        )

    @property
    def decides_against(self) -> bool:
        """The pair is the likeliest of its first piece without the beat, and not with it."""
        return self.likeliest_alone == self.pair[1] != self.likeliest


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """What the log-odds of all joins of a puzzle add up from.

    Attributes:
        alone: float64 (n, n), by the two pieces alone, diagonal -inf; None where the opponent hears
            nothing but the beat.
        pulse: float64 (n, n), what the beat adds; what stands on the diagonal means nothing.
        gap_s: see `PulseEvidence`.
        lags_s, weights, within: see `Repetition`; of no lags where nothing was compared.
        between: float32 (n, n, lags), for each pair.
    """

    alone: Matrix | None
    pulse: Matrix
    gap_s: float | None
    lags_s: Axis
    weights: Values
    within: Values
    between: Values

    def of(self, pair: Pair) -> PulseEvidence:
        """What the beat adds to one pair."""
        total = self.pulse if self.alone is None else self.pulse + self.alone
        repetition = Repetition(self.lags_s, self.weights, self.within, self.between[pair])
        return PulseEvidence(
            pair=pair,
            log_odds=float(self.pulse[pair]),
            gap_s=self.gap_s,
            likeliest=_likeliest(total, pair[0]),
            likeliest_alone=None if self.alone is None else _likeliest(self.alone, pair[0]),
            repetition=repetition if self.lags_s.size > 1 else None,
        )


def _likeliest(log_odds: Matrix, first: int) -> int:
    row = log_odds[first].copy()
    row[first] = -np.inf
    return int(row.argmax())
