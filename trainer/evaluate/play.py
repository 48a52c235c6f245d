"""All opponents play all puzzles of a song, each the very same sound."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from typing import Protocol

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.decode import read_clip
from musicpuzzle.audio.disguise import disguise
from musicpuzzle.audio.resample import resample, to_stereo
from musicpuzzle.draw import permutation
from musicpuzzle.errors import AudioError, PuzzleError
from musicpuzzle.features.sections import Section
from musicpuzzle.games.make import SAMPLE_RATE_HZ, find_song_sections, make_puzzle_and_window
from musicpuzzle.games.opponents import CancelledError, SharedFeatures, plays
from musicpuzzle.games.puzzle import Puzzle, pieces_of
from musicpuzzle.games.score import judge

from .outcomes import Asked, Outcome
from .plan import Deal, Plan, opponent_seed, piece_disguises
from .players import Players
from .songs import LeftOut, Song

# Of a longer file only the beginning is played, so that it fits into memory.
LONGEST_S = 600.0


class Watch(Protocol):
    """What somebody outside sees of the play, and how they end it."""

    def cancelled(self) -> bool:
        """True once the play is to stop."""
        ...

    def advance(self, questions: int) -> None:
        """So many more questions are done with, answered or left out."""
        ...


@dataclass(frozen=True, slots=True)
class Played:
    """What came of a song: the new outcomes, and what could not be played."""

    outcomes: tuple[Outcome, ...] = ()
    left_out: LeftOut | None = None


def questions(song: Song, plan: Plan, digests: Mapping[str, str]) -> Iterator[Asked]:
    """Everything that the opponents are asked about one song."""
    for deal in plan.deals():
        if not song.is_good_for(deal.game, deal.pieces):
            continue
        for disguised, name in product(plan.disguises, plan.opponents):
            if not plays(name, deal.game):
                continue
            yield Asked(
                opponent=name,
                model=digests[name],
                seed=plan.seed,
                total_s=plan.total_s,
                recording_id=song.recording_id,
                deal=deal,
                disguised=disguised,
            )


def play_song(
    song: Song, todo: Iterable[Asked], plan: Plan, players: Players, watch: Watch
) -> Played:
    """Let the opponents solve the puzzles of one song, which is decoded once.

    Args:
        song: whose puzzles are played.
        todo: the questions to ask, of those that `questions` gives.
        plan: what is measured.
        players: who plays.
        watch: is told of each question done with.

    Raises:
        CancelledError: `watch` wanted an end.
        ModelError: an opponent has no model to play with.
    """
    asked: dict[Deal, list[Asked]] = defaultdict(list)
    for each in todo:
        asked[each.deal].append(each)
    try:
        clip = as_played(read_clip(song.path, duration_s=LONGEST_S))
    except AudioError as error:
        watch.advance(sum(map(len, asked.values())))
        return Played(left_out=LeftOut(song.path, error.reason))
    sections = None
    if any(deal.game == "sequencing" for deal in asked):
        sections = find_song_sections(clip, check=partial(_check, watch))
    outcomes: list[Outcome] = []
    reasons: dict[Deal, str] = {}
    for deal, group in asked.items():
        try:
            table = _lay_out(song, clip, deal, plan, sections)
        except PuzzleError as error:
            reasons[deal] = str(error).removeprefix("The song: ")
            watch.advance(len(group))
        else:
            outcomes.extend(_ask(song, table, each, players, watch) for each in group)
    return Played(tuple(outcomes), _left_out(song, reasons))


def _left_out(song: Song, reasons: Mapping[Deal, str]) -> LeftOut | None:
    """What is said of the puzzles that could not be made: the first reason, and how many."""
    if not reasons:
        return None
    # Not every song has so many sections, and nobody need be told of each that has not.
    telling = [reason for deal, reason in reasons.items() if deal.game != "sequencing"]
    first = next(iter(telling or reasons.values()))
    return LeftOut(song.path, first, len(reasons), usual=not telling)


def _check(watch: Watch) -> None:
    if watch.cancelled():
        raise CancelledError


def as_played(song: Clip) -> Clip:
    """A song as the game has it before it is cut: float32 (2, samples) at 44,100 Hz."""
    return to_stereo(resample(song, SAMPLE_RATE_HZ))


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """A puzzle as it lies before the opponents.

    Attributes:
        puzzle: with the truth.
        hand: hand[k] is the dealt piece that an opponent gets as its k-th. The game never deals
            the true order, so who always gave the same answer would do better or worse than
            1/n! without this second shuffle.
        pieces: by whether they are disguised, in the order of the hand.
        shared: what the opponents have computed of the pieces, by whether they are disguised.
    """

    puzzle: Puzzle
    hand: tuple[int, ...]
    pieces: Mapping[bool, tuple[Clip, ...]]
    shared: Mapping[bool, SharedFeatures] = field(default_factory=lambda: {False: {}, True: {}})


def _lay_out(
    song: Song, clip: Clip, deal: Deal, plan: Plan, sections: Sequence[Section] | None
) -> _Table:
    drawn = plan.puzzle_seed(song.drawn_by, deal)
    puzzle, window = make_puzzle_and_window(
        clip,
        song.drawn_by,
        plan.settings(deal),
        drawn,
        sections=sections,
        parts=song.parts or None,
    )
    dealt = pieces_of(puzzle, window)
    hand = permutation(puzzle.n, "hand", drawn)
    pieces = {False: tuple(dealt[piece] for piece in hand)}
    if True in plan.disguises:
        masks = piece_disguises(drawn, puzzle.n)
        pieces[True] = tuple(map(disguise, pieces[False], masks))
    return _Table(puzzle, hand, pieces)


def _ask(song: Song, table: _Table, asked: Asked, players: Players, watch: Watch) -> Outcome:
    _check(watch)
    thought = players.player(asked.opponent).think(
        table.pieces[asked.disguised],
        cancelled=watch.cancelled,
        seed=opponent_seed(table.puzzle.seed, disguised=asked.disguised),
        shared=table.shared[asked.disguised],
    )
    verdict = judge(table.puzzle, [table.hand[piece] for piece in thought.order])
    watch.advance(1)
    return Outcome(
        opponent=asked.opponent,
        model=asked.model,
        seed=asked.seed,
        total_s=asked.total_s,
        recording_id=song.recording_id,
        artist=song.artist,
        game=asked.deal.game,
        pieces=asked.deal.pieces,
        gap_s=asked.deal.gap_s,
        index=asked.deal.number,
        disguised=asked.disguised,
        joins=sum(verdict.joins),
        exact=verdict.exact,
        seconds=sum(thought.seconds.values()),
    )
