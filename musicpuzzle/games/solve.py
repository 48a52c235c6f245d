"""A puzzle solved without a window: what the command line prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike, fspath
from typing import Any

from musicpuzzle.audio.clip import Clip
from musicpuzzle.errors import PuzzleError
from musicpuzzle.games.make import make_own_medley_from_files, make_puzzle_from_file
from musicpuzzle.games.opponents import Thought, opponent
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
        """Plain values; pieces are numbered as `Puzzle.numbers` has it."""
        puzzle, thought, verdict = self.puzzle, self.thought, self.verdict
        found: dict[str, Any] = {
            "shuffled": puzzle.numbers(range(puzzle.n)),
            "order": puzzle.numbers(thought.order),
            "truth": puzzle.numbers(puzzle.truth) if verdict else None,
            "pair_accuracy": verdict.pair_accuracy if verdict else None,
            "exact": verdict.exact if verdict else None,
            "score": thought.score,
            "seconds": thought.seconds,
        }
        if verdict is None:
            found |= {"judge": self.worse_share, "songs": list(self.songs)}
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Dealt:
    """A puzzle of sound files, ready to be solved.

    Attributes:
        puzzle: with or without a right order.
        pieces: as dealt, samples float32 (2, n) at 44,100 Hz.
        songs: where there is no right order the file of each piece, in the order of the fragments.
    """

    puzzle: Puzzle
    pieces: tuple[Clip, ...]
    songs: tuple[str, ...] = ()


def deal(songs: Song | Sequence[Song], settings: PuzzleSettings, seed: int) -> Dealt:
    """Make a puzzle of one sound file, or a medley of several; raises what `solve` does."""
    paths = [songs] if isinstance(songs, (str, PathLike)) else list(songs)
    if len(paths) == 1:
        puzzle, window = make_puzzle_from_file(paths[0], settings, seed)
        return Dealt(puzzle, tuple(pieces_of(puzzle, window)))
    if settings.game != "medley":
        raise PuzzleError(f"A {settings.game} is made of one song, not of {len(paths)}.")
    medley = make_own_medley_from_files(paths, settings, seed)
    pieces = tuple(pieces_of(medley.puzzle, medley.window))
    return Dealt(medley.puzzle, pieces, tuple(fspath(song) for song in medley.songs))


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
    dealt = deal(songs, settings, seed)
    thought = player.think(dealt.pieces, seed=seed)
    if dealt.puzzle.has_truth:
        return Solution(dealt.puzzle, thought, judge(dealt.puzzle, thought.order))
    worse = listen(dealt.pieces).share_of_worse(thought.order)
    return Solution(dealt.puzzle, thought, None, worse, dealt.songs)
