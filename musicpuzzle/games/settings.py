"""What a person chooses about a puzzle."""

from __future__ import annotations

from dataclasses import dataclass

from musicpuzzle.errors import PuzzleError

FEWEST_PIECES = 3
MOST_PIECES = 12
LONGEST_GAP_S = 1.0
SHORTEST_PIECE_S = 1.0
LONGEST_TOTAL_S = 600.0


@dataclass(frozen=True, slots=True)
class PuzzleSettings:
    """The difficulty of a puzzle.

    Attributes:
        pieces: how many pieces, 3 to 12.
        gap_s: seconds left out at each cut, 0 to 1.
        total_s: seconds all pieces last together; with `on_beats` only nearly so.
        on_beats: every piece begins on a beat.

    Raises:
        PuzzleError: a value lies outside its range.
    """

    pieces: int = 6
    gap_s: float = 0.25
    total_s: float = 24.0
    on_beats: bool = False

    def __post_init__(self) -> None:
        if not FEWEST_PIECES <= self.pieces <= MOST_PIECES:
            raise PuzzleError(
                f"A puzzle has {FEWEST_PIECES} to {MOST_PIECES} pieces, not {self.pieces}."
            )
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
        """Seconds a piece lasts."""
        return self.total_s / self.pieces

    @property
    def window_s(self) -> float:
        """Seconds of the song from the first piece to the end of the last, gaps included."""
        return self.total_s + (self.pieces - 1) * self.gap_s
