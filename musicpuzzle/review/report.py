"""A review without a window: what the command line prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from musicpuzzle.errors import PuzzleError
from musicpuzzle.games.opponents import Thought, opponent
from musicpuzzle.games.order import Matrix
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.games.solve import Dealt, Song, deal
from musicpuzzle.games.transitions import listen
from musicpuzzle.review.evidence import Explainer
from musicpuzzle.review.evidence_words import evidence_words
from musicpuzzle.review.parts import Pair
from musicpuzzle.review.review import Review, look_back
from musicpuzzle.review.rows import Row
from musicpuzzle.review.words import join_name, mistake_words, worth


@dataclass(frozen=True, slots=True, eq=False)
class Mistake:
    """A wrong join.

    Attributes:
        pair: the two dealt pieces.
        words: why it is wrong.
        listened: where the opponent listened.
    """

    pair: Pair
    words: tuple[str, ...]
    listened: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """A puzzle, an order of it, and what an opponent makes of every join.

    Attributes:
        dealt: the puzzle and its pieces.
        thought: the opponent's.
        review: all that is measured; the pieces are called "#1", "#2" in true order, or else in
            that of the songs.
        mistakes: the wrong joins of the order.
        worse_share: where there is no right order the share of other orders that lead over worse.
    """

    dealt: Dealt
    thought: Thought
    review: Review
    mistakes: tuple[Mistake, ...]
    worse_share: float | None = None

    @property
    def row(self) -> Row:
        """The order that is looked at: the one that was given, or else the opponent's."""
        return self.review.you if self.review.you.order else self.review.theirs

    @property
    def accuracy(self) -> float:
        """Of that order by the opponent's ear, in per cent."""
        given = self.review.your_accuracy
        return self.review.their_accuracy if given is None else given

    def by_number(self, matrix: Matrix) -> Matrix:
        """A matrix over the dealt pieces as one over their numbers, float64 (n, n)."""
        listed = self.dealt.puzzle.as_listed
        return matrix[np.ix_(listed, listed)]

    def to_json(self) -> dict[str, Any]:
        """Plain values; pieces are numbered as `Puzzle.numbers` has it."""
        review, puzzle = self.review, self.dealt.puzzle
        found: dict[str, Any] = {
            "shuffled": puzzle.numbers(range(puzzle.n)),
            "order": puzzle.numbers(self.row.order),
            "truth": puzzle.numbers(puzzle.truth) if puzzle.has_truth else None,
            "opponent_order": puzzle.numbers(review.theirs.order),
            "accuracy": self.accuracy,
            "opponent_accuracy": review.their_accuracy,
            "per_cent": _rows(100 * self.by_number(review.probabilities)),
            "log_odds": _rows(self.by_number(review.log_odds)),
            "wrong": [
                {
                    "join": puzzle.numbers(mistake.pair),
                    "decisive": list(mistake.words),
                    "listened": list(mistake.listened),
                }
                for mistake in self.mistakes
            ],
        }
        if self.worse_share is not None:
            found |= {"judge": self.worse_share, "songs": list(self.dealt.songs)}
        return found

    def lines(self) -> list[str]:
        """The report for people."""
        review, puzzle = self.review, self.dealt.puzzle
        told = [f"{number}  {song}" for number, song in enumerate(self.dealt.songs, 1)]
        told.append(f"dealt: {_spaced(puzzle.numbers(range(puzzle.n)))}")
        for name, row in (("order", review.you), (review.rival, review.theirs)):
            right = f", {sum(row.joins)} of {len(row.joins)} joins right" if row.joins else ""
            if row.order:
                told.append(f"{name}: {_spaced(puzzle.numbers(row.order))}{right}")
        told.append(f"By {review.rival}'s ear the order is worth {worth(self.accuracy)}.")
        if self.worse_share is not None:
            share = f"{self.worse_share:.0%} of the others lead over worse"
            told.append(f"No order is the right one; {share}.")
        told += ["", "How likely each piece follows, in per cent: rows come first, columns after."]
        told += _table(100 * self.by_number(review.probabilities))
        for mistake in self.mistakes:
            told += ["", f"{join_name(review, mistake.pair)}: wrong"]
            told += [f"  {line}" for line in (*mistake.words, *mistake.listened)]
        return told


def review_songs(
    songs: Song | Sequence[Song],
    settings: PuzzleSettings,
    seed: int,
    opponent_name: str,
    *,
    rival: str,
    numbers: Sequence[int] = (),
) -> Report:
    """Make a puzzle of sound files, as `solve` does, and look back on an order of its pieces.

    Args:
        songs: one file; for a medley of one's own songs several.
        settings: the game and its difficulty.
        seed: draws the puzzle, and what the opponent draws.
        opponent_name: by whose ear; see `musicpuzzle.games.opponents`.
        rival: how the opponent is called.
        numbers: the order, of pieces numbered from 1 in true order (of several songs, in theirs);
            by default what the opponent would hand in.

    Raises:
        AudioError: a file cannot be read.
        DataError: the list of medleys beside a medley is damaged.
        PuzzleError: the files cannot be made into this puzzle, there is no such opponent, or the
            order does not name each piece once.
        ModelError: the opponent's model cannot be loaded.
    """
    player = opponent(opponent_name)
    _check(numbers, settings.pieces)
    dealt = deal(songs, settings, seed)
    puzzle, pieces = dealt.puzzle, dealt.pieces
    order = tuple(puzzle.as_listed[number - 1] for number in numbers)
    thought = player.think(pieces, seed=seed)
    names = [f"#{number}" for number in puzzle.numbers(range(puzzle.n))]
    review = look_back(puzzle, pieces, order, rival, thought, names=names)
    row = review.you if order else review.theirs
    explainer = Explainer(opponent_name, pieces)
    parts = explainer.parts() if row.wrong else None
    mistakes = tuple(
        Mistake(
            pair,
            mistake_words(review, pair, parts),
            evidence_words(explainer.explain(pair), review.names),
        )
        for pair in row.wrong
    )
    worse = None if puzzle.has_truth else listen(pieces).share_of_worse(row.order)
    return Report(dealt, thought, review, mistakes, worse)


def _check(numbers: Sequence[int], n: int) -> None:
    if numbers and sorted(numbers) != list(range(1, n + 1)):
        given = ",".join(map(str, numbers))
        raise PuzzleError(f"The order {given} does not name each of the pieces 1 to {n} once.")


def _rows(matrix: Matrix) -> list[list[float | None]]:
    """A matrix as JSON has it, without its diagonal, which means nothing."""
    return [
        [None if i == j else float(value) for j, value in enumerate(row)]
        for i, row in enumerate(matrix)
    ]


def _table(per_cent: Matrix) -> list[str]:
    n = len(per_cent)
    head = "    " + "".join(f"{number:5d}" for number in range(1, n + 1))
    cells = [
        "".join("    -" if i == j else f"{per_cent[i, j]:5.0f}" for j in range(n)) for i in range(n)
    ]
    return [head, *(f"{number:4d}{row}" for number, row in enumerate(cells, 1))]


def _spaced(numbers: Sequence[int]) -> str:
    return " ".join(map(str, numbers))
