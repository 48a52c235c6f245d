"""Making a puzzle of a song, away from the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from musicpuzzle.audio.clip import Clip
from musicpuzzle.draw import below
from musicpuzzle.errors import AudioError, DataError, PuzzleError
from musicpuzzle.games.puzzle import Puzzle
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.play.records import SongRef

from .. import libraries
from ..lanes import Job
from .songs import Song, Source, composed_medleys, open_paths, starter_songs, told_of

if TYPE_CHECKING:
    from musicpuzzle.games.transitions import Transitions

ANOTHER = "The puzzle is made of another song."
STEADY_BEAT = "steady beat"
MOST_TRIED = 24
WITHOUT_BEATS = "Try it without cuts on beats, or open another song."


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asked for.

    Attributes:
        settings: the difficulty.
        seed: draws the song and the puzzle.
        source: songs that are known already, or None.
        paths: what to look for songs in, if source is None; empty for the bundled songs.
        chosen: the songs to try, in this order; empty lets the seed draw.
        remembered: the paths are from last time: should they be gone, the bundled songs do.
    """

    settings: PuzzleSettings
    seed: int
    source: Source | None = None
    paths: tuple[Path, ...] = ()
    remembered: bool = False
    chosen: tuple[Song, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Deal:
    """A puzzle with its sound.

    Attributes:
        job_id: of the job that made it.
        source: where its song is from, without the files that turned out to be broken.
        window: the uncut stretch of the song, float32 (2, samples) at 44,100 Hz.
        pieces: in the order of the deal: what both players hear.
        problems: sentences about songs that could not be used, and what was done instead.
        songs: what the log keeps of each song in it.
        judge: of a puzzle without a right order, what says how well each piece leads over.
    """

    job_id: int
    puzzle: Puzzle
    song: Song
    source: Source
    window: Clip
    pieces: tuple[Clip, ...]
    problems: tuple[str, ...] = ()
    songs: tuple[SongRef, ...] = ()
    judge: Transitions | None = None


def make_deal(request: Request, job: Job) -> Deal:
    """Find the songs, draw one, make the puzzle.

    Where a song cannot be used the next one is tried, until all were.

    Raises:
        GivenUpError: the job was cancelled.
        MusicPuzzleError: no song can be used; its lines say why.
    """
    libraries.load()
    source = request.source or find_source(request.paths, job, remembered=request.remembered)
    if not source.songs:
        raise DataError("There are no starter songs here yet: open a song of your own.")
    songs = request.chosen or _drawn(source.songs, request.seed)
    if request.settings.game == "medley":
        composed = composed_medleys(songs)
        if not composed:
            return _own_medley(songs, source, request, job)
        songs = composed
    return _first_that_works(songs, source, request, job)


def _drawn(songs: Sequence[Song], seed: int) -> tuple[Song, ...]:
    first = below(len(songs), "song", seed)
    return (*songs[first:], *songs[:first])


def _first_that_works(songs: Sequence[Song], source: Source, request: Request, job: Job) -> Deal:
    in_parts = request.settings.game != "jigsaw"
    problems, broken, beatless = list(source.problems), set[Song](), False
    for song in songs[: MOST_TRIED if in_parts else None]:
        try:
            deal = _deal(song, source, request, job)
        except AudioError as error:
            broken.add(song)
            problems.append(str(error))
        except PuzzleError as error:
            beatless = beatless or STEADY_BEAT in str(error)
            # Not every song has so many parts: nothing is wrong with it.
            problems += [] if in_parts and len(songs) > 1 else [str(error)]
        else:
            usable = tuple(song for song in source.songs if song not in broken)
            told = (*told_of(problems), ANOTHER) if problems else ()
            return replace(deal, source=replace(source, songs=usable), problems=told)
    if in_parts and len(songs) > 1:
        n, tried = request.settings.pieces, min(len(songs), MOST_TRIED)
        problems.append(
            f"None of {tried} songs has {n} parts to tell apart: try fewer pieces, or other songs."
        )
    raise DataError("\n".join((*told_of(problems), *((WITHOUT_BEATS,) if beatless else ()))))


def find_source(paths: tuple[Path, ...], job: Job, *, remembered: bool) -> Source:
    """The songs in files and folders, or the bundled ones where none are named.

    Raises:
        DataError: there is none, and the paths are not just remembered from last time.
    """
    if not paths:
        return starter_songs()
    try:
        return open_paths(paths, job.check)
    except DataError as error:
        bundled = starter_songs()
        if not remembered or not bundled.songs:
            raise
        return replace(bundled, problems=tuple(str(error).splitlines()))


def _deal(song: Song, source: Source, request: Request, job: Job) -> Deal:
    from musicpuzzle.games.make import make_puzzle_from_file
    from musicpuzzle.games.puzzle import pieces_of

    # Each song that is tried is work of its own, of which nothing is done yet.
    job.begin()
    puzzle, window = make_puzzle_from_file(
        song.path, request.settings, request.seed, report=job.report, check=job.check
    )
    pieces = tuple(pieces_of(puzzle, window))
    refs = (SongRef(puzzle.recording_id, str(song.path), song.title),)
    return Deal(job.job_id, puzzle, song, source, window, pieces, songs=refs)


def _own_medley(songs: Sequence[Song], source: Source, request: Request, job: Job) -> Deal:
    from musicpuzzle.games.make import make_own_medley_from_files
    from musicpuzzle.games.puzzle import pieces_of
    from musicpuzzle.games.transitions import listen

    job.begin()
    made = make_own_medley_from_files(
        [song.path for song in songs],
        request.settings,
        request.seed,
        report=job.report,
        check=job.check,
    )
    titles = {song.path: song.title for song in songs}
    files = [Path(path) for path in made.songs]
    refs = tuple(
        SongRef(part.recording_id, str(path), titles[path])
        for part, path in zip(made.puzzle.fragments, files, strict=True)
    )
    pieces = tuple(pieces_of(made.puzzle, made.window))
    return Deal(
        job.job_id,
        made.puzzle,
        Song(files[0], titles[files[0]]),
        source,
        made.window,
        pieces,
        told_of((*source.problems, *made.problems)),
        refs,
        listen(pieces, check=job.check),
    )
