"""From results to the ladder that the game reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from musicpuzzle.games.settings import Game
from musicpuzzle.play.difficulty import Measured
from musicpuzzle.play.ladder import Ladder, Rung, sorted_rungs
from musicpuzzle.play.rating import Rating

from ..evaluate.outcomes import Outcome
from .duel import duel
from .fit import Fit, fit
from .results import Table, tables

_DECIMALS = 1
_SHARE_DECIMALS = 4


def measure(outcomes: Iterable[Outcome], *, date: str, command: str, seed: int = 0) -> Ladder:
    """Rate all opponents and kinds of puzzles, in each game apart.

    Args:
        outcomes: of opponents with the same puzzles.
        date: as YYYY-MM-DD.
        command: what is measured with.
        seed: draws the artists for the deviations.
    """
    rungs: dict[Game, tuple[Rung, ...]] = {}
    kinds: dict[Game, tuple[Measured, ...]] = {}
    spreads: dict[Game, float] = {}
    for game, table in tables(outcomes).items():
        found = fit(table, seed=seed)
        rungs[game] = _rungs(table, found)
        kinds[game] = tuple(
            Measured(kind, round(float(rating), _DECIMALS), round(float(deviation), _DECIMALS))
            for kind, rating, deviation in zip(
                table.kinds, found.kinds, found.kind_deviations, strict=True
            )
        )
        spreads[game] = round(found.spread, _DECIMALS)
    return Ladder(rungs, kinds, spreads, date, command)


def _rungs(table: Table, found: Fit) -> tuple[Rung, ...]:
    """The opponents from the top, each held against the one below."""
    rated = sorted_rungs(
        [
            Rung(
                name,
                Rating(
                    round(float(found.opponents[place]), _DECIMALS),
                    round(float(found.opponent_deviations[place]), _DECIMALS),
                ),
                int(table.rounds[place]),
            )
            for place, name in enumerate(table.opponents)
        ]
    )
    places = [table.opponents.index(rung.opponent) for rung in rated]
    rungs = []
    for rung, own, below in zip(rated, places, [*places[1:], None], strict=True):
        if below is None:
            rungs.append(rung)
            continue
        result = duel(table, own, below)
        share = None if result.share is None else round(result.share, _SHARE_DECIMALS)
        rungs.append(replace(rung, equal_to_next=result.is_even, share_of_next=share))
    return tuple(rungs)
