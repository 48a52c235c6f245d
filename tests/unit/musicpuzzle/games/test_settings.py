from __future__ import annotations

from math import inf, nan

import pytest

from musicpuzzle.errors import PuzzleError
from musicpuzzle.games.settings import PuzzleSettings


def test_as_the_game_begins() -> None:
    settings = PuzzleSettings()
    assert (settings.pieces, settings.gap_s, settings.total_s) == (6, 0.25, 24.0)
    assert settings.piece_s == 4.0
    assert settings.window_s == 25.25


@pytest.mark.parametrize("pieces", [2, 13, -1, nan])
def test_too_few_and_too_many_pieces(pieces: int) -> None:
    with pytest.raises(PuzzleError, match="3 to 12 pieces"):
        PuzzleSettings(pieces=pieces)


@pytest.mark.parametrize("gap_s", [-0.1, 1.01, 5.0, nan, inf])
def test_a_gap_out_of_range(gap_s: float) -> None:
    with pytest.raises(PuzzleError, match="0 to 1 s"):
        PuzzleSettings(gap_s=gap_s)


@pytest.mark.parametrize("total_s", [0.0, -24.0, 11.9, 601.0, nan, inf])
def test_pieces_too_short_or_long(total_s: float) -> None:
    with pytest.raises(PuzzleError, match="12 to 600 s together"):
        PuzzleSettings(pieces=12, total_s=total_s)


def test_outside_the_jigsaw_only_the_number_of_pieces_is_chosen() -> None:
    for game in ("sequencing", "medley"):
        settings = PuzzleSettings(pieces=4, game=game)
        assert settings == PuzzleSettings(4, 0.5, 12.0, True, game)
        assert (settings.piece_s, settings.gap_s, settings.on_beats) == (8.0, 0.0, False)
        assert settings != PuzzleSettings(pieces=4)


def test_a_game_that_is_not_there() -> None:
    with pytest.raises(PuzzleError, match="no game 'chess'; there are jigsaw, sequencing, medley"):
        PuzzleSettings(game="chess")  # type: ignore[arg-type]
