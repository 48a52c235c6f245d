"""What people answered to "Which is more like the first, A or B?"."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from musicpuzzle.errors import DataError

_COLUMNS = ("anchor", "nearer", "farther")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One answer: to a person `nearer` is more like `anchor` than `farther` is.

    Attributes:
        anchor, nearer, farther: names of songs, of recordings the hash of their content.
        dimension: of likeness, or empty for likeness as a whole.
    """

    anchor: str
    nearer: str
    farther: str
    dimension: str = ""


def read_judgements(path: Path) -> list[Judgement]:
    """The answers in a CSV file with the columns anchor, nearer, farther and, if any, dimension.

    Raises:
        DataError: it cannot be read or lacks a column.
    """
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path}: cannot be read ({error}).") from error
    for name in _COLUMNS:
        if rows and name not in rows[0]:
            raise DataError(f"{path}: has no column {name!r}.")
    return [
        Judgement(row["anchor"], row["nearer"], row["farther"], row.get("dimension") or "")
        for row in rows
    ]
