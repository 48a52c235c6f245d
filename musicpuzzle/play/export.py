"""The history as a table for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from musicpuzzle.files import write_or_tell
from musicpuzzle.games.puzzle import letters
from musicpuzzle.play.records import Attempt, RoundRecord

COLUMNS = (
    "finished_at",
    "game",
    "mode",
    "run",
    "rated",
    "pieces",
    "gap_s",
    "seed",
    "songs",
    "paths",
    "truth",
    "order",
    "joins_right",
    "pair_accuracy",
    "exact",
    "seconds",
    "hints",
    "points",
    "opponent",
    "opponent_order",
    "opponent_points",
    "opponent_seconds",
    "rating_before",
    "rating_after",
    "deviation_after",
    "puzzle_rating",
    "id",
)


def to_csv(records: Iterable[RoundRecord]) -> str:
    """One line for each round under a line of names, as RFC 4180 has it."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(COLUMNS)
    table.writerows(_row(record) for record in records)
    return text.getvalue()


def write_csv(path: Path, records: Iterable[RoundRecord]) -> None:
    """Write `to_csv` into a file, whole or not at all.

    Raises:
        DataError: it cannot be written.
    """
    write_or_tell(path, to_csv(records))


def _row(record: RoundRecord) -> tuple[object, ...]:
    puzzle, person, rival, change = record.puzzle, record.person, record.rival, record.change
    names = letters(puzzle.n)
    return (
        record.finished_at.isoformat(),
        record.game,
        record.mode,
        record.run_id,
        int(record.is_rated),
        puzzle.settings.pieces,
        puzzle.settings.gap_s,
        puzzle.seed,
        "; ".join(_plain(song.title) for song in record.songs),
        "; ".join(_plain(song.path) for song in record.songs),
        "".join(names[piece] for piece in puzzle.truth),
        _letters(person, names),
        sum(person.verdict.joins),
        person.verdict.pair_accuracy,
        int(person.verdict.exact),
        person.seconds,
        " ".join(hint.kind for hint in record.hints),
        record.points,
        record.opponent or "",
        *(("", "", "") if rival is None else (_letters(rival, names), *_worth(rival))),
        *(("", "", "", "") if change is None else (
            change.before.value, change.after.value, change.after.deviation, change.puzzle.value
        )),
        record.round_id,
    )  # fmt: skip


def _letters(attempt: Attempt, names: tuple[str, ...]) -> str:
    return "".join(names[piece] for piece in attempt.order)


def _worth(attempt: Attempt) -> tuple[int, float]:
    return attempt.verdict.points, attempt.seconds


def _plain(text: str) -> str:
    """A name that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
