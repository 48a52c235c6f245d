from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from musicpuzzle.audio.clip import Clip
from musicpuzzle.games.opponents.thinking import (
    CancelledError,
    Check,
    Matrix,
    SharedFeatures,
    StagedOpponent,
)

PIECES = [Clip(np.full((1, 10), k, np.float32), 100) for k in range(4)]


class Known(StagedOpponent[list[float]]):
    """Scores by the first sample: the next number follows."""

    def __init__(self) -> None:
        super().__init__("known")
        self.stages: list[str] = []

    def prepare(self) -> None:
        self.stages.append("prepare")

    def features(self, pieces: Sequence[Clip], check: Check) -> list[float]:
        self.stages.append("features")
        return [float(piece.samples[0, 0]) for piece in pieces]

    def scores(self, features: list[float], check: Check, seed: int) -> Matrix:
        self.stages.append("scores")
        check()
        first, second = np.meshgrid(features, features, indexing="ij")
        return np.where(second == first + 1, 2.0, -1.0)


def test_a_thought_is_the_best_order_over_the_scores() -> None:
    player = Known()
    thought = player.think([PIECES[k] for k in (2, 0, 3, 1)])
    assert thought.order == (1, 3, 0, 2)
    assert thought.score == 6.0
    assert player.stages == ["prepare", "features", "scores"]
    assert thought.log_odds.dtype == np.float64
    assert np.isneginf(np.diag(thought.log_odds)).all()
    assert np.isfinite(thought.log_odds[~np.eye(4, dtype=bool)]).all()


def test_each_stage_is_timed() -> None:
    seconds = Known().think(PIECES).seconds
    assert list(seconds) == ["features", "scores", "order"]
    assert all(0 <= taken < 5 for taken in seconds.values())


@pytest.mark.parametrize(
    ("answers", "done"),
    [
        ([True], []),
        ([False, True], ["prepare", "features"]),
        ([False, False, True], ["prepare", "features", "scores"]),
        ([False, False, False, True], ["prepare", "features", "scores"]),
    ],
)
def test_a_thought_is_given_up_between_stages(answers: list[bool], done: list[str]) -> None:
    player = Known()
    remaining = iter(answers)
    with pytest.raises(CancelledError):
        player.think(PIECES, cancelled=lambda: next(remaining))
    assert player.stages == done


class Sharing(Known):
    """Shares its features with its kind."""

    feature_kind = "first sample"


def test_opponents_of_one_kind_compute_features_once_and_all_count_the_time() -> None:
    shared: SharedFeatures = {}
    one, other, apart = Sharing(), Sharing(), Known()
    first, second = (player.think(PIECES, shared=shared) for player in (one, other))
    assert (first.order, first.score) == (second.order, second.score)
    assert one.stages == ["prepare", "features", "scores"]
    assert other.stages == ["prepare", "scores"]
    assert first.seconds["features"] == second.seconds["features"] > 0
    apart.think(PIECES, shared=shared)
    assert apart.stages == ["prepare", "features", "scores"]
    other.think(PIECES[::-1])
    assert other.stages[-2:] == ["features", "scores"]


def test_the_seed_decides_between_equally_good_orders() -> None:
    same = [PIECES[0]] * 4
    orders = {Known().think(same, seed=seed).order for seed in range(100)}
    assert len(orders) > 20
