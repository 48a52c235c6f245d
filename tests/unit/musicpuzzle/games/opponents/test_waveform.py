from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from musicpuzzle.audio.clip import Clip
from musicpuzzle.games.opponents import opponent
from musicpuzzle.games.puzzle import pieces_of, window_of
from musicpuzzle.games.settings import PuzzleSettings

from ..material import make_puzzle

SETTINGS = PuzzleSettings(pieces=8, gap_s=0.0, total_s=8.0)


def dealt(song: Clip, seed: int) -> tuple[list[Clip], tuple[int, ...]]:
    puzzle = make_puzzle(song, "id", SETTINGS, seed)
    return pieces_of(puzzle, window_of(puzzle, song)), puzzle.truth


@pytest.mark.parametrize("seed", range(3))
def test_a_wave_that_runs_on_across_the_cuts_is_put_together(song: Clip, seed: int) -> None:
    pieces, truth = dealt(song, seed)
    thought = opponent("waveform").think(pieces)
    assert thought.order == truth
    assert thought.score > 0


@pytest.mark.parametrize("sign", [1, -1])
def test_gain_does_not_matter(song: Clip, sign: int) -> None:
    pieces, truth = dealt(song, 1)
    gains_db = np.random.default_rng(0).uniform(-6, 6, len(pieces))
    louder = [
        Clip(piece.samples * np.float32(10 ** (sign * gain_db / 20)), piece.sample_rate_hz)
        for piece, gain_db in zip(pieces, gains_db, strict=True)
    ]
    thought = opponent("waveform").think(louder)
    assert thought.order == truth
    plain = opponent("waveform").think(pieces).log_odds
    for a, b in pairwise(truth):
        assert thought.log_odds[a, b] == pytest.approx(plain[a, b], abs=0.5)


def test_a_wave_turned_upside_down_does_not_run_on(song: Clip) -> None:
    pieces, truth = dealt(song, 2)
    a, b = truth[3:5]
    turned = list(pieces)
    turned[b] = Clip(-pieces[b].samples, pieces[b].sample_rate_hz)
    before, after = (opponent("waveform").think(heard).log_odds[a, b] for heard in (pieces, turned))
    assert after < before - 1


def test_only_fifty_milliseconds_at_the_edges_are_looked_at(song: Clip) -> None:
    pieces, _ = dealt(song, 0)
    blank = [Clip(piece.samples.copy(), piece.sample_rate_hz) for piece in pieces]
    for piece in blank:
        piece.samples[:, 2300:-2300] = 0
    before, after = (opponent("waveform").think(heard).log_odds for heard in (pieces, blank))
    assert np.array_equal(before, after)


def test_silent_edges_give_numbers() -> None:
    silent = Clip(np.zeros((2, 4000), np.float32), 44_100)
    noise = np.random.default_rng(0).normal(size=(2, 4000)).astype(np.float32)
    odds = opponent("waveform").think([silent, Clip(noise, 44_100), silent]).log_odds
    assert np.isfinite(odds[~np.eye(3, dtype=bool)]).all()
    assert odds[0, 2] > odds[0, 1]
