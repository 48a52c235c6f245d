"""A jigsaw: pieces of one stretch of a song, with or without a gap between them."""

from __future__ import annotations

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.progress import Check, Progress
from musicpuzzle.draw import Part
from musicpuzzle.errors import PuzzleError
from musicpuzzle.features.beats import beat_samples
from musicpuzzle.games.cuts import Cuts, beat_cuts, even_cuts, has_silence, piece_powers
from musicpuzzle.games.finish import dealt, finished
from musicpuzzle.games.puzzle import Fragment, Puzzle
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.games.source import Source, too_short
from musicpuzzle.games.stretch import starts_to_try

_BEAT_ROOM_S = 2.0


def make_jigsaw(
    song: Source, settings: PuzzleSettings, seed: int, progress: Progress
) -> tuple[Puzzle, Clip]:
    """A puzzle and its window.

    Raises:
        PuzzleError: the song is too short, has no stretch where every piece sounds, or no beat.
    """
    # Numbers are brought to one type each, as 24 and 24.0 seconds are the same puzzle.
    key: tuple[Part, ...] = (
        song.recording_id,
        int(settings.pieces),
        float(settings.gap_s),
        float(settings.total_s),
        bool(settings.on_beats),
        int(seed),
    )
    start, cuts, stretch = _place(song, settings, key, progress.part(0.0, 0.7))
    begin, end = cuts[0][0], cuts[-1][0] + cuts[-1][1]
    fragments = [Fragment(song.recording_id, start + at, length) for at, length in cuts]
    puzzle = dealt(fragments, song.sample_rate_hz, settings, seed, key)
    return finished(puzzle, stretch.cut(begin, end - begin), progress.part(0.7, 1.0))


def _place(
    song: Source, settings: PuzzleSettings, key: tuple[Part, ...], progress: Progress
) -> tuple[int, Cuts, Clip]:
    """Where the puzzle starts, its cuts from there on, and the stretch that holds them all."""
    even = even_cuts(settings, song.sample_rate_hz)
    needed = even[-1][0] + even[-1][1]
    if song.n_samples < needed:
        raise too_short(song, needed / song.sample_rate_hz, "this puzzle needs")
    room = round(_BEAT_ROOM_S * song.sample_rate_hz) if settings.on_beats else 0
    for start in starts_to_try(song, even, key, progress):
        stretch = song.read(start, min(needed + room, song.n_samples - start))
        cuts = _cuts_in(stretch, settings, even, progress.check)
        if cuts:
            return start, cuts, stretch
    lacking = "sound and a steady beat" if settings.on_beats else "sound"
    raise PuzzleError(
        f"{song.name}: found no {needed / song.sample_rate_hz:.1f} s with {lacking} in every piece"
    )


def _cuts_in(stretch: Clip, settings: PuzzleSettings, even: Cuts, check: Check) -> Cuts | None:
    if has_silence(piece_powers(stretch, even)):
        return None
    if not settings.on_beats:
        return even
    beats = beat_samples(stretch, check=check)
    cuts = beat_cuts(beats, settings, stretch.sample_rate_hz)
    return None if cuts is None or has_silence(piece_powers(stretch, cuts)) else cuts
