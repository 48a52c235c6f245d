"""Rows of figures: one for each opponent and setting, and one for each pair of opponents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NotRequired, TypedDict

import numpy as np

from .bootstrap import mean_interval
from .outcomes import Outcome
from .plan import Cell, Plan


class Row(TypedDict):
    """How one opponent does at one setting. The order of the fields is the order in the file.

    `parameters`, how many numbers the opponent learned, are for comparisons alone.
    """

    opponent: str
    game: str
    pieces: int
    gap_s: float | None
    disguised: bool
    puzzles: int
    pair_accuracy: float
    global_accuracy: float
    global_low: float
    global_high: float
    seconds_per_puzzle: float
    parameters: NotRequired[int]


class PairedRow(TypedDict):
    """By how much `opponent` does better than `against` on the same puzzles at one setting."""

    opponent: str
    against: str
    game: str
    pieces: int
    gap_s: float | None
    disguised: bool
    puzzles: int
    artists: int
    global_difference: float
    global_low: float
    global_high: float
    pair_difference: float
    pair_low: float
    pair_high: float


Cells = Mapping[tuple[str, Cell], Sequence[Outcome]]


def by_cell(outcomes: Iterable[Outcome]) -> Cells:
    """The outcomes of each opponent at each setting, in an order that does not depend on chance."""
    cells: dict[tuple[str, Cell], list[Outcome]] = defaultdict(list)
    for outcome in sorted(outcomes, key=lambda each: (each.recording_id, each.index)):
        cells[outcome.opponent, outcome.cell].append(outcome)
    return cells


def rows(outcomes: Iterable[Outcome], plan: Plan) -> list[Row]:
    """One row for each opponent and cell of the plan that has puzzles, in the plan's order."""
    cells = by_cell(outcomes)
    return [
        _row(opponent, cell, cells[opponent, cell], plan.seed)
        for opponent in plan.opponents
        for cell in plan.cells()
        if cells.get((opponent, cell))
    ]


def paired_rows(outcomes: Iterable[Outcome], plan: Plan, opponent: str) -> list[PairedRow]:
    """`opponent` against each other one of the plan, over the puzzles that both have played."""
    cells = by_cell(outcomes)
    return [
        row
        for against in plan.opponents
        if against != opponent
        for cell in plan.cells()
        if (row := _paired_row((opponent, against), cell, cells, plan.seed)) is not None
    ]


def _row(opponent: str, cell: Cell, outcomes: Sequence[Outcome], seed: int) -> Row:
    exact = mean_interval(
        [float(each.exact) for each in outcomes],
        [each.artist for each in outcomes],
        bounds=(0.0, 1.0),
        seed=seed,
    )
    return Row(
        opponent=opponent,
        game=cell.game,
        pieces=cell.pieces,
        gap_s=cell.gap_s,
        disguised=cell.disguised,
        puzzles=len(outcomes),
        pair_accuracy=float(np.mean([each.pair_accuracy for each in outcomes])),
        global_accuracy=exact.value,
        global_low=exact.low,
        global_high=exact.high,
        seconds_per_puzzle=float(np.mean([each.seconds for each in outcomes])),
    )


def _paired_row(names: tuple[str, str], cell: Cell, cells: Cells, seed: int) -> PairedRow | None:
    ours, theirs = (
        {(each.recording_id, each.deal): each for each in cells.get((name, cell), ())}
        for name in names
    )
    both = [(ours[key], theirs[key]) for key in ours if key in theirs]
    if not both:
        return None
    artists = [one.artist for one, _ in both]
    exact = mean_interval(
        [float(one.exact) - float(other.exact) for one, other in both],
        artists,
        bounds=(-1.0, 1.0),
        seed=seed,
    )
    pair = mean_interval(
        [one.pair_accuracy - other.pair_accuracy for one, other in both],
        artists,
        bounds=(-1.0, 1.0),
        seed=seed,
    )
    return PairedRow(
        opponent=names[0],
        against=names[1],
        game=cell.game,
        pieces=cell.pieces,
        gap_s=cell.gap_s,
        disguised=cell.disguised,
        puzzles=len(both),
        artists=exact.clusters,
        global_difference=exact.value,
        global_low=exact.low,
        global_high=exact.high,
        pair_difference=pair.value,
        pair_low=pair.low,
        pair_high=pair.high,
    )
