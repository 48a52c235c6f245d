"""A puzzle: pieces of one recording and the order they are dealt in. Immutable, without sound.

A piece is known to the players by its place in the deal: 0 is the one with the letter A.
The window is the stretch of the song from the first piece's start to the last one's end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from string import ascii_uppercase
from typing import Any

from musicpuzzle.audio.clip import Clip
from musicpuzzle.errors import PuzzleError
from musicpuzzle.games.settings import PuzzleSettings


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of a recording, in samples at the puzzle's rate from the recording's start."""

    recording_id: str
    start_sample: int
    n_samples: int

    @property
    def end_sample(self) -> int:
        """The first sample after the fragment."""
        return self.start_sample + self.n_samples


@dataclass(frozen=True, slots=True)
class Puzzle:
    """Pieces of one song, shuffled.

    Attributes:
        recording_id: content hash of the song's file (`musicpuzzle.audio.identity`).
        sample_rate_hz: the rate that fragments are counted in.
        settings: what it was made with.
        seed: what it was drawn with.
        fragments: the pieces in true order.
        deal: deal[k] is the place in true order, from 0, of the k-th dealt piece.
        same: groups of dealt pieces that sound the same and may be exchanged.

    Raises:
        PuzzleError: the parts do not fit together.
    """

    recording_id: str
    sample_rate_hz: int
    settings: PuzzleSettings
    seed: int
    fragments: tuple[Fragment, ...]
    deal: tuple[int, ...]
    same: tuple[frozenset[int], ...] = ()

    def __post_init__(self) -> None:
        if not self.fragments or sorted(self.deal) != list(range(self.n)):
            raise PuzzleError("A puzzle deals each of its pieces once.")
        ends = [0, *(fragment.end_sample for fragment in self.fragments)]
        starts = [fragment.start_sample for fragment in self.fragments]
        if any(start < end for start, end in zip(starts, ends, strict=False)):
            raise PuzzleError("The pieces of a puzzle follow each other without overlap.")
        grouped = [piece for group in self.same for piece in group]
        if len(set(grouped)) < len(grouped) or not set(grouped) <= set(range(self.n)):
            raise PuzzleError("A piece of a puzzle sounds the same as one group of others at most.")

    @property
    def n(self) -> int:
        """How many pieces."""
        return len(self.fragments)

    @property
    def truth(self) -> tuple[int, ...]:
        """The dealt pieces in true order: the solution."""
        return tuple(sorted(range(self.n), key=self.deal.__getitem__))

    @property
    def sounds(self) -> tuple[int, ...]:
        """For each dealt piece the lowest one that sounds the same (itself, where none does)."""
        first = {piece: min(group) for group in self.same for piece in group}
        return tuple(first.get(piece, piece) for piece in range(self.n))

    @property
    def window_start_sample(self) -> int:
        """Where the first piece starts in the song."""
        return self.fragments[0].start_sample

    @property
    def window_samples(self) -> int:
        """How long the window is."""
        return self.fragments[-1].end_sample - self.window_start_sample

    def to_json(self) -> dict[str, Any]:
        """Plain values that `json` can write and `from_json` reads."""
        return {
            "recording_id": self.recording_id,
            "sample_rate_hz": self.sample_rate_hz,
            "settings": asdict(self.settings),
            "seed": self.seed,
            "fragments": [[part.start_sample, part.n_samples] for part in self.fragments],
            "deal": list(self.deal),
            "same": [sorted(group) for group in self.same],
        }

    @staticmethod
    def from_json(values: Mapping[str, Any]) -> Puzzle:
        """The puzzle that `to_json` wrote.

        Raises:
            PuzzleError: something is missing or does not fit together.
        """
        try:
            recording_id = str(values["recording_id"])
            return Puzzle(
                recording_id=recording_id,
                sample_rate_hz=int(values["sample_rate_hz"]),
                settings=PuzzleSettings(**values["settings"]),
                seed=int(values["seed"]),
                fragments=tuple(
                    Fragment(recording_id, int(start), int(length))
                    for start, length in values["fragments"]
                ),
                deal=tuple(int(place) for place in values["deal"]),
                same=tuple(frozenset(int(piece) for piece in group) for group in values["same"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise PuzzleError(f"This stored puzzle is damaged ({error}).") from error


def letters(n: int) -> tuple[str, ...]:
    """The names of n dealt pieces: A, B, C ..."""
    return tuple(ascii_uppercase[:n])


def window_of(puzzle: Puzzle, song: Clip) -> Clip:
    """The part of a whole `song`, at the puzzle's rate, that the puzzle plays in.

    Raises:
        PuzzleError: the song has another rate or is too short.
    """
    if song.sample_rate_hz != puzzle.sample_rate_hz:
        raise PuzzleError(
            f"The song has {song.sample_rate_hz} Hz, the puzzle {puzzle.sample_rate_hz} Hz."
        )
    if song.n_samples < puzzle.fragments[-1].end_sample:
        raise PuzzleError("The song is shorter than the puzzle that was made of it.")
    return song.cut(puzzle.window_start_sample, puzzle.window_samples)


def pieces_of(puzzle: Puzzle, window: Clip) -> list[Clip]:
    """The pieces in the order of the deal, each a copy that holds its own samples only.

    These clips are all that a player gets, a person as well as an opponent.

    Args:
        window: what `make_puzzle_from_file` or `window_of` gave, float32 (channels, samples).

    Raises:
        PuzzleError: the clip is not the puzzle's window.
    """
    if (window.n_samples, window.sample_rate_hz) != (puzzle.window_samples, puzzle.sample_rate_hz):
        raise PuzzleError("This sound is not the window that the puzzle was cut from.")
    dealt = [puzzle.fragments[place] for place in puzzle.deal]
    return [
        window.cut(part.start_sample - puzzle.window_start_sample, part.n_samples) for part in dealt
    ]
