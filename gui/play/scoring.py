"""What a finished round is worth, whether there is a right order or a judge."""

from __future__ import annotations

from collections.abc import Sequence

from musicpuzzle.games.round import Round, outcome
from musicpuzzle.games.score import Result, Verdict
from musicpuzzle.play.hints import Hint, points_after

from .deal import Deal


def scored(deal: Deal, round_: Round, hints: Sequence[Hint] = ()) -> tuple[Verdict, Result]:
    """The verdict on a round that is over, and its result after hints.

    Without a right order the points of the verdict are the judge's, and no join is right or wrong.

    Raises:
        PuzzleError: the round is not over.
    """
    if deal.judge is None:
        verdict, result = outcome(round_)
    else:
        from musicpuzzle.games.transitions import casual_result

        _, result = casual_result(round_, deal.judge)
        verdict = Verdict((False,) * (deal.puzzle.n - 1), 0.0, exact=False, points=result.points)
    return verdict, Result(points_after(result.points, hints), result.seconds)
