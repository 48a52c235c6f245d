"""A puzzle solved without a window: what the command line prints and the evaluation counts."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike
from typing import Any

from musicpuzzle.games.make import make_puzzle_from_file
from musicpuzzle.games.opponents import Thought, opponent
from musicpuzzle.games.puzzle import Puzzle, pieces_of
from musicpuzzle.games.score import Verdict, judge
from musicpuzzle.games.settings import PuzzleSettings


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """A puzzle, an opponent's thought about it, and what that is worth."""

    puzzle: Puzzle
    thought: Thought
    verdict: Verdict

    def to_json(self) -> dict[str, Any]:
        """Plain values; pieces are numbered from 1 in true order."""
        puzzle, thought = self.puzzle, self.thought
        return {
            "shuffled": [place + 1 for place in puzzle.deal],
            "order": [puzzle.deal[piece] + 1 for piece in thought.order],
            "truth": [puzzle.deal[piece] + 1 for piece in puzzle.truth],
            "pair_accuracy": self.verdict.pair_accuracy,
            "exact": self.verdict.exact,
            "score": thought.score,
            "seconds": thought.seconds,
        }


def solve(
    path: str | PathLike[str], settings: PuzzleSettings, seed: int, opponent_name: str
) -> Solution:
    """Make a puzzle of a sound file and let an opponent solve it.

    Raises:
        AudioError: the file cannot be read.
        PuzzleError: it cannot be made into this puzzle, or there is no such opponent.
        ModelError: the opponent's model cannot be loaded.
    """
    player = opponent(opponent_name)
    puzzle, window = make_puzzle_from_file(path, settings, seed)
    thought = player.think(pieces_of(puzzle, window), seed=seed)
    return Solution(puzzle, thought, judge(puzzle, thought.order))
