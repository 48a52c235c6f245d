"""How well a network solves held-out puzzles while it trains: four pieces, always the same."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch

from musicpuzzle.audio.progress import unchecked
from musicpuzzle.errors import DataError
from musicpuzzle.games.opponents.scoring import network_scores
from musicpuzzle.games.opponents.thinking import decide
from musicpuzzle.models.network import PieceNetwork

from ..data.medleys import draw_medley, medleys_for
from ..data.songs import Song, StoredLogMel
from ..data.windows import Pieces, disguise_pieces, draw_window, songs_for

PIECES = 4
GAPS_S = (0.25, 0.5)
MEDLEY_S = 24.0
FEWEST_PUZZLES = 64
MOST_PUZZLES = 300
"""Puzzles for each gap: fewer choose by luck, more would fill the memory."""

_SEED = 20_180_202
_SHARE_OF_RUN = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """A puzzle with a gap, or a medley without one: float16 (4, 128, frames) in true order."""

    gap_s: float | None
    pieces: StoredLogMel

    @property
    def kind(self) -> str:
        """What the accuracies are named by."""
        return "medley" if self.gap_s is None else f"{self.gap_s:g}"


def held_out_puzzles(songs: Sequence[Song], piece_s: float, count: int) -> list[HeldOut]:
    """`count` puzzles for each gap, spread over the songs, every other one disguised.

    Only the truest speed is used. Songs that are too short or silent are passed over; without one
    that will do there are no puzzles.
    """
    plain = [replace(song, variants=song.variants[:1]) for song in songs]
    try:
        fitting = songs_for(plain, PIECES, piece_s, max(GAPS_S))
    except DataError:
        return []
    puzzles = []
    for gap_s in GAPS_S:
        rng = np.random.default_rng(_SEED)
        for k in range(count):
            song = fitting[k % len(fitting)]
            try:
                pieces = draw_window(rng, [song], PIECES, piece_s, gap_s)
            except DataError:
                continue
            puzzles.append(HeldOut(gap_s, _shown(rng, pieces, k)))
    return puzzles


def held_out_medleys(songs: Sequence[Song], count: int) -> list[HeldOut]:
    """`count` puzzles of composed medleys, spread over them, every other one disguised."""
    piece_s = MEDLEY_S / PIECES
    try:
        fitting = medleys_for(songs, PIECES, piece_s)
    except DataError:
        return []
    rng = np.random.default_rng(_SEED)
    return [
        HeldOut(
            None, _shown(rng, draw_medley(rng, [fitting[k % len(fitting)]], PIECES, piece_s), k)
        )
        for k in range(count)
    ]


def _shown(rng: np.random.Generator, pieces: Pieces, number: int) -> StoredLogMel:
    return (disguise_pieces(rng, pieces) if number % 2 else pieces).astype(np.float16)


def affordable_puzzles(
    minutes: float | None, trial: Sequence[HeldOut], solve: Callable[[Sequence[HeldOut]], object]
) -> int:
    """How many puzzles for each gap are solved in a hundredth of a run of so many minutes.

    A few puzzles choose weights by luck: over 128 of them a share has a standard error of four
    points. Where nothing can be measured it is FEWEST_PUZZLES.

    Args:
        minutes: how long the run is, None where steps end it.
        trial: a few puzzles to measure with.
        solve: solves them.
    """
    if minutes is None or not trial:
        return FEWEST_PUZZLES
    # The first time is spent on preparations.
    solve(trial)
    start = time.perf_counter()
    solve(trial)
    puzzle_s = max(1e-6, (time.perf_counter() - start) / len(trial))
    fitting = int(60 * minutes * _SHARE_OF_RUN / (puzzle_s * len(GAPS_S)))
    return min(MOST_PUZZLES, max(FEWEST_PUZZLES, fitting))


def validate(
    network: PieceNetwork,
    puzzles: Sequence[HeldOut],
    autocast: Mapping[str, Any],
    give_up: Callable[[], bool] = lambda: False,
) -> dict[str, float] | None:
    """Share of true joins found and of whole orders right, for each gap, or for medleys.

    Returns:
        pair_accuracy_0.25, global_accuracy_0.25 and so on, or ..._medley; empty without puzzles,
        None when `give_up` became true on the way. The network is left in the mode it was in.
    """
    was_training = network.training
    network.eval()
    found: dict[str, list[float]] = {}
    for puzzle in puzzles:
        if give_up():
            break
        pieces = list(puzzle.pieces.astype(np.float32))
        with torch.autocast(**autocast):
            scores = network_scores(network, pieces, unchecked)
        order, _ = decide(scores)
        joins = np.diff(order) == 1
        found.setdefault(f"pair_accuracy_{puzzle.kind}", []).append(float(joins.mean()))
        found.setdefault(f"global_accuracy_{puzzle.kind}", []).append(float(joins.all()))
    network.train(was_training)
    if give_up():
        return None
    return {name: float(np.mean(values)) for name, values in found.items()}


def selection_score(metrics: Mapping[str, float]) -> float:
    """What the best weights are chosen by: the mean of all accuracies.

    Whole orders alone would tie too often on a small number of puzzles.
    """
    return float(np.mean(list(metrics.values())))
