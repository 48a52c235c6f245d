"""All of a review that the window and the command line show: one round, looked at from everywhere.

Making one asks no network: the opponent's thought is given. What lies behind a single pair is
computed when it is asked for (`evidence.Explainer`).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.progress import Check, unchecked
from musicpuzzle.games.opponents.thinking import Thought
from musicpuzzle.games.order import Matrix
from musicpuzzle.games.puzzle import Puzzle, letters
from musicpuzzle.review.hearing import Heard, Join, hear, measure
from musicpuzzle.review.rows import Row, right_joins, row_of
from musicpuzzle.review.scores import accuracy_per_cent, follow_probabilities

# Cuts on beats leave out a little more here and a little less there.
_SAME_GAP_S = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Review:
    """A round that is over, looked back on.

    Attributes:
        puzzle: what was to be solved.
        rival: how the opponent is called.
        names: how the dealt pieces are called.
        you: the person's order; of no pieces where the person gave up.
        theirs: the opponent's order.
        truth: the right one; None where there is none.
        log_odds: float64 (n, n), the opponent's, [i, j] that j follows i; diagonal -inf.
        probabilities: float64 (n, n), how likely j follows i among all that could.
        right: bool (n, n), which joins are right.
        your_accuracy: of the person's order by the opponent's ear, in per cent; None where the
            person gave up.
        their_accuracy: of the opponent's own order; below 100 only where it judges three pieces at
            a time.
        heard: what was measured of each piece.
        gap_s: seconds left out at each cut; None where they differ or are unknown.
    """

    puzzle: Puzzle
    rival: str
    names: tuple[str, ...]
    you: Row
    theirs: Row
    truth: Row | None
    log_odds: Matrix
    probabilities: Matrix
    right: NDArray[np.bool_]
    your_accuracy: float | None
    their_accuracy: float
    heard: tuple[Heard, ...]
    gap_s: float | None

    def join(self, before: int, after: int) -> Join:
        """What is measured where one piece follows another."""
        return measure(self.heard[before], self.heard[after], gap_s=self.gap_s)

    @property
    def has_gap(self) -> bool:
        """Whether some of the song, or all, lies between two pieces."""
        return self.gap_s is None or self.gap_s > _SAME_GAP_S


def look_back(
    puzzle: Puzzle,
    pieces: Sequence[Clip],
    order: Sequence[int],
    rival: str,
    thought: Thought,
    *,
    names: Sequence[str] = (),
    check: Check = unchecked,
) -> Review:
    """Review a round.

    Args:
        puzzle: what was to be solved.
        pieces: its pieces as dealt.
        order: what the person handed in; empty where the person gave up.
        rival: how the opponent is called.
        thought: what the opponent came to, about these pieces.
        names: how the dealt pieces are called; by default by their letters.
        check: called before each piece is listened to; it may raise to give up.

    Raises:
        PuzzleError: an order leaves a piece out or names one twice.
    """
    given = tuple(int(piece) for piece in order)
    log_odds = thought.log_odds
    return Review(
        puzzle=puzzle,
        rival=rival,
        names=tuple(names) or letters(puzzle.n),
        you=row_of(puzzle, given) if given else Row((), ()),
        theirs=row_of(puzzle, thought.order),
        truth=row_of(puzzle, puzzle.truth) if puzzle.has_truth else None,
        log_odds=log_odds,
        probabilities=follow_probabilities(log_odds),
        right=right_joins(puzzle),
        your_accuracy=accuracy_per_cent(log_odds, given) if given else None,
        their_accuracy=accuracy_per_cent(log_odds, thought.order),
        heard=tuple(hear(pieces, check=check)),
        gap_s=gap_of(puzzle),
    )


def gap_of(puzzle: Puzzle) -> float | None:
    """Seconds that lie between each two pieces of a jigsaw, where they are the same everywhere."""
    if puzzle.settings.game != "jigsaw":
        return None
    parts = puzzle.fragments
    gaps_s = [
        (after.start_sample - before.end_sample) / puzzle.sample_rate_hz
        for before, after in itertools.pairwise(parts)
    ]
    if not gaps_s or max(gaps_s) - min(gaps_s) > _SAME_GAP_S:
        return None
    return sum(gaps_s) / len(gaps_s)
