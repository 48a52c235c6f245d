"""What is measured: the grid of settings, and the seeds of everything drawn on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from musicpuzzle.audio.disguise import Disguise
from musicpuzzle.draw import below, uniform
from musicpuzzle.games.settings import Game, PuzzleSettings

PIECES = (3, 4, 6, 8)
# More sections that differ are seldom found in a song.
MOST_SECTIONS = 6
GAPS_S = (0.0, 0.25, 0.5, 1.0)
PUZZLES_PER_SONG = 4
TOTAL_S = 24.0
DISGUISE_DB = 6.0
SEEDS = 2**53


class Deal(NamedTuple):
    """One puzzle of a song, named by what it is made of; a gap is for the jigsaw alone."""

    game: Game
    pieces: int
    gap_s: float | None
    number: int


class Cell(NamedTuple):
    """What one row of the result is about, but for the opponent."""

    game: Game
    pieces: int
    gap_s: float | None
    disguised: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that decides the figures, but for the songs.

    Attributes:
        opponents: names, in the order of the rows.
        games: which games, in the order of the rows.
        pieces: numbers of pieces.
        gaps_s: seconds left out at each cut of a jigsaw.
        disguises: False for the plain pieces, True for the disguised ones.
        puzzles_per_song: puzzles cut from each song at each number of pieces and gap.
        total_s: seconds all pieces of a jigsaw last together.
        seed: where all draws start.
    """

    opponents: tuple[str, ...]
    pieces: tuple[int, ...] = PIECES
    gaps_s: tuple[float, ...] = GAPS_S
    disguises: tuple[bool, ...] = (False, True)
    puzzles_per_song: int = PUZZLES_PER_SONG
    total_s: float = TOTAL_S
    seed: int = 0
    games: tuple[Game, ...] = ("jigsaw",)

    def deals(self) -> Iterator[Deal]:
        """The puzzles of one song that is good for all games."""
        for game, pieces, gap_s in self._settings():
            for number in range(self.puzzles_per_song):
                yield Deal(game, pieces, gap_s, number)

    def cells(self) -> Iterator[Cell]:
        """What is reported about each opponent, in the order of the rows."""
        for game, pieces, gap_s in self._settings():
            for disguised in self.disguises:
                yield Cell(game, pieces, gap_s, disguised)

    def _settings(self) -> Iterator[tuple[Game, int, float | None]]:
        for game in self.games:
            gaps: tuple[float | None, ...] = self.gaps_s if game == "jigsaw" else (None,)
            most = MOST_SECTIONS if game == "sequencing" else max(self.pieces)
            for pieces in (number for number in self.pieces if number <= most):
                for gap_s in gaps:
                    yield game, pieces, gap_s

    def settings(self, deal: Deal) -> PuzzleSettings:
        """What a puzzle is made with.

        Raises:
            PuzzleError: a value lies outside its range.
        """
        if deal.gap_s is None:
            return PuzzleSettings(pieces=deal.pieces, game=deal.game)
        return PuzzleSettings(pieces=deal.pieces, gap_s=deal.gap_s, total_s=self.total_s)

    def puzzle_seed(self, drawn_by: str, deal: Deal) -> int:
        """The seed of one puzzle. Neither the opponents nor the disguise have a part in it.

        Args:
            drawn_by: see `Song.drawn_by`.
            deal: which of its puzzles.
        """
        game, pieces, gap_s, number = deal
        what = game if gap_s is None else float(gap_s)
        return below(SEEDS, "puzzle", self.seed, drawn_by, pieces, what, number)


def opponent_seed(seed: int, *, disguised: bool) -> int:
    """The seed that an opponent gets for its own draws, so that it cannot repeat the puzzle's."""
    return below(SEEDS, "opponent", seed, int(disguised))


def piece_disguises(seed: int, pieces: int) -> tuple[Disguise, ...]:
    """The gain and tilt of each piece of the puzzle with this seed, uniform within ±6 dB."""
    return tuple(
        Disguise(gain_db=_either_way("gain", seed, piece), tilt_db=_either_way("tilt", seed, piece))
        for piece in range(pieces)
    )


def _either_way(what: str, seed: int, piece: int) -> float:
    return DISGUISE_DB * (2 * uniform("disguise", what, seed, piece) - 1)
