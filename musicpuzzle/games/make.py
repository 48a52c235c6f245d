"""Make a puzzle: one function for a song in memory, one for a file, one for several songs.

The content of the songs, settings and seed give the same puzzle again, whichever way it is read.

- `make_puzzle_and_window`: a whole song in memory, at any rate; the evaluation, which decodes a
  song once, makes all its puzzles with it. `sections` (found once by `find_song_sections`) spares a
  sequencing its longest step; `parts` are those of a composed medley.
- `make_puzzle_from_file`: a file; in the game medley one that a medleys.json beside it knows.
- `make_own_medley_from_files`: a person's own songs.

With the puzzle comes its window: what `musicpuzzle.games.puzzle.pieces_of` cuts, and what plays
when the round is over. `musicpuzzle.games.rebuild` gives it again for a puzzle that was kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from typing import NamedTuple

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.progress import Check, Progress, Report, unchecked, unreported
from musicpuzzle.errors import PuzzleError
from musicpuzzle.features.sections import Section
from musicpuzzle.games.make_jigsaw import make_jigsaw
from musicpuzzle.games.make_medley import OwnMedley, make_composed_medley, make_own_medley
from musicpuzzle.games.make_sequencing import make_sequencing, sections_of
from musicpuzzle.games.medleys import Span, medley_parts
from musicpuzzle.games.puzzle import Puzzle
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.games.source import SAMPLE_RATE_HZ, Source, source_of_clip, source_of_file

__all__ = [
    "SAMPLE_RATE_HZ",
    "OwnMedley",
    "find_song_sections",
    "make_own_medley_from_files",
    "make_puzzle_and_window",
    "make_puzzle_from_file",
]


class _Known(NamedTuple):
    """What is known of a song before: its sections, its parts in a medley; None where it is not."""

    sections: Sequence[Section] | None = None
    parts: Sequence[Span] | None = None


def make_puzzle_and_window(
    song: Clip,
    recording_id: str,
    settings: PuzzleSettings,
    seed: int,
    *,
    sections: Sequence[Section] | None = None,
    parts: Sequence[Span] | None = None,
) -> tuple[Puzzle, Clip]:
    """A puzzle of a whole song in memory, counted at its own sample rate, and its window.

    At 44,100 Hz it is the puzzle that `make_puzzle_from_file` makes of the song's file.

    Args:
        song: float32 (channels, samples).
        recording_id: what its content is known by.
        settings: the game and its difficulty.
        seed: draws the puzzle.
        sections: of the song, for a sequencing, where they are known already.
        parts: from where to where each song in a composed medley lasts, in seconds.

    Returns:
        The puzzle, and the window: what `pieces_of` cuts, at -16 LUFS.

    Raises:
        PuzzleError: the song does not allow this puzzle; the sentence says what it lacks.
    """
    known = _Known(sections, parts)
    return _make(source_of_clip(song, recording_id), settings, seed, Progress(), known)


def make_puzzle_from_file(
    path: str | PathLike[str],
    settings: PuzzleSettings,
    seed: int,
    *,
    report: Report = unreported,
    check: Check = unchecked,
) -> tuple[Puzzle, Clip]:
    """A puzzle of a sound file, and its window: what `pieces_of` cuts.

    Of a jigsaw's song only the stretches that are tried are read, the whole file where several were
    silent. Of a sequencing's all is read once, a few seconds at a time.

    Args:
        path: the file.
        settings: the game and its difficulty.
        seed: draws the puzzle.
        report: is told the share that is done, 0 to 1.
        check: called at the edges of chunks of a few seconds; what it raises gives up the puzzle.

    Returns:
        The puzzle, counted at 44,100 Hz, and the window: float32 (2, samples) at -16 LUFS.

    Raises:
        AudioError: the file cannot be read.
        DataError: the list of medleys beside it is damaged.
        PuzzleError: the song does not allow this puzzle; the sentence says what it lacks.
    """
    progress = Progress(report, check)
    progress.at(0.0)
    known = _Known(parts=medley_parts(path) if settings.game == "medley" else None)
    song = source_of_file(path, check=check)
    made = _make(song, settings, seed, progress.part(0.1, 1.0), known)
    progress.at(1.0)
    return made


def make_own_medley_from_files(
    paths: Sequence[str | PathLike[str]],
    settings: PuzzleSettings,
    seed: int,
    *,
    report: Report = unreported,
    check: Check = unchecked,
) -> OwnMedley:
    """A medley of a person's own songs, which has no right order; see `OwnMedley`.

    Args:
        paths: sound files to draw from, as many as there are pieces or more.
        settings: of the game medley.
        seed: draws the songs, their pieces and the deal.
        report, check: as in `make_puzzle_from_file`.

    Raises:
        PuzzleError: too few of the songs can be used.
    """
    if settings.game != "medley":
        raise PuzzleError(f"A {settings.game} is made of one song.")
    progress = Progress(report, check)
    made = make_own_medley(paths, settings, seed, progress)
    progress.at(1.0)
    return made


def find_song_sections(song: Clip, *, check: Check = unchecked) -> tuple[Section, ...]:
    """The sections of a whole song in memory, for `make_puzzle_and_window`."""
    return sections_of(source_of_clip(song, ""), Progress(check=check))


def _make(
    song: Source, settings: PuzzleSettings, seed: int, progress: Progress, known: _Known
) -> tuple[Puzzle, Clip]:
    if settings.game == "jigsaw":
        return make_jigsaw(song, settings, seed, progress)
    if settings.game == "sequencing":
        return make_sequencing(song, settings, seed, progress, known.sections)
    if known.parts is None:
        raise PuzzleError(f"{song.name}: is no medley; one is made of {settings.pieces} songs")
    return make_composed_medley(song, known.parts, settings, seed, progress)
