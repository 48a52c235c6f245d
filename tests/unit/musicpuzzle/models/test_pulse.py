"""The pulse that goes on through all pieces: against sums written out, and on music with a beat."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from musicpuzzle.features.logmel import HOP_S, HOP_SAMPLES, MELS, WINDOW_SAMPLES
from musicpuzzle.models.pulse import ALL_ONSETS, GAPS, Pulse, agreements, hypothesis

LOST = WINDOW_SAMPLES // HOP_SAMPLES - 1


def _beats(n: int, frames: int, step: int, period: int, seed: int = 0) -> torch.Tensor:
    """Pieces of a song whose every bar of `period` frames is the same; each begins `step` later."""
    bar = np.random.default_rng(seed).exponential(size=(MELS, period)) ** 2
    song = np.tile(bar, 2 + (n * step + frames) // period)
    cut = np.stack([song[:, k * step : k * step + frames] for k in range(n)])
    return torch.from_numpy(cut.astype(np.float32))[None]


def _correlation(first: np.ndarray, second: np.ndarray, lag: int) -> float:
    """Sum over time of first(t) second(t + lag), both (bands, frames)."""
    frames = first.shape[1]
    pairs = [(t, t + lag) for t in range(frames) if 0 <= t + lag < frames]
    return float(sum(first[:, t] @ second[:, u] for t, u in pairs))


def _level(piece: np.ndarray) -> np.ndarray:
    pooled = piece.reshape(16, MELS // 16, -1).mean(1)
    centred = pooled - pooled.mean(1, keepdims=True)
    return np.asarray(centred / np.sqrt((centred**2).sum()))


@pytest.mark.parametrize("gap", [0, 7])
def test_agreement_of_levels_equals_sums_written_out(gap: int) -> None:
    n, frames = 3, 60
    pieces = np.random.default_rng(3).uniform(0, 9, (n, MELS, frames)).astype(np.float32)
    levels = [_level(piece.astype(float)) for piece in pieces]
    lags = range(8, frames)
    distance = frames + LOST + gap
    own = np.array([np.mean([_correlation(x, x, lag) for x in levels]) for lag in lags])
    own /= 1 - np.array(lags) / frames
    overlap = (np.array(lags) - LOST - gap) / frames
    weights = np.minimum(overlap, 1 - np.array(lags) / frames)
    weights = np.where(weights * frames * HOP_S >= 0.5, weights, 0.0)
    inside = weights > 0
    expected = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            other = np.array([_correlation(levels[i], levels[j], lag - distance) for lag in lags])
            a, b, w = own[inside], (other[inside] / overlap[inside]), weights[inside]
            a, b = a - np.average(a, weights=w), b - np.average(b, weights=w)
            spread = np.average(a**2, weights=w) * np.average(b**2, weights=w)
            expected[i, j] = np.average(a * b, weights=w) / np.sqrt(spread)
    given = torch.from_numpy(pieces)[None]
    # Half a second of lags is needed to be trusted.
    expected *= min(1.0, weights.sum() ** 2 / (weights**2).sum() * HOP_S / 0.5)
    agreement = agreements(given, given)[0][0, gap, :, :, ALL_ONSETS + 1]
    assert np.allclose(agreement.numpy(), expected, atol=5e-3)


@pytest.mark.parametrize("gap", [0, 11, 43])
def test_a_pulse_that_goes_on_agrees_under_the_true_gap(gap: int) -> None:
    frames, period = 255, 43
    step = frames + LOST + gap
    pieces = _beats(4, frames, step, period)
    agreement = agreements(pieces, pieces)[0][0, ..., ALL_ONSETS]
    true = agreement[hypothesis(step, frames) - 1]
    joins = true[range(3), range(1, 4)]
    assert float(joins.min()) > 0.9
    # Other hypotheses agree too where they differ by whole bars, and only there.
    unlike = [h for h in range(GAPS) if min((h - gap) % period, (gap - h) % period) > 2]
    assert float(agreement[unlike][:, range(3), range(1, 4)].mean(1).max()) < 0.5


def test_a_few_lags_never_agree_much() -> None:
    frames = 83  # of 2 s
    noise = torch.rand(1, 12, MELS, frames, generator=torch.Generator().manual_seed(1)) * 9
    agreement = agreements(noise, noise)[0]
    few = [gap for gap in range(GAPS) if frames - 2 * 22 - LOST - gap < 6]
    assert few
    assert float(agreement[0, few].abs().max()) < 0.3


def test_gain_changes_nothing_where_the_level_is_far_from_silence() -> None:
    pieces = _beats(3, 120, 130, 29) + 5.0
    quieter = pieces - torch.tensor([0.0, 1.0, 0.4])[None, :, None, None]
    one, other = (agreements(each, each)[0] for each in (pieces, quieter))
    torch.testing.assert_close(one, other, atol=1e-3, rtol=0)


def test_hypotheses_name_what_was_left_out() -> None:
    assert hypothesis(255 + LOST, 255) == 1
    assert hypothesis(255 + LOST + 10, 255) == 11
    assert hypothesis(255 + LOST + 10_000, 255) == GAPS


@pytest.mark.parametrize("frames", [40, 60, 341])
def test_short_and_silent_pieces_give_numbers(frames: int) -> None:
    pieces = _beats(3, frames, frames + 20, 33)
    pieces[0, 1] = 0.0
    odds = Pulse()(pieces, pieces)
    assert odds.shape == (1, 1 + GAPS, 3, 3)
    assert odds.isfinite().all()


def test_no_pulse_speaks_for_no_join() -> None:
    pulse, pieces = Pulse(), _beats(4, 100, 110, 21)
    with torch.no_grad():
        pulse.no_pulse.fill_(6.0)
        odds = pulse(pieces, pieces)
    torch.testing.assert_close(odds[0, 0], torch.full((4, 4), 2.0))


def test_ends_and_starts_may_be_different_stretches() -> None:
    frames, period, step = 200, 43, 260
    longer = _beats(4, 250, step, period)
    agreement = agreements(longer[..., -frames:], longer[..., :frames])[0][0, ..., ALL_ONSETS]
    # The end that is looked at begins 50 frames later than its piece.
    true = agreement[hypothesis(step - 50, frames) - 1]
    assert float(true[range(3), range(1, 4)].min()) > 0.9
