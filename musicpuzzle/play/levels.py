"""Which settings make a puzzle as hard as is wanted."""

from __future__ import annotations

from musicpuzzle.draw import Part, below
from musicpuzzle.games.settings import FEWEST_PIECES, MOST_PIECES, Game, PuzzleSettings
from musicpuzzle.play.ladder import Ladder
from musicpuzzle.settings import GAP_S

STEP = 40.0
"""Points by which each level is harder than the one before."""
_ALIKE = 30.0
"""Settings that lie no farther from what is wanted than the nearest, and this, do as well."""
_PIECES_OF_PARTS = (3, 4, 6)


def all_settings(game: Game) -> tuple[PuzzleSettings, ...]:
    """Every number of pieces and gap that a mode may choose."""
    if game != "jigsaw":
        return tuple(PuzzleSettings(pieces=n, game=game) for n in _PIECES_OF_PARTS)
    return tuple(
        PuzzleSettings(pieces=n, gap_s=gap_s)
        for n in range(FEWEST_PIECES, MOST_PIECES + 1)
        for gap_s in GAP_S.choices
    )


def nearest_settings(ladder: Ladder, game: Game, rating: float, *draw: Part) -> PuzzleSettings:
    """Settings whose puzzles are rated nearest to `rating`; `draw` decides among the nearest."""
    away = {
        settings: abs(ladder.puzzle_rating(settings).value - rating)
        for settings in all_settings(game)
    }
    limit = min(away.values()) + _ALIKE
    near = [settings for settings, distance in away.items() if distance <= limit]
    return near[below(len(near), "level", *draw)]


def levels(ladder: Ladder, game: Game) -> tuple[PuzzleSettings, ...]:
    """Settings from the easiest up, each at least `STEP` points harder than the one before."""
    rated = sorted(
        (ladder.puzzle_rating(settings).value, number, settings)
        for number, settings in enumerate(all_settings(game))
    )
    chosen, last = [rated[0][2]], rated[0][0]
    for value, _, settings in rated:
        if value >= last + STEP:
            chosen.append(settings)
            last = value
    return tuple(chosen)
