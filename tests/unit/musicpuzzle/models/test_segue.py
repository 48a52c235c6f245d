"""Segue: repetitions against sums written out, and ratios of tempi that are known."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from musicpuzzle.features.logmel import HOP_S, MELS
from musicpuzzle.models.segue import CLIMBS, FALLS, Segue, repetitions, stretched_agreement

STEP = np.log(3.0 / 0.25) / 239
SAME = 18


def _clicks(bpm: float, frames: int, seed: int = 0) -> torch.Tensor:
    """A log-mel whose beats, each with colours of its own, come `bpm` times a minute."""
    rng = np.random.default_rng(seed)
    bands = np.zeros((MELS, frames), np.float32)
    beat_frames = np.arange(rng.uniform(0, 0.5), frames * HOP_S, 60 / bpm) / HOP_S
    for frame in beat_frames:
        # Between two frames a beat is shared by both.
        first = int(frame)
        strength = rng.uniform(4, 9, MELS)
        for at, share in ((first, 1 - frame % 1), (first + 1, frame % 1)):
            if at < frames:
                bands[:, at] += (strength * share).astype(np.float32)
    return torch.from_numpy(bands)


def test_repetitions_equal_sums_written_out() -> None:
    frames = 120
    piece = np.random.default_rng(1).uniform(0, 9, (MELS, frames))
    rise = np.maximum(0, np.diff(piece, axis=1)).reshape(16, 8, -1).mean(1)
    window = np.hanning(45)[1:-1] / np.hanning(45)[1:-1].sum()
    sharp = np.maximum(0, rise - [np.convolve(band, window, mode="same") for band in rise])
    sharp -= sharp.mean(1, keepdims=True)
    n = frames - 1
    sums = [(sharp[:, : n - lag] * sharp[:, lag:]).sum() / (n - lag) for lag in range(n)]
    lags = np.geomspace(0.25, 3.0, 240) / HOP_S
    known = lags < 0.6 * n
    values = np.interp(lags, range(n), np.array(sums) / sums[0]) * known
    expected = np.zeros(240)
    for k in np.flatnonzero(known):
        near = [m for m in np.flatnonzero(known) if abs(m - k) <= 30]
        weights = np.hanning(61)[[m - k + 30 for m in near]]
        expected[k] = values[k] - np.average(values[near], weights=weights)
    given = torch.from_numpy(piece.astype(np.float32))[None, None]
    np.testing.assert_allclose(repetitions(given)[0, 0].numpy(), expected, atol=2e-5)


@pytest.mark.parametrize(("first_bpm", "second_bpm"), [(100, 106), (128, 120), (90, 90)])
def test_the_agreement_is_best_where_the_stretch_makes_up_for_the_tempo(
    first_bpm: float, second_bpm: float
) -> None:
    pieces = torch.stack([_clicks(first_bpm, 340), _clicks(second_bpm, 340, 1)])[None]
    agreement = stretched_agreement(pieces, pieces)[0]
    expected = SAME + np.log(first_bpm / second_bpm) / STEP
    assert abs(int(agreement[0, 1].argmax()) - expected) <= 1
    assert agreement[0, 0, SAME].item() == pytest.approx(1.0, abs=1e-5)
    np.testing.assert_allclose(agreement[0, 1], agreement[1, 0].flip(0), atol=1e-5)


def test_what_climbs_forwards_falls_backwards() -> None:
    torch.manual_seed(1)
    network = Segue()
    pieces = torch.stack([_clicks(100 + 6 * k, 200, k) for k in range(3)])[None]
    evidence = network.joint_evidence(pieces, pieces)[0]
    assert evidence.shape == (2, 3, 3)
    torch.testing.assert_close(evidence[CLIMBS], evidence[FALLS].T)


def test_pieces_of_the_shortest_length_and_silence_give_numbers() -> None:
    network = Segue().eval()
    for pieces in (torch.rand(1, 3, MELS, 40), torch.zeros(1, 3, MELS, 60)):
        assert network.joint_evidence(pieces, pieces).isfinite().all()
        assert network(pieces[0, :2], pieces[0, 1:]).isfinite().all()
