"""A sequencing: sections of one song that do not touch, of each its beginning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.progress import Progress
from musicpuzzle.audio.stream import mono_stream
from musicpuzzle.draw import Part, permutation
from musicpuzzle.errors import PuzzleError
from musicpuzzle.features.outline import SAMPLE_RATE_HZ, outline
from musicpuzzle.features.sections import Section, find_sections
from musicpuzzle.games.cuts import has_silence, piece_powers
from musicpuzzle.games.finish import dealt, finished
from musicpuzzle.games.puzzle import Fragment, Puzzle, joined
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.games.source import Source

APART_S = 4.0
"""At least so much of the song lies between a piece and the next."""
SHORTEST_S = 3.0
"""A piece lasts at least so long; all pieces of a puzzle last equally long."""

# Of so many sections all choices are looked at: 12,870 at most.
_MOST_SECTIONS = 16
_FEWEST_SOUNDS = 3
# A choice with shorter pieces than this share of the longest there can be is left alone.
_GOOD_SHARE = 0.75
_DRAWS = 8


@dataclass(frozen=True, slots=True)
class _Choice:
    """Sections in their order and how much of each is taken, in seconds."""

    sections: tuple[Section, ...]
    piece_s: float


def make_sequencing(
    song: Source,
    settings: PuzzleSettings,
    seed: int,
    progress: Progress,
    sections: Sequence[Section] | None = None,
) -> tuple[Puzzle, Clip]:
    """A puzzle and its window, the pieces one after another.

    Sections with the same label may be exchanged, as may pieces that sound the same. At most one
    piece more than there are different sections is taken, and three at least are different.

    Args:
        song: what it is made of.
        settings: how many pieces.
        seed: draws the sections and the deal.
        progress: told of the steps; finding the sections takes longest.
        sections: of the song, as `sections_of` finds them, where they are known already.

    Raises:
        AudioError: the song cannot be read.
        PuzzleError: it has too few sections that differ and lie apart, or they are silent.
    """
    key: tuple[Part, ...] = ("sequencing", song.recording_id, int(settings.pieces), int(seed))
    found = sections_of(song, progress.part(0.0, 0.7)) if sections is None else sections
    choices = _choices(found, settings)
    if not choices:
        raise PuzzleError(
            f"{song.name}: has no {settings.pieces} sections to tell apart with {APART_S:g} s"
            " between them"
        )
    for draw in permutation(len(choices), "sections", *key)[:_DRAWS]:
        progress.at(0.7)
        fragments, window = _cut(song, choices[draw])
        if not has_silence(piece_powers(window, _places(fragments))):
            puzzle = dealt(fragments, song.sample_rate_hz, settings, seed, key)
            repeats = _repeats(choices[draw].sections)
            return finished(puzzle, window, progress.part(0.8, 1.0), repeats=repeats)
    raise PuzzleError(f"{song.name}: found no {settings.pieces} sections with sound in all of them")


def sections_of(song: Source, progress: Progress) -> tuple[Section, ...]:
    """The sections of a whole song, which is read once, a few seconds at a time."""
    n_read = 0

    def blocks_read() -> Iterator[Clip]:
        nonlocal n_read
        for block in song.blocks():
            progress.at(min(1.0, n_read / block.sample_rate_hz / max(1.0, song.duration_s)))
            n_read += block.n_samples
            yield block

    stream = mono_stream(blocks_read(), SAMPLE_RATE_HZ)
    return find_sections(outline(stream), check=progress.check)


def _choices(sections: Sequence[Section], settings: PuzzleSettings) -> list[_Choice]:
    """All good ways to take so many sections."""
    longest = sorted(sections, key=lambda each: each.start_s - each.end_s)[:_MOST_SECTIONS]
    known = sorted(longest, key=lambda each: each.start_s)
    different = max(_FEWEST_SOUNDS, settings.pieces - 1)
    choices = [
        _Choice(taken, min(settings.piece_s, _room_s(taken)))
        for taken in combinations(known, settings.pieces)
        if len({section.label for section in taken}) >= different
    ]
    least_s = max(
        SHORTEST_S, _GOOD_SHARE * max((choice.piece_s for choice in choices), default=0.0)
    )
    return [choice for choice in choices if choice.piece_s >= least_s]


def _room_s(sections: Sequence[Section]) -> float:
    """How long pieces can be that lie in their sections and far enough apart."""
    rooms_s = [section.end_s - section.start_s for section in sections]
    apart_s = [after.start_s - APART_S - section.start_s for section, after in pairwise(sections)]
    return min(*rooms_s, *apart_s)


def _cut(song: Source, choice: _Choice) -> tuple[list[Fragment], Clip]:
    length = int(choice.piece_s * song.sample_rate_hz)
    fragments = []
    for section in choice.sections:
        start = min(round(section.start_s * song.sample_rate_hz), song.n_samples - length)
        fragments.append(Fragment(song.recording_id, start, length))
    return fragments, joined(song.read(part.start_sample, length) for part in fragments)


def _places(fragments: Sequence[Fragment]) -> tuple[tuple[int, int], ...]:
    length = fragments[0].n_samples
    return tuple((place * length, length) for place in range(len(fragments)))


def _repeats(sections: Sequence[Section]) -> list[list[int]]:
    labels = [section.label for section in sections]
    groups = ([at for at, other in enumerate(labels) if other == label] for label in set(labels))
    return [group for group in groups if len(group) > 1]
