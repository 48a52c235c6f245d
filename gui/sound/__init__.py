"""What sounds: one player for pieces, rows and songs, silent where there is no sound device."""

from .player import SILENCE_DBFS, Player, PlayState
from .program import SAMPLE_RATE_HZ

__all__ = ["SAMPLE_RATE_HZ", "SILENCE_DBFS", "PlayState", "Player"]
