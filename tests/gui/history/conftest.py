"""Made-up rounds, kept by the real log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gui.context import Context
from gui.history.page import HistoryPage
from musicpuzzle.games import round as rules
from musicpuzzle.games.puzzle import Fragment, Puzzle
from musicpuzzle.games.settings import Game, PuzzleSettings
from musicpuzzle.play.history import History
from musicpuzzle.play.ladder import Ladder, Rung
from musicpuzzle.play.log import RoundLog
from musicpuzzle.play.rating import Rating
from musicpuzzle.play.records import Attempt, RoundRecord, SongRef, attempt_of, given_up

from ..conftest import bring_up

BEGIN = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
RATE_HZ = 100
PATIENCE_MS = 30_000


def make_puzzle(number: int, pieces: int, gap_s: float, game: Game) -> Puzzle:
    """Pieces of 2 s, dealt in reverse."""
    settings = PuzzleSettings(pieces=pieces, gap_s=gap_s, game=game)
    length = 2 * RATE_HZ
    step = length + round(settings.gap_s * RATE_HZ)
    parts = tuple(Fragment("song", 10_000 * number + step * k, length) for k in range(pieces))
    return Puzzle("song", RATE_HZ, settings, number, parts, tuple(reversed(range(pieces))))


def solve(puzzle: Puzzle, seconds: float, *, exact: bool) -> Attempt:
    """All right, or all but the last join."""
    order = list(puzzle.truth)
    if not exact:
        order = [order[-1], *order[:-1]]
    return attempt_of(rules.play_order(rules.start(puzzle), order, seconds))


def make_record(
    number: int,
    exact: bool | None = True,
    *,
    game: Game = "jigsaw",
    pieces: int = 4,
    gap_s: float = 0.25,
    rival: bool | None = None,
    path: Path | str = "gone.flac",
    **fields: Any,
) -> RoundRecord:
    """A round that ended `number` hours after the first; `exact` None is given up."""
    puzzle = make_puzzle(number, pieces, gap_s, game)
    person = given_up(rules.start(puzzle), 9.0) if exact is None else None
    values: dict[str, Any] = {
        "round_id": f"round {number}",
        "finished_at": BEGIN + timedelta(hours=number),
        "mode": "casual",
        "run_id": "run",
        "songs": (SongRef("song", str(path), "Harbour Lights"),),
        "opponent": None if rival is None else "sen",
        "person": person or solve(puzzle, 30.0, exact=bool(exact)),
        "rival": None if rival is None else solve(puzzle, 0.5, exact=rival),
        **fields,
    }
    return RoundRecord(puzzle=puzzle, **values)


def made_up_ladder() -> Ladder:
    """Four who were measured; the second and third are equal."""
    rungs = (
        Rung("sen-plus", Rating(1700, 40), 500, False, 0.7),
        Rung("sen", Rating(1510, 30), 500, True, 0.52),
        Rung("continuity", Rating(1490, 30), 500, False, 0.8),
        Rung("chance", Rating(1100, 20), 500),
    )
    return Ladder({"jigsaw": rungs}, {"jigsaw": ()}, {"jigsaw": 0.0}, "2026-01-01", "made up")


@pytest.fixture
def history(own_home: Path) -> History:
    """An empty log of the test's own."""
    return History(RoundLog(own_home / "rounds.jsonl"), made_up_ladder())


@pytest.fixture
def shown(context: Context, history: History, qtbot: Any) -> Iterator[Callable[..., HistoryPage]]:
    """Makes the page after some rounds were kept, shows it, and waits until all is read."""
    pages: list[HistoryPage] = []

    def show(*records: RoundRecord) -> HistoryPage:
        for record in records:
            history.finish(record, rated=record.mode == "rated")
        page = HistoryPage(context, lambda: History(RoundLog(history.log.path), made_up_ladder()))
        pages.append(page)
        bring_up(page, qtbot, 1100, 700)
        qtbot.waitUntil(lambda: not context.lanes.jobs, timeout=PATIENCE_MS)
        return page

    yield show
    for page in pages:
        page.close()
