"""Nothing keeps the GUI thread from answering on the History page, however much was played."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from musicpuzzle.games import round as rules
from musicpuzzle.games.puzzle import Fragment, Puzzle
from musicpuzzle.games.settings import GAMES, Game, PuzzleSettings
from musicpuzzle.play.person import RatingChange
from musicpuzzle.play.rating import Rating
from musicpuzzle.play.records import RoundRecord, SongRef, attempt_of, to_line

from .busy import AS_FRAMES, always_slow

pytestmark = pytest.mark.timeout(300)
ROUNDS = 5000
BEGIN = datetime(2025, 1, 1, tzinfo=UTC)


def a_round(game: Game) -> str:
    """A rated round as a line of the log."""
    settings = PuzzleSettings(pieces=4, game=game)
    parts = tuple(Fragment("song", 500 * k, 200) for k in range(4))
    puzzle = Puzzle("song", 100, settings, 1, parts, (3, 2, 1, 0))
    played = attempt_of(rules.play_order(rules.start(puzzle), (3, 2, 1, 0), 20.0))
    change = RatingChange(*(Rating(1500.0, 60.0) for _ in range(4)))
    song = SongRef("song", "gone.flac", "Harbour Lights")
    return to_line(
        RoundRecord(
            "ID", BEGIN, "rated", "run", puzzle, (song,), "sen", played, played, change=change
        )
    )


def write_log(path: Path) -> None:
    """Years of rated rounds in all games, whose ratings go up and down."""
    templates = [a_round(game) for game in GAMES]
    lines = []
    for number in range(ROUNDS):
        at = (BEGIN + timedelta(hours=number)).isoformat()
        line = templates[number % 3].replace('"ID"', f'"round {number}"')
        line = line.replace(BEGIN.isoformat(), at)
        value = 1500.0 + 37 * number % 101 + number % 3 * 40
        lines.append(line.replace('"after":{"value":1500.0', f'"after":{{"value":{value}'))
    path.parent.mkdir(parents=True)
    path.write_text("\n".join(lines) + "\n")


@AS_FRAMES
def test_no_event_of_a_long_history_takes_that_many_frames(own_home: Path, frames: int) -> None:
    write_log(own_home / "data" / "rounds.jsonl")
    assert not always_slow(frames, "watched_history.py")
