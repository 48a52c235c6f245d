"""What `continuity` compares: the spectra on the two sides of a join."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from musicpuzzle.features.logmel import mel_centres_hz
from musicpuzzle.games.opponents.continuity import Continuity, Edges
from musicpuzzle.review.evidence import SpectraEvidence
from musicpuzzle.review.parts import Pair

_PLACE_BANDS = 8


def spectra_evidence(player: Continuity, edges: Edges, pair: Pair) -> SpectraEvidence:
    """The spectra before and after a join, and the eight bands in which they differ most.

    Args:
        player: whose log-odds are asked for.
        edges: what its `features` gave for all pieces.
        pair: the piece before and the piece after the join.
    """
    starts, ends = edges
    i, j = pair
    before, after = (edge - edge.mean() for edge in (ends[i], starts[j]))
    squares = (before - after) ** 2
    sums = sliding_window_view(squares, _PLACE_BANDS).sum(axis=1)
    first = int(sums.argmax())
    centres_hz = mel_centres_hz()
    log_odds = player.scores(edges, lambda: None, 0)[i, j]
    return SpectraEvidence(
        pair=pair,
        log_odds=float(log_odds),
        centres_hz=centres_hz,
        before=before,
        after=after,
        place_hz=(float(centres_hz[first]), float(centres_hz[first + _PLACE_BANDS - 1])),
        place_share=float(sums[first] / max(squares.sum(), np.finfo(np.float64).tiny)),
    )
