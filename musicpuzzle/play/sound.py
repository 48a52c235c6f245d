"""The sound of a round that was kept: its songs found by their paths, known by their content."""

from __future__ import annotations

from collections.abc import Sequence

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.identity import recording_id
from musicpuzzle.audio.progress import Check, Report, unchecked, unreported
from musicpuzzle.errors import AudioError, DataError, PuzzleError
from musicpuzzle.games.puzzle import Puzzle, pieces_of
from musicpuzzle.games.rebuild import rebuilt_window
from musicpuzzle.play.records import SongRef


def pieces_again(
    puzzle: Puzzle,
    songs: Sequence[SongRef],
    *,
    report: Report = unreported,
    check: Check = unchecked,
) -> tuple[Clip, ...]:
    """The pieces of a kept puzzle as they were dealt, float32 (2, samples) each.

    See `window_again`.
    """
    return tuple(pieces_of(puzzle, window_again(puzzle, songs, report=report, check=check)))


def window_again(
    puzzle: Puzzle,
    songs: Sequence[SongRef],
    *,
    report: Report = unreported,
    check: Check = unchecked,
) -> Clip:
    """The window of a kept puzzle, float32 (2, samples).

    Args:
        puzzle: counted at 44,100 Hz, as puzzles of files are.
        songs: those it was made of.
        report: is told the share that is done, 0 to 1.
        check: called between chunks; what it raises gives up.

    Raises:
        DataError: a song is gone, cannot be read, or is another recording now; the sentence names
            it and says why.
    """
    for song in songs:
        try:
            found = recording_id(song.path, check=check)
        except AudioError as error:
            raise _cannot(song.title, str(error)) from error
        if found != song.recording_id:
            reason = f"{song.path}: is another recording now, or was edited since you played it"
            raise _cannot(song.title, reason)
    paths = {song.recording_id: song.path for song in songs}
    try:
        return rebuilt_window(puzzle, paths, report=report, check=check)
    except (AudioError, PuzzleError) as error:
        titles = ", ".join(dict.fromkeys(song.title for song in songs))
        raise _cannot(titles, str(error)) from error


def _cannot(title: str, reason: str) -> DataError:
    named = f"“{title}”" if title else "The song"
    return DataError(f"{named} cannot be heard again: {reason.removesuffix('.')}.")
