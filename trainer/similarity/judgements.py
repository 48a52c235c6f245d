"""What people answered to "Which is more like the first, A or B?"."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from musicpuzzle.errors import DataError

_OURS = ("anchor", "nearer", "farther")
# The public list of Lee et al. (ISMIR 2020), 3 s of songs of the Million Song Dataset.
_DIM_SIM = ("anchor_id", "song1_id", "song2_id", "song1_vote", "song2_vote")
_START = "start_seconds"


@dataclass(frozen=True, slots=True)
class Judgement:
    """One answer: to a person `nearer` is more like `anchor` than `farther` is.

    Attributes:
        anchor, nearer, farther: names of songs: of recordings the hash of their content, or what
            their list calls them.
        dimension: of likeness, or empty for likeness as a whole.
        starts_s: where the three seconds that were heard begin in each, where the list says.
    """

    anchor: str
    nearer: str
    farther: str
    dimension: str = ""
    starts_s: tuple[float, float, float] | None = None


def read_judgements(path: Path) -> list[Judgement]:
    """The answers in a CSV file.

    Either of our own, with the columns anchor, nearer, farther and, if any, dimension; or of
    dim-sim, with the columns anchor_id, song1_id, song2_id, each with a start in seconds, and the
    votes for either song; a tie says nothing and is left out.

    Raises:
        DataError: it cannot be read or lacks a column.
    """
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path}: cannot be read ({error}).") from error
    if not rows:
        return []
    theirs = "anchor_id" in rows[0]
    for name in _DIM_SIM if theirs else _OURS:
        if name not in rows[0]:
            raise DataError(f"{path}: has no column {name!r}.")
    try:
        found = [_dim_sim(row) if theirs else _own(row) for row in rows]
    except (TypeError, ValueError) as error:
        raise DataError(f"{path}: holds a row that is none ({error}).") from error
    return [judgement for judgement in found if judgement is not None]


def _own(row: Mapping[str, str]) -> Judgement:
    return Judgement(row["anchor"], row["nearer"], row["farther"], row.get("dimension") or "")


def _dim_sim(row: Mapping[str, str]) -> Judgement | None:
    first, second = float(row["song1_vote"]), float(row["song2_vote"])
    if first == second:
        return None
    names = ("anchor", "song1", "song2") if first > second else ("anchor", "song2", "song1")
    anchor, nearer, farther = (row[f"{name}_id"] for name in names)
    starts = [row.get(f"{name}_{_START}") for name in names]
    known = [float(text) for text in starts if text]
    starts_s = (known[0], known[1], known[2]) if len(known) == len(names) else None
    return Judgement(anchor, nearer, farther, "", starts_s)
