from __future__ import annotations

from itertools import pairwise

import pytest

from musicpuzzle.games.settings import GAMES, Game
from musicpuzzle.play.ladder import Ladder
from musicpuzzle.play.levels import STEP, all_settings, levels, nearest_settings

from .conftest import made_up_ladder


@pytest.mark.parametrize("game", GAMES)
@pytest.mark.parametrize("measured", [True, False])
def test_levels_get_harder_step_by_step(game: Game, *, measured: bool) -> None:
    ladder = made_up_ladder() if measured else Ladder()
    ratings = [ladder.puzzle_rating(each).value for each in levels(ladder, game)]
    assert len(ratings) >= 3
    assert all(harder >= easier + STEP for easier, harder in pairwise(ratings))
    everything = [ladder.puzzle_rating(each).value for each in all_settings(game)]
    assert ratings[0] == min(everything)
    assert ratings[-1] >= max(everything) - STEP


@pytest.mark.parametrize("rating", [200, 1050, 1234, 1500, 4000])
def test_the_nearest_are_as_near_as_any(rating: float) -> None:
    ladder = made_up_ladder()
    away = {each: abs(ladder.puzzle_rating(each).value - rating) for each in all_settings("jigsaw")}
    chosen = {nearest_settings(ladder, "jigsaw", rating, "run", number) for number in range(30)}
    assert all(away[each] <= min(away.values()) + STEP for each in chosen)
    again = {nearest_settings(ladder, "jigsaw", rating, "run", number) for number in range(30)}
    assert again == chosen


def test_rounds_of_one_strength_differ() -> None:
    ladder = made_up_ladder()
    chosen = {nearest_settings(ladder, "jigsaw", 1250, "run", number) for number in range(30)}
    assert len(chosen) > 1
