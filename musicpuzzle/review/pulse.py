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
from musicpuzzle.games.opponents.log_mels import LogMelOpponent, LogMels
from musicpuzzle.games.opponents.network import NetworkOpponent
from musicpuzzle.games.opponents.pulse import PulseOpponent
from musicpuzzle.games.opponents.scoring import edges
from musicpuzzle.games.order import Matrix
from musicpuzzle.models.pairs import score_all
from musicpuzzle.models.pulse import repetitions
from musicpuzzle.models.sen_plus import SENPlus
from musicpuzzle.review.parts import Parts

Edges = tuple[torch.Tensor, torch.Tensor]


def parts_of(
    player: LogMelOpponent, log_mels: LogMels, pieces: Sequence[Clip], *, check: Check = unchecked
) -> Parts | None:
    """What an opponent's log-odds add up from; None for one that does not follow the beat.

    Args:
        player: whose log-odds they are.
        log_mels: of all pieces of the puzzle, float32 (128, frames) each.
        pieces: the pieces themselves, in the same order.
        check: called between steps; it may raise to give up.

    Raises:
        ModelError: the opponent's model cannot be loaded.
    """
    compared = edges(log_mels)
    if isinstance(player, PulseOpponent):
        odds = player.under_each_gap(log_mels, check)
        gap = best_hypothesis(odds)
        return _parts(None, odds[gap], gap, compared, pieces)
    if not isinstance(player, NetworkOpponent):
        return None
    network = player.network
    # Others, too, may hear all pieces together, but not their pulse.
    if not isinstance(network, SENPlus) or len(pieces) < 2:
        return None
    ends, starts = compared
    with torch.inference_mode():
        evidence = network.joint_evidence(ends[None], starts[None])
        if evidence is None:
            return None
        check()
        alone = score_all(network, ends, starts, between_batches=check)
        joint = evidence[0]
        taken = best_hypothesis(_array(alone + joint))
    check()
    # The first hypothesis is that no pulse goes through the pieces.
    left_out = taken - 1 if taken else None
    return _parts(_array(alone), _array(joint[taken]), left_out, compared, pieces)


def _parts(
    alone: Matrix | None, pulse: Matrix, gap: int | None, compared: Edges, pieces: Sequence[Clip]
) -> Parts:
    """Parts where the opponent took `gap` hops to be left out; None: no pulse that goes on."""
    if gap is None:
        n = len(pulse)
        return Parts(alone, pulse, None, np.zeros(0), _empty(0), _empty(0), _empty(n, n, 0))
    found = repetitions(*compared, gap)
    weights, within, between = (part.numpy() for part in found[1:])
    gap_s = max(0.0, gap * HOP_S - _unseen_s(pieces))
    return Parts(alone, pulse, gap_s, found.lags.numpy() * HOP_S, weights, within, between)


def _unseen_s(pieces: Sequence[Clip]) -> float:
    """How much of a piece, on average, lies after its last whole window, in seconds.

    A gap counted in hops begins there, and not where the piece ends.
    """
    samples = [round(clip.duration_s * SAMPLE_RATE_HZ) for clip in pieces]
    left = [max(0, n - WINDOW_SAMPLES) % HOP_SAMPLES for n in samples]
    return float(np.mean(left)) / SAMPLE_RATE_HZ


def _empty(*shape: int) -> NDArray[np.float32]:
    return np.zeros(shape, np.float32)


def _array(values: torch.Tensor) -> Matrix:
    return np.asarray(values.numpy(), dtype=np.float64)
