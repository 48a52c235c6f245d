"""The colour and the stroke of each game in plots: the one never without the other."""

from __future__ import annotations

from PySide6.QtCore import Qt

from musicpuzzle.games.settings import Game

from ..theme.colour import oklch
from ..theme.tokens import Tokens

_HUES_DEG: dict[Game, float] = {"jigsaw": 262.0, "sequencing": 50.0, "medley": 165.0}
STROKES: dict[Game, Qt.PenStyle] = {
    "jigsaw": Qt.PenStyle.SolidLine,
    "sequencing": Qt.PenStyle.DashLine,
    "medley": Qt.PenStyle.DotLine,
}


def game_colour(tokens: Tokens, game: Game) -> str:
    """A colour that is told from the surface and from the other games' by 3:1 and by its hue."""
    return oklch(0.76 if tokens.dark else 0.54, 0.15, _HUES_DEG[game])
