"""Making a puzzle of a song, away from the window."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from musicpuzzle.audio.clip import Clip
from musicpuzzle.errors import DataError, MusicPuzzleError
from musicpuzzle.games.draw import below
from musicpuzzle.games.puzzle import Puzzle
from musicpuzzle.games.settings import PuzzleSettings

from ..lanes import Job
from .songs import Song, Source, open_paths, starter_songs

# In a folder with broken files among good ones another song is tried so many times.
ATTEMPTS = 4


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asked for.

    Attributes:
        settings: the difficulty.
        seed: draws the song and the puzzle.
        source: songs that are known already, or None.
        paths: what to look for songs in, if source is None; empty for the bundled songs.
        remembered: the paths are from last time: should they be gone, the bundled songs do.
    """

    settings: PuzzleSettings
    seed: int
    source: Source | None = None
    paths: tuple[Path, ...] = ()
    remembered: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Deal:
    """A puzzle with its sound.

    Attributes:
        job_id: of the job that made it.
        source: where its song is from.
        window: the uncut stretch of the song, float32 (2, samples) at 44,100 Hz.
        pieces: in the order of the deal: what both players hear.
        problems: sentences about songs that could not be used.
    """

    job_id: int
    puzzle: Puzzle
    song: Song
    source: Source
    window: Clip
    pieces: tuple[Clip, ...]
    problems: tuple[str, ...] = ()


def make_deal(request: Request, job: Job) -> Deal | None:
    """Find the songs, draw one, make the puzzle. None once the job is cancelled.

    Raises:
        MusicPuzzleError: no song can be used, with one sentence for each that was tried.
    """
    source = request.source or _find(request, job)
    if not source.songs:
        raise DataError("There are no starter songs here yet: open a song of your own.")
    job.report(0.1)
    problems = list(source.problems)
    first = below(len(source.songs), "song", request.seed)
    for attempt in range(min(ATTEMPTS, len(source.songs))):
        if job.cancelled():
            return None
        song = source.songs[(first + attempt) % len(source.songs)]
        try:
            return _deal(song, source, request, job, tuple(problems))
        except MusicPuzzleError as error:
            problems.append(str(error))
    raise DataError("\n".join(problems))


def _find(request: Request, job: Job) -> Source:
    if not request.paths:
        return starter_songs()
    try:
        return open_paths(request.paths, job.cancelled)
    except DataError as error:
        bundled = starter_songs()
        if not request.remembered or not bundled.songs:
            raise
        return replace(bundled, problems=(str(error),))


def _deal(
    song: Song, source: Source, request: Request, job: Job, problems: tuple[str, ...]
) -> Deal:
    from musicpuzzle.games.make import make_puzzle_from_file
    from musicpuzzle.games.puzzle import pieces_of

    puzzle, window = make_puzzle_from_file(song.path, request.settings, request.seed)
    job.report(0.9)
    pieces = tuple(pieces_of(puzzle, window))
    return Deal(job.job_id, puzzle, song, source, window, pieces, problems)
