"""Held-out puzzles: always the same, and scored by joins and whole orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
import torch

from musicpuzzle.features.logmel import frames_of
from musicpuzzle.models.network import Embedding, PairNetwork
from trainer.data.songs import Song
from trainer.train.validation import (
    FEWEST_PUZZLES,
    MOST_PUZZLES,
    HeldOut,
    affordable_puzzles,
    held_out_puzzles,
    selection_score,
    validate,
)

AUTOCAST = {"device_type": "cpu", "dtype": torch.bfloat16, "enabled": False}


class Counting(PairNetwork):
    """Says that a piece follows when its level is one higher; `sign` turns that round."""

    def __init__(self, sign: float = 1.0) -> None:
        super().__init__()
        self.sign = sign

    def embed(self, log_mels: torch.Tensor) -> Embedding:
        return log_mels.mean((1, 2))

    def score_pairs(self, first: Embedding, second: Embedding) -> torch.Tensor:
        assert isinstance(first, torch.Tensor)
        assert isinstance(second, torch.Tensor)
        return -(second - first - self.sign).abs()


def puzzle(gap_s: float, *levels: int) -> HeldOut:
    pieces = np.array(levels, np.float16)[:, None, None] + np.zeros((128, 40), np.float16)
    return HeldOut(gap_s, pieces)


def test_joins_and_whole_orders_are_counted_for_each_gap() -> None:
    puzzles = [puzzle(0.25, 1, 2, 3, 4), puzzle(0.25, 1, 2, 4, 3), puzzle(0.5, 4, 3, 2, 1)]
    metrics = validate(Counting(), puzzles, AUTOCAST)
    assert metrics == {
        "pair_accuracy_0.25": pytest.approx((1 + 1 / 3) / 2),
        "global_accuracy_0.25": 0.5,
        "pair_accuracy_0.5": 0.0,
        "global_accuracy_0.5": 0.0,
    }
    backwards = validate(Counting(-1.0), puzzles[2:], AUTOCAST)
    assert backwards == {"pair_accuracy_0.5": 1.0, "global_accuracy_0.5": 1.0}
    assert selection_score(backwards) == 1.0


def test_the_network_is_left_in_its_mode() -> None:
    network = Counting()
    for training in (True, False):
        network.train(training)
        validate(network, [puzzle(0.25, 1, 2, 3, 4)], AUTOCAST)
        assert network.training is training


def test_giving_up_leaves_no_metrics() -> None:
    asked = iter([False, True, True, True])
    puzzles = [puzzle(0.25, 1, 2, 3, 4)] * 3
    assert validate(Counting(), puzzles, AUTOCAST, lambda: next(asked)) is None
    assert validate(Counting(), [], AUTOCAST) == {}


def test_puzzles_are_the_same_each_time_and_half_are_disguised(songs: Sequence[Song]) -> None:
    one, other = (held_out_puzzles(songs, 1.5, 6) for _ in range(2))
    assert [p.gap_s for p in one] == [0.25] * 6 + [0.5] * 6
    assert all(p.pieces.shape == (4, 128, frames_of(1.5)) for p in one)
    for a, b in zip(one, other, strict=True):
        np.testing.assert_array_equal(a.pieces, b.pieces)


@pytest.mark.parametrize(
    ("puzzle_s", "count"), [(0.18, 100), (1.0, FEWEST_PUZZLES), (1e-4, MOST_PUZZLES)]
)
def test_a_validation_takes_a_hundredth_of_the_run(
    puzzle_s: float, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [100.0]
    trial = [puzzle(0.25, 1, 2, 3, 4), puzzle(0.5, 1, 2, 3, 4)]
    monkeypatch.setattr("trainer.train.validation.time.perf_counter", lambda: clock[0])

    def solve(puzzles: Sequence[HeldOut]) -> None:
        clock[0] += puzzle_s * len(puzzles)

    # 36 s of an hour, for two gaps.
    assert affordable_puzzles(60.0, trial, solve) == count
    assert affordable_puzzles(None, trial, solve) == FEWEST_PUZZLES
    assert affordable_puzzles(60.0, [], solve) == FEWEST_PUZZLES


def test_more_puzzles_begin_with_the_same_ones(songs: Sequence[Song]) -> None:
    few, many = (
        [p for p in held_out_puzzles(songs, 1.5, count) if p.gap_s == 0.5] for count in (3, 5)
    )
    for a, b in zip(few, many[:3], strict=True):
        np.testing.assert_array_equal(a.pieces, b.pieces)


def test_songs_that_will_not_do_are_passed_over(songs: Sequence[Song]) -> None:
    silent = replace(songs[0], variants=(np.zeros((128, 900), np.float16),))
    assert len(held_out_puzzles([silent, *songs], 1.5, 10)) == 2 * 8
    assert held_out_puzzles([silent], 1.5, 4) == []
    assert held_out_puzzles(songs, 6.0, 4) == []
    assert held_out_puzzles([], 1.5, 4) == []
