"""What all opponents that look at log-mels share, so that these are computed once a puzzle."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.progress import Check
from musicpuzzle.features.logmel import piece_log_mel
from musicpuzzle.games.opponents.thinking import StagedOpponent

LogMel = NDArray[np.float32]
LogMels = list[LogMel]


class LogMelOpponent(StagedOpponent[LogMels]):
    """An opponent whose features are log-mels."""

    feature_kind = "log-mel"

    def features(self, pieces: Sequence[Clip], check: Check) -> LogMels:
        """Log-mels, float32 (128, frames) each."""
        log_mels = []
        for piece in pieces:
            check()
            log_mels.append(piece_log_mel(piece))
        return log_mels
