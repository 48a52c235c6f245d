"""What is kept of a finished round, and how it goes to one line of JSON and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Literal, cast, get_args

from musicpuzzle.errors import DataError, MusicPuzzleError
from musicpuzzle.games.puzzle import Puzzle
from musicpuzzle.games.round import Round, outcome
from musicpuzzle.games.score import Verdict
from musicpuzzle.games.settings import Game
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
        values = json.loads(line)
        if values["schema"] > SCHEMA:
            raise DataError("This round was kept by a newer Music Puzzle.")
        return _record(values)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise DataError(f"This stored round is damaged ({error}).") from error
    except MusicPuzzleError as error:
        raise DataError(str(error)) from error


def _record(values: Mapping[str, Any]) -> RoundRecord:
    rival, change, opponent = values["rival"], values["rating"], values["opponent"]
    finished_at = datetime.fromisoformat(values["at"])
    if finished_at.tzinfo is None:
        raise ValueError("its time has no zone")
    puzzle = Puzzle.from_json(values["puzzle"])
    return RoundRecord(
        round_id=str(values["id"]),
        finished_at=finished_at.astimezone(UTC),
        mode=cast(ModeName, one_of(MODES, values["mode"])),
        run_id=str(values["run"]),
        puzzle=puzzle,
        songs=songs_from_json(values["songs"]),
        opponent=None if opponent is None else str(opponent),
        person=_attempt(values["person"], puzzle),
        rival=None if rival is None else _attempt(rival, puzzle),
        hints=tuple(hint_from_json(hint) for hint in values["hints"]),
        change=None if change is None else change_from_json(change),
    )


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


def _attempt(values: Mapping[str, Any], puzzle: Puzzle) -> Attempt:
    order = tuple(int(piece) for piece in values["order"])
    joins = tuple(bool(join) for join in values["joins"])
    if order and sorted(order) != list(range(puzzle.n)):
        raise ValueError("an order does not name each piece once")
    verdict = Verdict(
        joins, float(values["pair_accuracy"]), bool(values["exact"]), int(values["points"])
    )
    return Attempt(order, verdict, float(values["seconds"]))
