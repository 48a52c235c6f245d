"""Rounds that somebody could have played, without any sound."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from musicpuzzle.draw import permutation
from musicpuzzle.games import round as rules
from musicpuzzle.games.puzzle import Fragment, Puzzle
from musicpuzzle.games.settings import Game, PuzzleSettings
from musicpuzzle.play.difficulty import Kind, Measured
from musicpuzzle.play.ladder import Ladder, Rung
from musicpuzzle.play.rating import Rating
from musicpuzzle.play.records import Attempt, RoundRecord, SongRef, attempt_of, given_up

BEGIN = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)  # a Monday
RATE_HZ = 100


def make_puzzle(
    n: int = 4, seed: int = 1, gap_s: float = 0.25, song: str = "song", game: Game = "jigsaw"
) -> Puzzle:
    """Pieces of 2 s, dealt as the seed says."""
    settings = PuzzleSettings(pieces=n, gap_s=gap_s, game=game)
    start, length = 1000 * seed, 2 * RATE_HZ
    step = length + round(gap_s * RATE_HZ)
    fragments = tuple(Fragment(song, start + step * place, length) for place in range(n))
    deal = permutation(n, "deal", seed)
    return Puzzle(song, RATE_HZ, settings, seed, fragments, deal)


def make_medley(n: int = 3) -> Puzzle:
    """Pieces of different songs, which have no right order."""
    fragments = tuple(Fragment(f"song {place}", 1000, 8 * RATE_HZ) for place in range(n))
    settings = PuzzleSettings(pieces=n, game="medley")
    return Puzzle("", RATE_HZ, settings, 1, fragments, tuple(reversed(range(n))))


def solve(puzzle: Puzzle, joins: int | None, seconds: float) -> Attempt:
    """An attempt with so many right joins of the n-1, or given up where it is None."""
    begun = rules.start(puzzle)
    if joins is None:
        return given_up(begun, seconds)
    # Blocks of right joins, laid from the last to the first, so that no other join is right.
    blocks = [list(puzzle.truth[: joins + 1]), *([piece] for piece in puzzle.truth[joins + 1 :])]
    order = [piece for block in reversed(blocks) for piece in block]
    attempt = attempt_of(rules.play_order(begun, order, seconds))
    assert sum(attempt.verdict.joins) == joins
    return attempt


def make_record(
    number: int, joins: int | None = 3, rival: int | None = None, **fields: object
) -> RoundRecord:
    """A round that ended `number` hours after the first; joins of the person and of the rival."""
    game = fields.pop("game", "jigsaw")
    puzzle = fields.pop("puzzle", None) or make_puzzle(seed=number, game=game)  # type: ignore[arg-type]
    assert isinstance(puzzle, Puzzle)
    values: dict[str, object] = {
        "round_id": f"round {number}",
        "finished_at": BEGIN + timedelta(hours=number),
        "mode": "casual",
        "run_id": "run",
        "songs": (SongRef(puzzle.recording_id, "/music/Å song.flac", "Å song"),),
        "opponent": None if rival is None else "sen",
        "person": solve(puzzle, joins, 30.0 + number),
        "rival": None if rival is None else solve(puzzle, rival, 0.5),
        **fields,
    }
    return RoundRecord(puzzle=puzzle, **values)  # type: ignore[arg-type]


def made_up_ladder() -> Ladder:
    """Two opponents and eight kinds of puzzles that get harder with pieces and gap."""
    rungs = (
        Rung("sen", Rating(1600, 40), 500, False, 0.7),
        Rung("chance", Rating(1000, 50), 500),
    )
    kinds = tuple(
        Measured(Kind(pieces, gap_s), 1000 + 100 * place + 300 * gap_s, 30)
        for place, pieces in enumerate((3, 4, 6, 8))
        for gap_s in (0.0, 1.0)
    )
    return Ladder({"jigsaw": rungs}, {"jigsaw": kinds}, {"jigsaw": 80.0}, "2026-01-01", "made up")
