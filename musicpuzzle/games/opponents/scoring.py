"""What a network thinks of pieces as they are dealt: of any length, also very short ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from musicpuzzle.audio.progress import Check
from musicpuzzle.games.hypotheses import under_best_hypothesis
from musicpuzzle.games.opponents.log_mels import LogMel
from musicpuzzle.games.order import Matrix
from musicpuzzle.models.network import PairNetwork, PieceNetwork, TripleNetwork
from musicpuzzle.models.pairs import score_all
from musicpuzzle.models.triples import score_all as score_all_triples

FEWEST_FRAMES = 40
"""What a network needs of a piece: a second."""


def network_scores(network: PieceNetwork, log_mels: Sequence[LogMel], check: Check) -> Matrix:
    """Scores of all joins, or of all runs of three.

    Pieces of different length, as cuts on beats give them, are compared at the join: of the first
    one its end, of the second its beginning, as long as the shortest piece. A network that judges
    three pieces at a time takes them as they are.

    Args:
        network: in evaluation mode.
        log_mels: float32 (128, frames) each.
        check: called between batches; it may raise to give up.

    Returns:
        float64 (n, n), log-odds; with `PairNetwork.joint_evidence` those under the best hypothesis.
        Of a `TripleNetwork` (n, n, n), log-probabilities.
    """
    with torch.inference_mode():
        if isinstance(network, TripleNetwork):
            return _array(_triples(network, log_mels, check))
        assert isinstance(network, PairNetwork)
        ends, starts = (edge.to(network.mean.device) for edge in edges(log_mels))
        scores = score_all(network, ends, starts, between_batches=check)
        check()
        joint = network.joint_evidence(ends[None], starts[None]) if len(log_mels) > 1 else None
    if joint is None:
        return _array(scores)
    return under_best_hypothesis(_array(scores + joint[0]))


def edges(log_mels: Sequence[LogMel]) -> tuple[torch.Tensor, torch.Tensor]:
    """The last and the first frames of each piece, as many as the shortest has: (n, 128, frames).

    Where the pieces are alike in length both are the pieces themselves.
    """
    frames = max(FEWEST_FRAMES, min(bands.shape[1] for bands in log_mels))
    ends, starts = (
        torch.from_numpy(np.stack([edge(bands, frames) for bands in log_mels]))
        for edge in (end_of, beginning_of)
    )
    return ends, starts


def _triples(network: TripleNetwork, log_mels: Sequence[LogMel], check: Check) -> torch.Tensor:
    """Scores (n, n, n) of pieces, each embedded alone where their lengths differ."""
    lengths = {bands.shape[1] for bands in log_mels}
    if len(lengths) == 1 and min(lengths) >= FEWEST_FRAMES:
        batches = [np.stack(log_mels)]
    else:
        batches = [beginning_of(each, max(FEWEST_FRAMES, each.shape[1]))[None] for each in log_mels]
    embedded = []
    for batch in batches:
        check()
        embedded.append(network.embed(torch.from_numpy(batch).to(network.mean.device)))
    return score_all_triples(network, torch.cat(embedded), between_batches=check)


def beginning_of(bands: LogMel, frames: int) -> LogMel:
    """The first `frames`; a shorter piece goes on with its last one."""
    missing = max(0, frames - bands.shape[1])
    return np.pad(bands, ((0, 0), (0, missing)), mode="edge")[:, :frames]


def end_of(bands: LogMel, frames: int) -> LogMel:
    """The last `frames`; a shorter piece begins with its first one, held."""
    return beginning_of(bands[:, ::-1], frames)[:, ::-1].copy()


def _array(scores: torch.Tensor) -> Matrix:
    return np.asarray(scores.cpu().numpy(), dtype=np.float64)
