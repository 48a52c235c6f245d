"""Making a puzzle of a song, away from the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from musicpuzzle.audio.clip import Clip
from musicpuzzle.errors import AudioError, DataError, PuzzleError
from musicpuzzle.games.draw import below
from musicpuzzle.games.puzzle import Puzzle
from musicpuzzle.games.settings import PuzzleSettings

from .. import libraries
from ..lanes import Job
from .songs import Song, Source, open_paths, starter_songs, told_of

ANOTHER = "The puzzle is made of another song."
STEADY_BEAT = "steady beat"
WITHOUT_BEATS = "Try it without cuts on beats, or open another song."


class GivenUpError(Exception):
    """Nobody wants this puzzle any more."""


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
        source: where its song is from, without the files that turned out to be broken.
        window: the uncut stretch of the song, float32 (2, samples) at 44,100 Hz.
        pieces: in the order of the deal: what both players hear.
        problems: sentences about songs that could not be used, and what was done instead.
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

    Where a song cannot be used the next one is tried, until all were.

    Raises:
        MusicPuzzleError: no song can be used; its lines say why.
    """
    try:
        return _make_deal(request, job)
    except GivenUpError:
        return None


def _make_deal(request: Request, job: Job) -> Deal:
    libraries.load()
    source = request.source or _find(request, job)
    if not source.songs:
        raise DataError("There are no starter songs here yet: open a song of your own.")
    problems, broken, beatless = list(source.problems), set[Song](), False
    first = below(len(source.songs), "song", request.seed)
    for song in (*source.songs[first:], *source.songs[:first]):
        try:
            deal = _deal(song, source, request, job)
        except AudioError as error:
            broken.add(song)
            problems.append(str(error))
        except PuzzleError as error:
            beatless = beatless or STEADY_BEAT in str(error)
            problems.append(str(error))
        else:
            usable = tuple(song for song in source.songs if song not in broken)
            told = (*told_of(problems), ANOTHER) if problems else ()
            return replace(deal, source=replace(source, songs=usable), problems=told)
    raise DataError("\n".join((*told_of(problems), *((WITHOUT_BEATS,) if beatless else ()))))


def _find(request: Request, job: Job) -> Source:
    if not request.paths:
        return starter_songs()
    try:
        return open_paths(request.paths, _check_of(job))
    except DataError as error:
        bundled = starter_songs()
        if not request.remembered or not bundled.songs:
            raise
        return replace(bundled, problems=tuple(str(error).splitlines()))


def _deal(song: Song, source: Source, request: Request, job: Job) -> Deal:
    from musicpuzzle.games.make import make_puzzle_from_file
    from musicpuzzle.games.puzzle import pieces_of

    # Each song that is tried is work of its own, of which nothing is done yet.
    job.begin()
    puzzle, window = make_puzzle_from_file(
        song.path, request.settings, request.seed, report=job.report, check=_check_of(job)
    )
    pieces = tuple(pieces_of(puzzle, window))
    return Deal(job.job_id, puzzle, song, source, window, pieces)


def _check_of(job: Job) -> Callable[[], None]:
    """What long work calls between two chunks."""

    def check() -> None:
        if job.cancelled():
            raise GivenUpError

    return check
