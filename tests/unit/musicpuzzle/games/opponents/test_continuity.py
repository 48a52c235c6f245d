from __future__ import annotations

import numpy as np
import pytest

from musicpuzzle.audio.clip import Clip
from musicpuzzle.games.opponents import opponent

RATE_HZ = 22_050
N = 6
# Of a true order 0..5, as it is dealt.
DEAL = (3, 5, 0, 2, 4, 1)


def pieces(rate_hz: int = RATE_HZ, gains: tuple[float, ...] = (1.0,) * N) -> list[Clip]:
    """A tone with overtones that rises through all pieces, under a hiss of its own in each."""
    rng = np.random.default_rng(0)
    time_s = np.arange(N * rate_hz) / rate_hz
    phase = 2 * np.pi * (200 * time_s + 60 * time_s**2)
    sound = sum(np.sin(k * phase) / k for k in (1, 2, 3)) + 0.05 * rng.normal(size=len(time_s))
    cut = np.reshape(0.1 * sound, (N, 1, rate_hz)).astype(np.float32)
    return [Clip(gains[k] * cut[k], rate_hz) for k in DEAL]


@pytest.mark.parametrize("rate_hz", [22_050, 44_100])
def test_a_rising_tone_is_put_in_order(rate_hz: int) -> None:
    thought = opponent("continuity").think(pieces(rate_hz))
    assert [DEAL[piece] for piece in thought.order] == list(range(N))
    assert thought.score > 0


def test_log_odds_tell_true_joins_from_false_ones() -> None:
    odds = opponent("continuity").think(pieces()).log_odds
    true = [odds[DEAL.index(k), DEAL.index(k + 1)] for k in range(N - 1)]
    false = [odds[i, j] for i in range(N) for j in range(N) if DEAL[j] != DEAL[i] + 1 and i != j]
    assert min(true) > 0
    assert min(true) > max(false)


def test_level_counts_for_little() -> None:
    louder = pieces(gains=(2.0, 0.5, 1.4, 0.7, 2.0, 0.5))
    thought = opponent("continuity").think(louder)
    assert [DEAL[piece] for piece in thought.order] == list(range(N))


def test_a_piece_is_seen_alone() -> None:
    odds = opponent("continuity").think(pieces()).log_odds
    some = opponent("continuity").think(pieces()[:3]).log_odds
    assert np.array_equal(odds[:3, :3], some)


def test_only_the_edges_are_looked_at() -> None:
    changed = pieces()
    for piece in changed:
        piece.samples[:, 3200:-3200] = 0
    before = opponent("continuity").think(pieces()).log_odds
    assert np.array_equal(before, opponent("continuity").think(changed).log_odds)
