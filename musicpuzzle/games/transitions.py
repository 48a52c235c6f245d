"""The judge of medleys that have no right order: how well the pieces lead over into each other.

It is fair to both players. It has learned nothing, so it shares no training, no data and no network
with any opponent, and a person can check each of its four rules by ear: songs follow each other
well where keys are near on the circle of fifths, tempi are near (double and half count as the
same), and level and colour do not jump at the join. All four count alike. It says nothing in points
of its own making: a player gets the share of all other orders that are worse, so 0.5 is what a
random order gets on average and 1 the best there is, whatever the songs. Two opponents attend to
something that it attends to as well: `continuity` compares colours in the 0.14 s at the join, where
the judge takes two seconds and three other things as well, and `segue` compares tempi and notes,
but has learned where composed medleys go with them, while the judge only wants them to be near.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import factorial, log2

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.progress import Check, unchecked
from musicpuzzle.audio.resample import resample
from musicpuzzle.errors import PuzzleError
from musicpuzzle.features.beats import rise_of, tempo_bpm
from musicpuzzle.features.chroma import chroma
from musicpuzzle.features.key import Key, find_key
from musicpuzzle.features.logmel import HOP_S, SAMPLE_RATE_HZ, log_mel_array
from musicpuzzle.games.round import Round
from musicpuzzle.games.score import PAIR_POINTS, Result

JOIN_S = 2.0
"""Level and colour are compared over so much before and after a join."""

_FURTHEST_FIFTHS = 6
_LARGEST_STEP_DB = 12.0
_LARGEST_COLOUR_NEPERS = 3.0
# Of more pieces not all orders are looked at, but so many, drawn once and for all.
_MOST_PIECES = 8
_SAMPLE = 40_320
_SEED = 20200807

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Transitions:
    """How badly each piece leads over into each other one.

    Attributes:
        key, tempo, level, colour: float64 (n, n) in 0 to 1, [i, j] for j after i; 0 is as good as
            can be. The diagonal means nothing.
    """

    key: Matrix
    tempo: Matrix
    level: Matrix
    colour: Matrix

    @property
    def costs(self) -> Matrix:
        """The mean of the four, float64 (n, n)."""
        mean: Matrix = (self.key + self.tempo + self.level + self.colour) / 4
        return mean

    def share_of_worse(self, order: Sequence[int]) -> float:
        """The share of all other orders that are worse, 0 to 1; of equal ones half are counted.

        Beyond 8 pieces the share of 40,320 random orders.

        Raises:
            PuzzleError: the order leaves a piece out or names one twice.
        """
        costs = self.costs
        n = len(costs)
        if sorted(order) != list(range(n)):
            raise PuzzleError("An order names each piece once.")
        own = _sums(costs, np.array([order], dtype=np.intp))[0]
        others = _sums(costs, _orders(n))
        # Sums of the same joins in another order differ by rounding.
        equal = np.abs(others - own) < 1e-9
        itself = 1 if n <= _MOST_PIECES else 0
        worse = int(((others > own) & ~equal).sum()) + (int(equal.sum()) - itself) / 2
        return float(worse / max(1, len(others) - itself))


def listen(pieces: Sequence[Clip], *, check: Check = unchecked) -> Transitions:
    """What the judge hears in the pieces of a medley.

    Args:
        pieces: as dealt, of any rate.
        check: called before each; it may raise to give up.
    """
    heard = []
    for piece in pieces:
        check()
        heard.append(_hear(piece))
    return Transitions(
        key=_table(heard, _key_cost),
        tempo=_table(heard, _tempo_cost),
        level=_table(heard, _level_cost),
        colour=_table(heard, _colour_cost),
    )


def casual_result(round_: Round, transitions: Transitions) -> tuple[float, Result]:
    """What a round that is over and has no right order is worth: the share, and 1000 times that.

    Raises:
        PuzzleError: the round is not over yet.
    """
    if round_.submitted_s is None:
        raise PuzzleError("The round is not over yet.")
    share = transitions.share_of_worse(round_.order)
    return share, Result(round(PAIR_POINTS * share), round_.elapsed_s(round_.submitted_s))


@dataclass(frozen=True, slots=True, eq=False)
class _Heard:
    """What is known of a piece; levels in dB, colours are log-mels (128,) without their mean."""

    key: Key | None
    tempo_bpm: float | None
    first_level_db: float
    last_level_db: float
    first_colour: Matrix
    last_colour: Matrix


def _hear(piece: Clip) -> _Heard:
    mono = resample(Clip(piece.mono()[None], piece.sample_rate_hz), SAMPLE_RATE_HZ).samples[0]
    bands = log_mel_array(mono)
    frames = round(JOIN_S / HOP_S)
    samples = round(JOIN_S * SAMPLE_RATE_HZ)
    return _Heard(
        key=find_key(chroma(mono)),
        tempo_bpm=tempo_bpm(rise_of(bands)),
        first_level_db=_level_db(mono[:samples]),
        last_level_db=_level_db(mono[-samples:]),
        first_colour=_colour(bands[:, :frames]),
        last_colour=_colour(bands[:, -frames:]),
    )


def _level_db(mono: NDArray[np.float32]) -> float:
    return float(10 * np.log10(np.mean(np.square(mono, dtype=np.float64)) + 1e-9))


def _colour(bands: NDArray[np.float32]) -> Matrix:
    mean = bands.mean(axis=1, dtype=np.float64)
    colour: Matrix = mean - mean.mean()
    return colour


def _key_cost(before: _Heard, after: _Heard) -> float:
    # What has no key or no beat is neither good nor bad beside anything.
    if before.key is None or after.key is None:
        return 0.5
    return before.key.fifths_to(after.key) / _FURTHEST_FIFTHS


def _tempo_cost(before: _Heard, after: _Heard) -> float:
    if before.tempo_bpm is None or after.tempo_bpm is None:
        return 0.5
    octaves = log2(after.tempo_bpm / before.tempo_bpm) % 1.0
    return 2.0 * min(octaves, 1.0 - octaves)


def _level_cost(before: _Heard, after: _Heard) -> float:
    return min(1.0, abs(after.first_level_db - before.last_level_db) / _LARGEST_STEP_DB)


def _colour_cost(before: _Heard, after: _Heard) -> float:
    distance = float(np.sqrt(np.mean((after.first_colour - before.last_colour) ** 2)))
    return min(1.0, distance / _LARGEST_COLOUR_NEPERS)


def _table(heard: Sequence[_Heard], cost: Callable[[_Heard, _Heard], float]) -> Matrix:
    return np.array([[cost(before, after) for after in heard] for before in heard])


def _sums(costs: Matrix, orders: NDArray[np.intp]) -> Matrix:
    """The sum of the costs along each order: (orders, n) to (orders,)."""
    sums: Matrix = costs[orders[:, :-1], orders[:, 1:]].sum(axis=1)
    return sums


def _orders(n: int) -> NDArray[np.intp]:
    """All orders of n pieces, or many."""
    if n <= _MOST_PIECES:
        return np.array(list(permutations(range(n))), dtype=np.intp).reshape(factorial(n), n)
    rng = np.random.Generator(np.random.PCG64(_SEED))
    return rng.permuted(np.tile(np.arange(n), (_SAMPLE, 1)), axis=1)
