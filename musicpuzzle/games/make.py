"""Make a puzzle of a song: draw where it starts, cut it, find what sounds the same, deal.

Song content, settings and seed give the same puzzle again, whichever way the song is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from os import PathLike, fspath

import numpy as np

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.decode import probe, read_clip
from musicpuzzle.audio.identity import recording_id as identify
from musicpuzzle.audio.loudness import to_loudness
from musicpuzzle.audio.progress import Check, Progress, Report, unchecked, unreported
from musicpuzzle.audio.resample import resample, to_stereo
from musicpuzzle.errors import PuzzleError
from musicpuzzle.features.beats import beat_samples
from musicpuzzle.features.logmel import piece_log_mel
from musicpuzzle.features.sameness import same_sound_groups
from musicpuzzle.games.cuts import (
    Cuts,
    beat_cuts,
    block_powers,
    even_cuts,
    has_silence,
    piece_powers,
    sounding_blocks,
)
from musicpuzzle.games.draw import Part, below, permutation
from musicpuzzle.games.puzzle import Fragment, Puzzle, pieces_of
from musicpuzzle.games.settings import PuzzleSettings

SAMPLE_RATE_HZ = 44_100
_DRAWS = 8
_BLOCK_S = 0.05
_SCAN_S = 60.0
_BEAT_ROOM_S = 2.0
# What a file may lack of the length it states: coders count the padding of their last frame.
_MISSING_S = 0.1


@dataclass(frozen=True, slots=True)
class _Song:
    """A song that is read in stretches: `read(start_sample, n_samples)` gives exactly these."""

    name: str
    n_samples: int
    sample_rate_hz: int
    read: Callable[[int, int], Clip]


def make_puzzle(song: Clip, recording_id: str, settings: PuzzleSettings, seed: int) -> Puzzle:
    """A puzzle of a whole song in memory, counted at the song's own sample rate.

    At 44,100 Hz it is the puzzle that `make_puzzle_from_file` makes of the song's file.

    Raises:
        PuzzleError: the song is too short, has no stretch where every piece sounds, or no beat.
    """
    return make_puzzle_and_window(song, recording_id, settings, seed)[0]


def make_puzzle_and_window(
    song: Clip, recording_id: str, settings: PuzzleSettings, seed: int
) -> tuple[Puzzle, Clip]:
    """The puzzle of `make_puzzle` with its window: what `pieces_of` cuts, at -16 LUFS."""
    whole = _Song("The song", song.n_samples, song.sample_rate_hz, song.cut)
    return _make(whole, recording_id, settings, seed, Progress())


def make_puzzle_from_file(
    path: str | PathLike[str],
    settings: PuzzleSettings,
    seed: int,
    *,
    report: Report = unreported,
    check: Check = unchecked,
) -> tuple[Puzzle, Clip]:
    """A puzzle of a sound file, and its window: what `pieces_of` cuts.

    Only the stretches that are tried are read, the whole file where several were silent.

    Args:
        path: the file.
        settings: the difficulty.
        seed: draws the puzzle.
        report: is told the share that is done, 0 to 1.
        check: called at the edges of chunks of a few seconds; what it raises gives up the puzzle.

    Returns:
        The puzzle, counted at 44,100 Hz, and the window: float32 (2, samples) at -16 LUFS.

    Raises:
        AudioError: the file cannot be read.
        PuzzleError: the song is too short, has no stretch where every piece sounds, or no beat.
    """
    name = fspath(path)
    progress = Progress(report, check)
    progress.at(0.0)
    n_samples = round(probe(path, check=check).duration_s * SAMPLE_RATE_HZ)

    def read(start: int, length: int) -> Clip:
        clip = read_clip(
            path,
            start_s=start / SAMPLE_RATE_HZ,
            duration_s=length / SAMPLE_RATE_HZ + _MISSING_S,
            check=check,
        )
        return _exactly(resample(clip, SAMPLE_RATE_HZ), length, name)

    song = _Song(name, n_samples, SAMPLE_RATE_HZ, read)
    recording_id = identify(path, check=check)
    return _make(song, recording_id, settings, seed, progress.part(0.1, 1.0))


def _make(
    song: _Song, recording_id: str, settings: PuzzleSettings, seed: int, progress: Progress
) -> tuple[Puzzle, Clip]:
    # Numbers are brought to one type each, as 24 and 24.0 seconds are the same puzzle.
    key: tuple[Part, ...] = (
        recording_id,
        int(settings.pieces),
        float(settings.gap_s),
        float(settings.total_s),
        bool(settings.on_beats),
        int(seed),
    )
    start, cuts, stretch = _place(song, settings, key, progress.part(0.0, 0.7))
    progress.at(0.7)
    begin, end = cuts[0][0], cuts[-1][0] + cuts[-1][1]
    window = to_loudness(to_stereo(stretch.cut(begin, end - begin)))
    puzzle = Puzzle(
        recording_id=recording_id,
        sample_rate_hz=song.sample_rate_hz,
        settings=settings,
        seed=seed,
        fragments=tuple(Fragment(recording_id, start + at, length) for at, length in cuts),
        deal=_deal(settings.pieces, key),
    )
    progress.at(0.9)
    same = same_sound_groups([piece_log_mel(piece) for piece in pieces_of(puzzle, window)])
    progress.at(1.0)
    return replace(puzzle, same=same), window


def _place(
    song: _Song, settings: PuzzleSettings, key: tuple[Part, ...], progress: Progress
) -> tuple[int, Cuts, Clip]:
    """Where the puzzle starts, its cuts from there on, and the stretch that holds them all."""
    even = even_cuts(settings, song.sample_rate_hz)
    needed = even[-1][0] + even[-1][1]
    if song.n_samples < needed:
        lasts_s, needs_s = (part / song.sample_rate_hz for part in (song.n_samples, needed))
        raise PuzzleError(
            f"{song.name}: lasts {lasts_s:.1f} s, but this puzzle needs {needs_s:.1f} s of it"
        )
    room = round(_BEAT_ROOM_S * song.sample_rate_hz) if settings.on_beats else 0
    for start in _starts(song, even, key, progress):
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


def _starts(song: _Song, even: Cuts, key: tuple[Part, ...], progress: Progress) -> Iterator[int]:
    """Starts to try: a few anywhere, then a few out of all where no piece is silent."""
    last = song.n_samples - (even[-1][0] + even[-1][1])
    for attempt in range(_DRAWS):
        progress.part(0.0, 0.2).at(attempt / _DRAWS)
        yield below(last + 1, "start", *key, attempt)
    block = round(_BLOCK_S * song.sample_rate_hz)
    chunk = block * round(_SCAN_S / _BLOCK_S)
    powers = []
    for at in range(0, song.n_samples, chunk):
        progress.part(0.2, 0.8).at(at / song.n_samples)
        powers.append(block_powers(song.read(at, min(chunk, song.n_samples - at)), block))
    sounding = sounding_blocks(np.concatenate(powers), even, block) * block
    sounding = sounding[sounding <= last]
    for attempt in range(_DRAWS if len(sounding) else 0):
        progress.part(0.8, 1.0).at(attempt / _DRAWS)
        yield int(sounding[below(len(sounding), "sounding start", *key, attempt)])


def _deal(n: int, key: tuple[Part, ...]) -> tuple[int, ...]:
    """A permutation that is not the true order."""
    attempts = (permutation(n, "deal", *key, attempt) for attempt in count())
    return next(deal for deal in attempts if deal != tuple(range(n)))


def _exactly(clip: Clip, n_samples: int, name: str) -> Clip:
    """The first `n_samples`; a few that are missing at the end of a file are silent."""
    missing = n_samples - clip.n_samples
    if missing > _MISSING_S * clip.sample_rate_hz:
        raise PuzzleError(f"{name}: ends earlier than it says")
    if missing > 0:
        return Clip(np.pad(clip.samples, ((0, 0), (0, missing))), clip.sample_rate_hz)
    return clip.cut(0, n_samples)
