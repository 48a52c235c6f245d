"""The sound of a puzzle that was kept, for a round that comes back and for a replay."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.progress import Check, Progress, Report, unchecked, unreported
from musicpuzzle.audio.resample import to_stereo
from musicpuzzle.errors import PuzzleError
from musicpuzzle.games.mastering import mastered
from musicpuzzle.games.puzzle import Puzzle, joined
from musicpuzzle.games.source import Source, source_of_file


def rebuilt_window(
    puzzle: Puzzle,
    paths: Mapping[str, str | PathLike[str]],
    *,
    report: Report = unreported,
    check: Check = unchecked,
) -> Clip:
    """The window that came with the puzzle when it was made of files.

    Args:
        puzzle: counted at 44,100 Hz, as puzzles of files are.
        paths: a file for each of the puzzle's recordings, by their identity. That the files still
            have this content is for the caller to know.
        report: is told the share that is done, 0 to 1.
        check: called between chunks; what it raises gives up.

    Returns:
        float32 (2, samples) at -16 LUFS.

    Raises:
        AudioError: a file cannot be read.
        PuzzleError: a recording is not among the paths, or is shorter than the puzzle.
    """
    missing = [name for name in puzzle.recording_ids if name not in paths]
    if missing:
        raise PuzzleError("A song that this puzzle is made of is not there any more.")
    progress = Progress(report, check)
    songs = {
        name: source_of_file(paths[name], recording_id=name, check=check)
        for name in puzzle.recording_ids
    }
    if puzzle.settings.game == "jigsaw":
        song = songs[puzzle.recording_id]
        window = _read(song, puzzle.window_start_sample, puzzle.window_samples)
    else:
        pieces = []
        for number, part in enumerate(puzzle.fragments):
            progress.at(0.6 * number / puzzle.n)
            song = songs[part.recording_id]
            pieces.append(to_stereo(_read(song, part.start_sample, part.n_samples)))
        window = joined(pieces)
    progress.at(0.7)
    heard = mastered(puzzle, window)
    progress.at(1.0)
    return heard


def _read(song: Source, start: int, n_samples: int) -> Clip:
    if start + n_samples > song.n_samples:
        raise PuzzleError(f"{song.name}: is shorter than the puzzle that was made of it")
    return song.read(start, n_samples)
