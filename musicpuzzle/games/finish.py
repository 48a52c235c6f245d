"""The last steps of making a puzzle, the same in every game: deal, master, find what is alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.progress import Progress
from musicpuzzle.draw import Part, permutation
from musicpuzzle.features.logmel import piece_log_mel
from musicpuzzle.features.sameness import merged_groups, same_sound_groups
from musicpuzzle.games.mastering import mastered
from musicpuzzle.games.puzzle import Fragment, Puzzle, pieces_of
from musicpuzzle.games.settings import PuzzleSettings


def finished(
    puzzle: Puzzle,
    window: Clip,
    progress: Progress,
    *,
    repeats: Iterable[Iterable[int]] = (),
) -> tuple[Puzzle, Clip]:
    """The puzzle with the pieces that sound the same, and its window as it is heard.

    Args:
        puzzle: dealt.
        window: as cut from the song.
        progress: told of the steps.
        repeats: groups of fragments that stand for each other however they sound.
    """
    progress.at(0.0)
    heard = mastered(puzzle, window)
    progress.at(0.7)
    if not puzzle.has_truth:
        return puzzle, heard
    alike = same_sound_groups([piece_log_mel(piece) for piece in pieces_of(puzzle, heard)])
    listed = puzzle.as_listed
    known = [frozenset(listed[place] for place in group) for group in repeats]
    progress.at(1.0)
    return replace(puzzle, same=merged_groups([*alike, *known])), heard


def dealt(
    fragments: Sequence[Fragment],
    sample_rate_hz: int,
    settings: PuzzleSettings,
    seed: int,
    key: tuple[Part, ...],
) -> Puzzle:
    """The puzzle of these pieces, given in true order; it is never dealt in that order."""
    recordings = {fragment.recording_id for fragment in fragments}
    attempts = (permutation(len(fragments), "deal", *key, attempt) for attempt in count())
    return Puzzle(
        recording_id=recordings.pop() if len(recordings) == 1 else "",
        sample_rate_hz=sample_rate_hz,
        settings=settings,
        seed=seed,
        fragments=tuple(fragments),
        deal=next(deal for deal in attempts if deal != tuple(range(len(fragments)))),
    )
