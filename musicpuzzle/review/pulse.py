"""The beat behind an opponent's scores: see `musicpuzzle.models.pulse`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.progress import Check, unchecked
from musicpuzzle.features.logmel import HOP_S, HOP_SAMPLES, SAMPLE_RATE_HZ, WINDOW_SAMPLES
from musicpuzzle.games.hypotheses import best_hypothesis
from musicpuzzle.games.opponents.log_mels import LogMels
from musicpuzzle.games.opponents.pulse import PulseOpponent
from musicpuzzle.games.opponents.scoring import edges
from musicpuzzle.models.network import PairNetwork, PieceNetwork
from musicpuzzle.models.pairs import score_all
from musicpuzzle.models.pulse import repetitions
from musicpuzzle.review.parts import Matrix, Parts

Edges = tuple[torch.Tensor, torch.Tensor]


def parts_of_network(
    network: PieceNetwork, log_mels: LogMels, *, unseen_s: float = 0.0, check: Check = unchecked
) -> Parts | None:
    """What a network's log-odds add up from; None for one that does not follow the beat.

    Args:
        network: in evaluation mode.
        log_mels: of all pieces of the puzzle, float32 (128, frames) each.
        unseen_s: see `unseen_s`.
        check: called between steps; it may raise to give up.
    """
    if not isinstance(network, PairNetwork) or len(log_mels) < 2:
        return None
    with torch.inference_mode():
        ends, starts = edges(log_mels)
        evidence = network.joint_evidence(ends[None], starts[None])
        if evidence is None:
            return None
        check()
        alone = _array(score_all(network, ends, starts, between_batches=check))
    check()
    joint = _array(evidence[0])
    taken = best_hypothesis(alone + joint)
    # The first hypothesis is that no pulse goes through the pieces.
    gap = taken - 1 if taken else None
    return _parts(alone, joint[taken], gap, (ends, starts), unseen_s)


def parts_of_pulse(
    player: PulseOpponent,
    log_mels: LogMels,
    *,
    unseen_s: float = 0.0,
    check: Check = unchecked,
) -> Parts:
    """The same for the opponent that hears nothing but the beat."""
    odds = player.under_each_gap(log_mels, check)
    gap = best_hypothesis(odds)
    return _parts(None, odds[gap], gap, edges(log_mels), unseen_s)


def unseen_s(pieces: Sequence[Clip]) -> float:
    """How much of a piece, on average, lies after its last whole window, in seconds.

    A gap counted in hops begins there, and not where the piece ends.
    """
    samples = [round(clip.duration_s * SAMPLE_RATE_HZ) for clip in pieces]
    left = [max(0, n - WINDOW_SAMPLES) % HOP_SAMPLES for n in samples]
    return float(np.mean(left)) / SAMPLE_RATE_HZ


def _parts(
    alone: Matrix | None, pulse: Matrix, gap: int | None, compared: Edges, unseen: float
) -> Parts:
    n = len(pulse)
    lags_s, weights, within = np.zeros(0), _empty(0), _empty(0)
    between = _empty(n, n, 0)
    if gap is not None:
        found = repetitions(*compared, gap)
        lags_s = found.lags.numpy() * HOP_S
        weights, within, between = (part.numpy() for part in found[1:])
    gap_s = None if gap is None else max(0.0, gap * HOP_S - unseen)
    return Parts(alone, pulse, gap_s, lags_s, weights, within, between)


def _empty(*shape: int) -> NDArray[np.float32]:
    return np.zeros(shape, np.float32)


def _array(values: torch.Tensor) -> Matrix:
    return np.asarray(values.numpy(), dtype=np.float64)
