"""A puzzle solved without a window: what the command line prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike, fspath
from typing import Any

from musicpuzzle.audio.clip import Clip
from musicpuzzle.errors import PuzzleError
from musicpuzzle.games.make import make_own_medley_from_files, make_puzzle_from_file
from musicpuzzle.games.opponents import Opponent, Thought, opponent
from musicpuzzle.games.puzzle import Puzzle, pieces_of
from musicpuzzle.games.score import Verdict, judge
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.games.transitions import listen

Song = str | PathLike[str]


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """A puzzle, an opponent's thought about it, and what that is worth.

    Attributes:
        puzzle: with or without a right order.
        thought: about the pieces as dealt.
        verdict: what the order is worth; None where there is no right one.
        worse_share: then the share of other orders that lead over worse, see
            `musicpuzzle.games.transitions`.
        songs: then the file of each piece, in the order of the fragments.
    """

    puzzle: Puzzle
    thought: Thought
    verdict: Verdict | None
    worse_share: float | None = None
    songs: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values; pieces are numbered from 1 in true order, or else in that of the songs."""
        puzzle, thought, verdict = self.puzzle, self.thought, self.verdict
        found: dict[str, Any] = {
            "shuffled": [place + 1 for place in puzzle.deal],
            "order": [puzzle.deal[piece] + 1 for piece in thought.order],
            "truth": [puzzle.deal[piece] + 1 for piece in puzzle.truth] if verdict else None,
            "pair_accuracy": verdict.pair_accuracy if verdict else None,
            "exact": verdict.exact if verdict else None,
            "score": thought.score,
            "seconds": thought.seconds,
        }
        if verdict is None:
            found |= {"judge": self.worse_share, "songs": list(self.songs)}
        return found


def solve(
    songs: Song | Sequence[Song], settings: PuzzleSettings, seed: int, opponent_name: str
) -> Solution:
    """Make a puzzle of sound files and let an opponent solve it.

    Args:
        songs: one file; for a medley of one's own songs several.
        settings: the game and its difficulty.
        seed: draws the puzzle, and what the opponent draws.
        opponent_name: see `musicpuzzle.games.opponents`.

    Raises:
        AudioError: a file cannot be read.
        DataError: the list of medleys beside a medley is damaged.
        PuzzleError: the files cannot be made into this puzzle, or there is no such opponent.
        ModelError: the opponent's model cannot be loaded.
    """
    player = opponent(opponent_name)
    paths = [songs] if isinstance(songs, (str, PathLike)) else list(songs)
    if len(paths) == 1:
        puzzle, window = make_puzzle_from_file(paths[0], settings, seed)
        thought = player.think(pieces_of(puzzle, window), seed=seed)
        return Solution(puzzle, thought, judge(puzzle, thought.order))
    if settings.game != "medley":
        raise PuzzleError(f"A {settings.game} is made of one song, not of {len(paths)}.")
    return _solve_own(paths, settings, seed, player)


def _solve_own(
    paths: Sequence[Song], settings: PuzzleSettings, seed: int, player: Opponent
) -> Solution:
    medley = make_own_medley_from_files(paths, settings, seed)
    pieces: Sequence[Clip] = pieces_of(medley.puzzle, medley.window)
    thought = player.think(pieces, seed=seed)
    return Solution(
        medley.puzzle,
        thought,
        None,
        listen(pieces).share_of_worse(thought.order),
        tuple(fspath(song) for song in medley.songs),
    )
