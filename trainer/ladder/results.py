"""What is rated: who got how many points out of which puzzle, as arrays."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.games.score import EXACT_POINTS, PAIR_POINTS
from musicpuzzle.games.settings import GAMES, Game
from musicpuzzle.play.difficulty import Kind

from ..evaluate.outcomes import Asked, Outcome


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """All results of one game.

    Attributes:
        opponents: names.
        kinds: kinds of puzzles.
        artists: whose songs there are.
        points: float64 (puzzles, opponents), NaN where one has not played.
        kind_of, artist_of: int64 (puzzles,), as places in `kinds` and `artists`.
    """

    opponents: tuple[str, ...]
    kinds: tuple[Kind, ...]
    artists: tuple[str, ...]
    points: NDArray[np.float64]
    kind_of: NDArray[np.int64]
    artist_of: NDArray[np.int64]

    @property
    def rounds(self) -> NDArray[np.int64]:
        """How many puzzles each opponent has played, int64 (opponents,)."""
        counted: NDArray[np.int64] = np.count_nonzero(~np.isnan(self.points), axis=0)
        return counted


def points_of(outcome: Outcome) -> int:
    """What an outcome is worth in the game."""
    return round(PAIR_POINTS * outcome.pair_accuracy) + EXACT_POINTS * outcome.exact


def of_bundled(
    outcomes: Iterable[Outcome], digests: Mapping[str, str]
) -> tuple[list[Outcome], list[str]]:
    """The outcomes of opponents as they are bundled, and a sentence about each that is left out.

    Args:
        outcomes: of whatever models.
        digests: by opponent of the game, what tells its weights from others.
    """
    kept: list[Outcome] = []
    others: set[str] = set()
    for outcome in outcomes:
        if digests.get(outcome.opponent) == outcome.model:
            kept.append(outcome)
        else:
            others.add(outcome.opponent)
    there = {outcome.opponent for outcome in kept}
    return kept, [
        f"{name}: outcomes of another model than the bundled one are left out"
        + ("." if name in there else ", so it stays unrated.")
        for name in sorted(others)
    ]


def tables(outcomes: Iterable[Outcome]) -> dict[Game, Table]:
    """The results of each game that was played, in the order of the games."""
    by_game: dict[Game, list[Outcome]] = {}
    for outcome in outcomes:
        by_game.setdefault(outcome.game, []).append(outcome)
    return {game: _table(by_game[game]) for game in GAMES if game in by_game}


def _table(outcomes: Sequence[Outcome]) -> Table:
    opponents = tuple(sorted({each.opponent for each in outcomes}))
    kinds = tuple(sorted({_kind(each) for each in outcomes}, key=_size))
    artists = tuple(sorted({each.artist for each in outcomes}))
    puzzles = {_puzzle(each): each for each in sorted(outcomes, key=lambda each: repr(each.asked))}
    row = {puzzle: number for number, puzzle in enumerate(puzzles)}
    points = np.full((len(puzzles), len(opponents)), np.nan)
    for each in outcomes:
        points[row[_puzzle(each)], opponents.index(each.opponent)] = points_of(each)
    return Table(
        opponents=opponents,
        kinds=kinds,
        artists=artists,
        points=points,
        kind_of=_places(kinds, [_kind(each) for each in puzzles.values()]),
        artist_of=_places(artists, [each.artist for each in puzzles.values()]),
    )


def _places(known: Sequence[object], values: Collection[object]) -> NDArray[np.int64]:
    place = {value: number for number, value in enumerate(known)}
    return np.array([place[value] for value in values], dtype=np.int64)


def _puzzle(outcome: Outcome) -> Asked:
    """The same for all who were asked about the same sound."""
    return outcome.asked._replace(opponent="", model="")


def _size(kind: Kind) -> tuple[int, float, bool]:
    return kind.pieces, kind.gap_s, kind.disguised


def _kind(outcome: Outcome) -> Kind:
    return Kind(outcome.pieces, outcome.gap_s or 0.0, outcome.disguised)
