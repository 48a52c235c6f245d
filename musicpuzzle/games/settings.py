"""What a person chooses about a puzzle: the game and how difficult it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from musicpuzzle.errors import PuzzleError

Game = Literal["jigsaw", "sequencing", "medley"]
"""What the pieces are: of one stretch of a song, sections of one song, of different songs."""

GAMES: tuple[Game, ...] = get_args(Game)
PIECE_S = 8.0
"""The longest piece of a sequencing or a medley, in seconds."""

FEWEST_PIECES = 3
MOST_PIECES = 12
LONGEST_GAP_S = 1.0
SHORTEST_PIECE_S = 1.0
LONGEST_TOTAL_S = 600.0


@dataclass(frozen=True, slots=True)
class PuzzleSettings:
    """A game and its difficulty.

    Outside the jigsaw only the number of pieces is to choose, so that the other values are brought
    to what they mean there, whatever is given: no gap, no beats, at most 8 s a piece.

    Attributes:
        pieces: how many pieces, 3 to 12.
        gap_s: seconds left out at each cut, 0 to 1.
        total_s: seconds all pieces last together; with `on_beats` only nearly so, and outside the
            jigsaw at most.
        on_beats: every piece begins on a beat.
        game: which game.

    Raises:
        PuzzleError: a value lies outside its range.
    """

    pieces: int = 6
    gap_s: float = 0.25
    total_s: float = 24.0
    on_beats: bool = False
    game: Game = "jigsaw"

    def __post_init__(self) -> None:
        if self.game not in GAMES:
            raise PuzzleError(f"There is no game {self.game!r}; there are {', '.join(GAMES)}.")
        if not FEWEST_PIECES <= self.pieces <= MOST_PIECES:
            raise PuzzleError(
                f"A puzzle has {FEWEST_PIECES} to {MOST_PIECES} pieces, not {self.pieces}."
            )
        if self.game != "jigsaw":
            object.__setattr__(self, "gap_s", 0.0)
            object.__setattr__(self, "total_s", self.pieces * PIECE_S)
            object.__setattr__(self, "on_beats", False)
            return
        if not 0.0 <= self.gap_s <= LONGEST_GAP_S:
            raise PuzzleError(f"The gap lasts 0 to {LONGEST_GAP_S:g} s, not {self.gap_s:g} s.")
        # Written so that NaN is refused too.
        if not self.pieces * SHORTEST_PIECE_S <= self.total_s <= LONGEST_TOTAL_S:
            raise PuzzleError(
                f"{self.pieces} pieces last {self.pieces * SHORTEST_PIECE_S:g} to"
                f" {LONGEST_TOTAL_S:g} s together, not {self.total_s:g} s."
            )

    @property
    def piece_s(self) -> float:
        """Seconds a piece lasts; outside the jigsaw at most."""
        return self.total_s / self.pieces

    @property
    def window_s(self) -> float:
        """Seconds from the first piece to the end of the last, gaps included."""
        return self.total_s + (self.pieces - 1) * self.gap_s
