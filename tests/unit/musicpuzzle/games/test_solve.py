from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from musicpuzzle.errors import PuzzleError
from musicpuzzle.games.make import make_puzzle_from_file
from musicpuzzle.games.order import path_total
from musicpuzzle.games.puzzle import pieces_of
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.games.solve import solve

SETTINGS = PuzzleSettings(pieces=5, gap_s=0.0, total_s=7.5)


def test_a_solution_numbers_pieces_in_true_order(song_file: Path) -> None:
    solution = solve(song_file, SETTINGS, 4, "waveform")
    found = solution.to_json()
    assert found["truth"] == [1, 2, 3, 4, 5]
    assert found["shuffled"] == [place + 1 for place in solution.puzzle.deal]
    assert found["order"] == [solution.puzzle.deal[piece] + 1 for piece in solution.thought.order]
    assert found["order"] == found["truth"]
    assert (found["pair_accuracy"], found["exact"]) == (1.0, True)
    assert json.loads(json.dumps(found, allow_nan=False)) == found


@pytest.mark.parametrize("seed", range(4))
def test_a_wrong_order_is_counted_as_such(song_file: Path, seed: int) -> None:
    solution = solve(song_file, SETTINGS, seed, "chance")
    found = solution.to_json()
    order = found["order"]
    right = sum(after == before + 1 for before, after in pairwise(order))
    assert found["pair_accuracy"] == right / 4
    assert found["exact"] == (order == found["truth"])
    total = path_total(solution.thought.log_odds, solution.thought.order)
    assert found["score"] == total


def test_it_is_the_puzzle_of_the_game(song_file: Path) -> None:
    solution = solve(song_file, SETTINGS, 4, "continuity")
    puzzle, window = make_puzzle_from_file(song_file, SETTINGS, 4)
    assert solution.puzzle == puzzle
    assert len(pieces_of(puzzle, window)) == 5


def test_an_unknown_opponent_is_found_out_before_the_song_is_read() -> None:
    with pytest.raises(PuzzleError, match="no opponent"):
        solve("missing.wav", SETTINGS, 1, "nobody")
