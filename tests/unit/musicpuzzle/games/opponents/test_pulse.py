"""The opponent that keeps the beat, on clicks in bars that are all alike."""

from __future__ import annotations

import numpy as np
import pytest

from musicpuzzle.audio.clip import Clip
from musicpuzzle.games.opponents import opponent

RATE_HZ = 22_050


def _pieces(n: int, piece_s: float, gap_s: float) -> list[Clip]:
    """Cut from bars of 2.7 s, each with the same nine clicks of noise at odd places."""
    rng = np.random.default_rng(4)
    bar = np.zeros(round(2.7 * RATE_HZ), dtype=np.float32)
    for start in (rng.random(9) * (len(bar) - 900)).astype(int):
        bar[start : start + 900] += (rng.normal(size=900) * np.hanning(900)).astype(np.float32)
    song = np.tile(bar, 2 + int(n * (piece_s + gap_s) / 2.7))[None] * 0.3
    song += rng.normal(size=song.shape).astype(np.float32) * 1e-3
    step, length = round((piece_s + gap_s) * RATE_HZ), round(piece_s * RATE_HZ)
    return [Clip(song[:, k * step : k * step + length], RATE_HZ) for k in range(n)]


@pytest.mark.parametrize("gap_s", [0.0, 0.4, 1.0])
def test_it_finds_the_order_in_which_one_pulse_goes_on(gap_s: float) -> None:
    thought = opponent("pulse").think([_pieces(4, 4.1, gap_s)[k] for k in (2, 0, 3, 1)])
    assert thought.order == (1, 3, 0, 2)
    assert thought.log_odds[[1, 3, 0], [3, 0, 2]].min() > 0


def test_pieces_of_other_lengths_are_compared_at_the_join() -> None:
    whole = _pieces(3, 4.1, 0.2)
    cut = [whole[0], whole[1], Clip(whole[2].samples[:, : round(3.9 * RATE_HZ)], RATE_HZ)]
    assert opponent("pulse").think([cut[k] for k in (1, 2, 0)]).order == (2, 0, 1)
