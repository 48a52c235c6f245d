"""What games and modes are called on every page."""

from __future__ import annotations

from musicpuzzle.games.settings import Game
from musicpuzzle.play.records import ModeName

GAME_TITLES: dict[Game, str] = {
    "jigsaw": "Jigsaw",
    "sequencing": "Sequencing",
    "medley": "Medley",
}
MODE_TITLES: dict[ModeName, str] = {
    "casual": "Casual",
    "rated": "Rated",
    "daily": "Daily",
    "streak": "Streak",
    "storm": "Storm",
    "replay": "Replay",
}
