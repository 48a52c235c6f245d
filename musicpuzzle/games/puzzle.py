"""A puzzle: pieces of recordings and the order they are dealt in. Immutable, without sound.

A piece is known to the players by its place in the deal: 0 is the one with the letter A.
The window is the sound that pieces are cut from, and that plays when the round is over. In a
jigsaw it is the stretch of the song from the first piece's start to the last one's end; in the
other games, where much or everything lies between them, the pieces one after another in true order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from itertools import accumulate
from string import ascii_uppercase
from typing import Any

import numpy as np

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
    """Pieces, shuffled.

    Attributes:
        recording_id: content hash of the song's file (`musicpuzzle.audio.identity`); empty where
            the pieces are of several songs, see `recording_ids`.
        sample_rate_hz: the rate that fragments are counted in.
        settings: what it was made with.
        seed: what it was drawn with.
        fragments: the pieces in true order; of several songs in the order that they came in.
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
        n = len(self.fragments)
        if not n or sorted(self.deal) != list(range(n)):
            raise PuzzleError("A puzzle deals each of its pieces once.")
        ends: dict[str, int] = {}
        for fragment in self.fragments:
            song, start_sample = fragment.recording_id, fragment.start_sample
            if start_sample < ends.get(song, 0):
                raise PuzzleError("The pieces of a puzzle follow each other without overlap.")
            ends[song] = start_sample + fragment.n_samples
        if self.recording_id != (next(iter(ends)) if len(ends) == 1 else ""):
            raise PuzzleError("A puzzle and its pieces are of the same song.")
        if len(ends) > 1 and self.settings.game != "medley":
            raise PuzzleError("Only a medley has pieces of several songs.")
        grouped = [piece for group in self.same for piece in group]
        if len(set(grouped)) < len(grouped) or not set(grouped) <= set(range(n)):
            raise PuzzleError("A piece of a puzzle sounds the same as one group of others at most.")

    @property
    def n(self) -> int:
        """How many pieces."""
        return len(self.fragments)

    @property
    def recording_ids(self) -> tuple[str, ...]:
        """The recordings that the pieces are of, each once."""
        return tuple(dict.fromkeys(fragment.recording_id for fragment in self.fragments))

    @property
    def has_truth(self) -> bool:
        """Whether there is a right order: there is none of pieces of different recordings."""
        return len(self.recording_ids) == 1

    @property
    def truth(self) -> tuple[int, ...]:
        """The dealt pieces in true order: the solution; empty where there is no right order."""
        return self.as_listed if self.has_truth else ()

    @property
    def as_listed(self) -> tuple[int, ...]:
        """The dealt pieces in the order of the fragments, which is the true one if there is one."""
        return tuple(sorted(range(self.n), key=self.deal.__getitem__))

    def numbers(self, pieces: Iterable[int]) -> list[int]:
        """Dealt pieces by their places from 1 in true order, or else in that of the songs."""
        return [self.deal[piece] + 1 for piece in pieces]

    @property
    def sounds(self) -> tuple[int, ...]:
        """For each dealt piece the lowest one that sounds the same (itself, where none does)."""
        first = {piece: min(group) for group in self.same for piece in group}
        return tuple(first.get(piece, piece) for piece in range(self.n))

    @property
    def window_start_sample(self) -> int:
        """Where the first piece starts in its song."""
        return self.fragments[0].start_sample

    @property
    def offsets(self) -> tuple[int, ...]:
        """Where each piece, in the order of the fragments, starts in the window, in samples."""
        if self.settings.game == "jigsaw":
            return tuple(part.start_sample - self.window_start_sample for part in self.fragments)
        return tuple(accumulate((part.n_samples for part in self.fragments[:-1]), initial=0))

    @property
    def window_samples(self) -> int:
        """How long the window is."""
        return self.offsets[-1] + self.fragments[-1].n_samples

    def piece_at(self, window_sample: int) -> tuple[int | None, float]:
        """The dealt piece that sounds at a sample of the window, and the share of it before that.

        None, and 0, in a gap and outside the window.
        """
        for piece, at, part in zip(self.as_listed, self.offsets, self.fragments, strict=True):
            if at <= window_sample < at + part.n_samples:
                return piece, (window_sample - at) / part.n_samples
        return None, 0.0

    def to_json(self) -> dict[str, Any]:
        """Plain values that `json` can write and `from_json` reads."""
        return {
            "recording_id": self.recording_id,
            "sample_rate_hz": self.sample_rate_hz,
            "settings": asdict(self.settings),
            "seed": self.seed,
            "fragments": [self._fragment_to_json(part) for part in self.fragments],
            "deal": list(self.deal),
            "same": [sorted(group) for group in self.same],
        }

    def _fragment_to_json(self, part: Fragment) -> list[int | str]:
        where: list[int | str] = [part.start_sample, part.n_samples]
        return where if self.recording_id else [*where, part.recording_id]

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
                    Fragment(str(*other) if other else recording_id, int(start), int(length))
                    for start, length, *other in values["fragments"]
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
    """The window of a puzzle, cut from its whole `song` at the puzzle's rate, nothing else done.

    Raises:
        PuzzleError: the song has another rate or is too short, or the puzzle has several songs.
    """
    if not puzzle.recording_id:
        raise PuzzleError("This puzzle is made of several songs.")
    if song.sample_rate_hz != puzzle.sample_rate_hz:
        raise PuzzleError(
            f"The song has {song.sample_rate_hz} Hz, the puzzle {puzzle.sample_rate_hz} Hz."
        )
    if song.n_samples < puzzle.fragments[-1].end_sample:
        raise PuzzleError("The song is shorter than the puzzle that was made of it.")
    if puzzle.settings.game == "jigsaw":
        return song.cut(puzzle.window_start_sample, puzzle.window_samples)
    return joined(song.cut(part.start_sample, part.n_samples) for part in puzzle.fragments)


def joined(pieces: Iterable[Clip]) -> Clip:
    """Clips of one rate and as many channels, one after another."""
    clips = list(pieces)
    samples = np.concatenate([clip.samples for clip in clips], axis=1)
    return Clip(samples, clips[0].sample_rate_hz)


def pieces_of(puzzle: Puzzle, window: Clip) -> list[Clip]:
    """The pieces in the order of the deal, each a copy that holds its own samples only.

    These clips are all that a player gets, a person as well as an opponent.

    Args:
        window: what came with the puzzle, or `window_of` gave, float32 (channels, samples).

    Raises:
        PuzzleError: the clip is not the puzzle's window.
    """
    if (window.n_samples, window.sample_rate_hz) != (puzzle.window_samples, puzzle.sample_rate_hz):
        raise PuzzleError("This sound is not the window that the puzzle was cut from.")
    offsets = puzzle.offsets
    return [window.cut(offsets[place], puzzle.fragments[place].n_samples) for place in puzzle.deal]
