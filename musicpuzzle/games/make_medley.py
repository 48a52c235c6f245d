"""A medley: pieces of different songs.

A composed medley is one recording in which songs follow each other, led over on purpose: a puzzle
of it has one piece inside each part, and their order in the recording is the true one. A medley of
a person's own songs has one piece of each, and no order of them is the right one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from os import PathLike

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.progress import Check, Progress
from musicpuzzle.audio.resample import to_stereo
from musicpuzzle.draw import Part, below, permutation, uniform
from musicpuzzle.errors import AudioError, PuzzleError
from musicpuzzle.games.cuts import Cuts, has_silence, piece_powers
from musicpuzzle.games.finish import dealt, finished
from musicpuzzle.games.medleys import EDGE_S, Span
from musicpuzzle.games.puzzle import Fragment, Puzzle, joined
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.games.source import SAMPLE_RATE_HZ, Source, source_of_file, too_short
from musicpuzzle.games.stretch import DRAWS, starts_to_try

SHORTEST_S = 3.0
"""A piece of a composed medley lasts at least so long; all of a puzzle last equally long."""

_SECOND_S = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class OwnMedley:
    """A medley of a person's own songs.

    Attributes:
        puzzle: without a right order.
        window: the pieces one after another in the order of `songs`, float32 (2, samples).
        songs: the file of each fragment of the puzzle.
        problems: sentences about songs that were drawn but cannot be used.
    """

    puzzle: Puzzle
    window: Clip
    songs: tuple[str | PathLike[str], ...]
    problems: tuple[str, ...]


def make_composed_medley(
    medley: Source, parts: Sequence[Span], settings: PuzzleSettings, seed: int, progress: Progress
) -> tuple[Puzzle, Clip]:
    """A puzzle and its window, the pieces one after another.

    With fewer pieces than parts, parts that follow each other are drawn.

    Args:
        medley: what it is made of.
        parts: from where to where each song in it lasts, in their order.
        settings: how many pieces.
        seed: draws the parts, where in them the pieces lie, and the deal.
        progress: told of the steps.

    Raises:
        AudioError: the medley cannot be read.
        PuzzleError: it has too few parts, or they are too short or silent.
    """
    n = settings.pieces
    if len(parts) < n:
        raise PuzzleError(f"{medley.name}: has {len(parts)} parts, too few for {n} pieces")
    key: tuple[Part, ...] = ("medley", medley.recording_id, int(n), int(seed))
    first = below(len(parts) - n + 1, "first part", *key)
    rooms = [(start_s + EDGE_S, end_s - EDGE_S) for start_s, end_s in parts[first : first + n]]
    piece_s = min(settings.piece_s, *(end_s - start_s for start_s, end_s in rooms))
    if piece_s < SHORTEST_S:
        raise PuzzleError(f"{medley.name}: has parts of less than {SHORTEST_S + 2 * EDGE_S:g} s")
    length = int(piece_s * medley.sample_rate_hz)
    fragments, pieces = [], []
    for number, room in enumerate(rooms):
        progress.at(0.6 * number / n)
        start, piece = _inside(medley, room, length, (*key, number))
        fragments.append(Fragment(medley.recording_id, start, length))
        pieces.append(piece)
    puzzle = dealt(fragments, medley.sample_rate_hz, settings, seed, key)
    return finished(puzzle, joined(pieces), progress.part(0.6, 1.0))


def make_own_medley(
    paths: Sequence[str | PathLike[str]], settings: PuzzleSettings, seed: int, progress: Progress
) -> OwnMedley:
    """A medley of songs drawn from `paths`; files that cannot be used are passed over.

    The seed draws the songs by their place in `paths`, and the piece of each by its content.

    Args:
        paths: sound files; those with the same content count as one.
        settings: how many pieces.
        seed: draws the songs, their pieces, and the deal.
        progress: told of the songs that are done.

    Raises:
        PuzzleError: too few of the songs can be used.
    """
    n = settings.pieces
    taken: list[tuple[int, Fragment, Clip]] = []
    problems: list[str] = []
    for place in permutation(len(paths), "songs", int(n), int(seed)):
        if len(taken) == n:
            break
        progress.at(0.6 * len(taken) / n)
        try:
            song = source_of_file(paths[place], check=progress.check)
            if all(song.recording_id != part.recording_id for _, part, _ in taken):
                taken.append((place, *_anywhere(song, settings.piece_s, seed, progress.check)))
        except (AudioError, PuzzleError) as error:
            problems.append(str(error))
    if len(taken) < n:
        reasons = f" ({'; '.join(problems)})" if problems else ""
        raise PuzzleError(
            f"A medley of {n} pieces takes {n} different songs, and {len(taken)} can be used"
            f"{reasons}."
        )
    taken.sort(key=lambda each: each[0])
    fragments = [part for _, part, _ in taken]
    key: tuple[Part, ...] = ("medley", *(part.recording_id for part in fragments), int(seed))
    puzzle = dealt(fragments, SAMPLE_RATE_HZ, settings, seed, key)
    window = joined(to_stereo(piece) for _, _, piece in taken)
    puzzle, heard = finished(puzzle, window, progress.part(0.6, 1.0))
    return OwnMedley(puzzle, heard, tuple(paths[place] for place, _, _ in taken), tuple(problems))


def _inside(medley: Source, room: Span, length: int, key: tuple[Part, ...]) -> tuple[int, Clip]:
    """Where in a part the piece starts, and the piece."""
    rate_hz = medley.sample_rate_hz
    first = round(room[0] * rate_hz)
    last = min(int(room[1] * rate_hz), medley.n_samples) - length
    if last < first:
        raise PuzzleError(f"{medley.name}: ends before its last part does")
    for attempt in range(DRAWS):
        start = first + int(uniform("start in part", *key, attempt) * (last - first + 1))
        piece = medley.read(start, length)
        if not has_silence(piece_powers(piece, _seconds(length, rate_hz))):
            return start, piece
    raise PuzzleError(f"{medley.name}: found a part without sound throughout a piece")


def _anywhere(song: Source, piece_s: float, seed: int, check: Check) -> tuple[Fragment, Clip]:
    """A piece of a song in which no second is silent."""
    length = round(piece_s * song.sample_rate_hz)
    if song.n_samples < length:
        raise too_short(song, piece_s, "a medley takes")
    seconds = _seconds(length, song.sample_rate_hz)
    key: tuple[Part, ...] = ("medley", song.recording_id, float(piece_s), int(seed))
    for start in starts_to_try(song, seconds, key, Progress(check=check)):
        piece = song.read(start, length)
        if not has_silence(piece_powers(piece, seconds)):
            return Fragment(song.recording_id, start, length), piece
    raise PuzzleError(f"{song.name}: found no {piece_s:g} s that sound throughout")


def _seconds(n_samples: int, sample_rate_hz: int) -> Cuts:
    """The whole seconds of a piece as parts that must not be silent."""
    second = round(_SECOND_S * sample_rate_hz)
    return tuple((at, second) for at in range(0, n_samples - second + 1, second))
