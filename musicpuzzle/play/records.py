"""What is kept of a finished round, and how it goes to one line of JSON and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import lru_cache
from sys import intern
from typing import Any, Literal, cast, get_args

import msgspec

from musicpuzzle.errors import DataError, MusicPuzzleError
from musicpuzzle.games.puzzle import Fragment, Puzzle
from musicpuzzle.games.round import Round, outcome
from musicpuzzle.games.score import Verdict
from musicpuzzle.games.settings import Game, PuzzleSettings
from musicpuzzle.play.hints import Hint, hint_from_json, points_after
from musicpuzzle.play.person import RatingChange, change_from_json

SCHEMA = 1
"""Of a line. It goes up when older programs can no longer read what is written."""

ModeName = Literal["rated", "casual", "daily", "streak", "storm", "replay"]
MODES: tuple[ModeName, ...] = get_args(ModeName)


@dataclass(frozen=True, slots=True)
class SongRef:
    """A song that a puzzle was made of: known by its content, found again by its path."""

    recording_id: str
    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a player made of a puzzle.

    Attributes:
        order: the dealt pieces from first to last; empty where the player gave up.
        verdict: what it is worth.
        seconds: from the start to the submitted order.
    """

    order: tuple[int, ...]
    verdict: Verdict
    seconds: float


@dataclass(frozen=True, slots=True)
class RoundRecord:
    """A round that is over.

    Attributes:
        round_id: given when it began, so that it is never kept twice.
        finished_at: when it ended, UTC, in whole seconds.
        mode: how it was played.
        run_id: which run of the mode it belongs to, as the rounds of one streak.
        puzzle: what was to be solved.
        songs: what it was made of.
        opponent: the name of who solved it too, or None.
        person, rival: what both made of it; None where there was no opponent, or it failed.
        hints: those that the person took, in order.
        change: what a rated round did to the ratings; None for all others.
    """

    round_id: str
    finished_at: datetime
    mode: ModeName
    run_id: str
    puzzle: Puzzle
    songs: tuple[SongRef, ...]
    opponent: str | None
    person: Attempt
    rival: Attempt | None
    hints: tuple[Hint, ...] = ()
    change: RatingChange | None = None

    @property
    def game(self) -> Game:
        """Which game was played."""
        return self.puzzle.settings.game

    @property
    def is_rated(self) -> bool:
        """The round moved the person's rating."""
        return self.change is not None

    @property
    def gave_up(self) -> bool:
        """The person handed no order in."""
        return not self.person.order

    @property
    def points(self) -> int:
        """The person's points after hints."""
        return points_after(self.person.verdict.points, self.hints)


def attempt_of(round_: Round, verdict: Verdict | None = None) -> Attempt:
    """What a round that is over came to.

    Args:
        round_: the round.
        verdict: what its order is worth, where the truth does not say so.

    Raises:
        PuzzleError: it is not over, or has neither a right order nor a verdict.
    """
    if round_.submitted_s is None or verdict is None:
        verdict = outcome(round_)[0]
    return Attempt(round_.order, verdict, round_.elapsed_s(0.0))


def given_up(round_: Round, at_s: float) -> Attempt:
    """What a round came to that nobody will hand in: nothing."""
    nothing = Verdict((False,) * (round_.puzzle.n - 1), 0.0, exact=False, points=0)
    return Attempt((), nothing, round_.elapsed_s(at_s))


def utc_now() -> datetime:
    """Now, UTC, in whole seconds, as records keep it."""
    return datetime.now(UTC).replace(microsecond=0)


def to_line(record: RoundRecord) -> str:
    """One line of JSON, without its end."""
    values = {
        "schema": SCHEMA,
        "id": record.round_id,
        "at": record.finished_at.isoformat(),
        "mode": record.mode,
        "run": record.run_id,
        "game": record.game,
        "rated": record.is_rated,
        "puzzle": record.puzzle.to_json(),
        "songs": [asdict(song) for song in record.songs],
        "opponent": record.opponent,
        "person": _attempt_to_json(record.person),
        "rival": None if record.rival is None else _attempt_to_json(record.rival),
        "hints": [hint.to_json() for hint in record.hints],
        "points": record.points,
        "rating": None if record.change is None else record.change.to_json(),
    }
    return json.dumps(values, separators=(",", ":"))


def from_line(line: str | bytes) -> RoundRecord:
    """The record that `to_line` wrote.

    Raises:
        DataError: the line is damaged, or of a newer program.
    """
    try:
        return _record(_DECODER.decode(line))
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        if _is_newer(line):
            raise DataError("This round was kept by a newer Music Puzzle.") from error
        raise DataError(f"This stored round is damaged ({error}).") from error
    except MusicPuzzleError as error:
        raise DataError(str(error)) from error


class _Settings(msgspec.Struct, gc=False):
    pieces: int
    gap_s: float
    total_s: float
    on_beats: bool
    game: str


class _Puzzle(msgspec.Struct, gc=False):
    recording_id: str
    sample_rate_hz: int
    settings: _Settings
    seed: int
    fragments: tuple[tuple[int | str, ...], ...]
    deal: tuple[int, ...]
    same: tuple[frozenset[int], ...]


class _Song(msgspec.Struct, gc=False):
    recording_id: str
    path: str
    title: str


class _Attempt(msgspec.Struct, gc=False):
    order: tuple[int, ...]
    joins: tuple[bool, ...]
    pair_accuracy: float
    exact: bool
    points: int
    seconds: float


class _Line(msgspec.Struct, gc=False):
    schema: int
    id: str
    at: datetime
    mode: ModeName
    run: str
    puzzle: _Puzzle
    songs: tuple[_Song, ...]
    opponent: str | None
    person: _Attempt
    rival: _Attempt | None
    hints: tuple[dict[str, Any], ...]
    rating: dict[str, Any] | None


_DECODER = msgspec.json.Decoder(_Line)


def _is_newer(line: str | bytes) -> bool:
    try:
        values = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeError):
        return False
    schema = values.get("schema") if isinstance(values, dict) else None
    return isinstance(schema, int) and schema > SCHEMA


def _record(line: _Line) -> RoundRecord:
    if line.schema > SCHEMA:
        raise ValueError(f"schema {line.schema}")
    if line.at.tzinfo is None:
        raise ValueError("its time has no zone")
    puzzle = _puzzle(line.puzzle)
    at = line.at if line.at.tzinfo is UTC else line.at.astimezone(UTC)
    return RoundRecord(
        round_id=line.id,
        finished_at=at,
        mode=line.mode,
        run_id=line.run,
        puzzle=puzzle,
        songs=tuple([_song(song.recording_id, song.path, song.title) for song in line.songs]),
        opponent=line.opponent and intern(line.opponent),
        person=_attempt(line.person, puzzle.n),
        rival=None if line.rival is None else _attempt(line.rival, puzzle.n),
        hints=tuple([hint_from_json(hint) for hint in line.hints]) if line.hints else (),
        change=None if line.rating is None else change_from_json(line.rating),
    )


def _puzzle(stored: _Puzzle) -> Puzzle:
    song, chosen = stored.recording_id, stored.settings
    parts: list[Any]
    if song:
        parts = [Fragment(song, start, n) for start, n in cast(Any, stored.fragments)]
    else:
        parts = [Fragment(of, start, n) for start, n, of in cast(Any, stored.fragments)]
    return Puzzle(
        song,
        stored.sample_rate_hz,
        _settings(chosen.pieces, chosen.gap_s, chosen.total_s, chosen.on_beats, chosen.game),
        stored.seed,
        tuple(parts),
        stored.deal,
        stored.same,
    )


# What many rounds have in common is checked and kept once.


@lru_cache(maxsize=1024)
def _settings(
    pieces: int, gap_s: float, total_s: float, on_beats: bool, game: str
) -> PuzzleSettings:
    return PuzzleSettings(pieces, gap_s, total_s, on_beats, cast(Game, intern(game)))


@lru_cache(maxsize=4096)
def _song(recording_id: str, path: str, title: str) -> SongRef:
    return SongRef(recording_id, path, title)


@lru_cache(maxsize=4096)
def _verdict(joins: tuple[bool, ...], pair_accuracy: float, exact: bool, points: int) -> Verdict:
    return Verdict(joins, pair_accuracy, exact, points)


@lru_cache(maxsize=4096)
def _order(order: tuple[int, ...], n: int) -> tuple[int, ...]:
    if order and sorted(order) != list(range(n)):
        raise ValueError("an order does not name each piece once")
    return order


def _attempt(stored: _Attempt, n: int) -> Attempt:
    verdict = _verdict(stored.joins, stored.pair_accuracy, stored.exact, stored.points)
    return Attempt(_order(stored.order, n), verdict, stored.seconds)


def one_of(known: Sequence[str], value: object) -> str:
    """The value, if it is one of those that are known.

    Raises:
        ValueError: it is not.
    """
    if value not in known:
        raise ValueError(f"{value!r} is none of {', '.join(known)}")
    return str(value)


def songs_from_json(values: Sequence[Mapping[str, Any]]) -> tuple[SongRef, ...]:
    """The songs whose fields were written.

    Raises:
        KeyError, TypeError: one is damaged.
    """
    return tuple(
        SongRef(str(song["recording_id"]), str(song["path"]), str(song["title"])) for song in values
    )


def _attempt_to_json(attempt: Attempt) -> dict[str, Any]:
    return {
        "order": list(attempt.order),
        **asdict(attempt.verdict),
        "seconds": attempt.seconds,
    }
