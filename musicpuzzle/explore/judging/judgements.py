"""Answers to "Which is more like the first, A or B?", as CSV: one row for each.

A file that a program adds to has a column `did` at its end, by which a row that was not written to
its end is known: it is left out, and so is what was taken back. Lists made otherwise may lack it,
and every column behind the first three. The public list dim-sim (Lee et al., "Disentangled
Multidimensional Metric Learning for Music Similarity", ICASSP 2020) is read too.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

from musicpuzzle.errors import DataError
from musicpuzzle.explore.search import DIMENSIONS
from musicpuzzle.files import telling

Did = Literal["answered", "skipped", "undone"]
Asked = tuple[str, str, frozenset[str]]
"""By which a question is known: the dimension, the first song, and the two others."""

_NAMES = ("anchor", "nearer", "farther")
_START = "start_seconds"
_STARTS = tuple(f"{name}_{_START}" for name in _NAMES)
EXPORTED = (*_NAMES, "dimension", *_STARTS, "source", "at")
COLUMNS = (*EXPORTED, "as_a", "id", "did")
_DIM_SIM = ("anchor_id", "song1_id", "song2_id", "song1_vote", "song2_vote")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One answer: to a person `nearer` is more like `anchor` than `farther` is.

    Attributes:
        anchor, nearer, farther: names of songs: of recordings the hash of their content, or what
            their list calls them.
        dimension: of likeness, one of DIMENSIONS, or empty for likeness as a whole.
        starts_s: where the seconds that were heard begin in each, where the list says.
    """

    anchor: str
    nearer: str
    farther: str
    dimension: str = ""
    starts_s: tuple[float, float, float] | None = None

    @property
    def asked(self) -> Asked:
        """The question, whichever song was A and whatever the answer."""
        return self.dimension, self.anchor, frozenset((self.nearer, self.farther))


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a file that a program adds to.

    Attributes:
        judgement: what was answered; of a question that was left open, A and B in their order.
        did: "skipped" for a question that was left open, "undone" for the entry of this id.
        entry_id: of an answer, or of the one that is taken back.
        source: the file that it was imported from; empty for what the person answered here.
        at: when, in ISO 8601.
        as_a: which song was called A, "nearer" or "farther"; empty where nobody knows.
    """

    judgement: Judgement
    did: Did
    entry_id: str
    source: str = ""
    at: str = ""
    as_a: str = ""


def read_judgements(path: Path) -> list[Judgement]:
    """The answers in a CSV file that hold.

    Either of our own, with the columns anchor, nearer and farther; or of dim-sim, with the columns
    anchor_id, song1_id, song2_id, each with a start in seconds, and the votes for either song; a
    tie says nothing and is left out.

    Raises:
        DataError: it cannot be read, lacks a column, or is a list with a row that is none.
    """
    try:
        with telling(path, "cannot be read"):
            text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: cannot be read, it is no text in UTF-8.") from error
    if _header(text)[-1:] == ["did"]:
        return [
            entry.judgement for entry in standing(entries_of(text)[0]) if entry.did != "skipped"
        ]
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""))
        columns, rows = reader.fieldnames, list(reader)
    except csv.Error as error:
        raise DataError(f"{path}: cannot be read ({error}).") from error
    if columns is None:
        return []
    theirs = "anchor_id" in columns
    for name in _DIM_SIM if theirs else _NAMES:
        if name not in columns:
            raise DataError(f"{path}: has no column {name!r}.")
    try:
        found = [_dim_sim(row) if theirs else _own(row) for row in rows]
    except (TypeError, ValueError) as error:
        raise DataError(f"{path}: holds a row that is none ({error}).") from error
    return [judgement for judgement in found if judgement is not None]


def entries_of(text: str) -> tuple[list[Entry], int]:
    """The entries of a file that a program adds to, and how many lines hold none."""
    names = _header(text)
    lines = [line for line in text.split("\n")[1:] if line.strip()]
    found = [entry for line in lines if (entry := _entry(names, line)) is not None]
    return found, len(lines) - len(found)


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """The answers, and the questions left open, that were not taken back; each id once."""
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.did == "undone":
            found.pop(entry.entry_id, None)
        else:
            found.setdefault(entry.entry_id, entry)
    return list(found.values())


def head() -> str:
    """The first line of a file that a program adds to."""
    return _line(COLUMNS)


def line_of(entry: Entry) -> str:
    """The line of an entry."""
    return _line([*_values(entry), entry.as_a, entry.entry_id, entry.did])


def table_of(entries: Iterable[Entry]) -> str:
    """Answers for other programs, and for `read_judgements`, as RFC 4180 has it."""
    rows = [_line(_values(entry)) for entry in entries if entry.did == "answered"]
    return "".join([_line(EXPORTED), *rows]).replace("\n", "\r\n")


def _values(entry: Entry) -> list[str]:
    own = entry.judgement
    starts = ["", "", ""] if own.starts_s is None else [f"{start:.3f}" for start in own.starts_s]
    return [
        own.anchor, own.nearer, own.farther, own.dimension, *starts, entry.source, entry.at
    ]  # fmt: skip


def _line(values: Iterable[str]) -> str:
    text = io.StringIO()
    # What ends a line within a name would make two rows of one.
    plain = [" ".join(value.split()) for value in values]
    csv.writer(text, lineterminator="\n").writerow(plain)
    return text.getvalue()


def _header(text: str) -> list[str]:
    return text.split("\n", 1)[0].rstrip("\r").split(",")


def _entry(names: list[str], line: str) -> Entry | None:
    """The entry of a line; None where it is damaged."""
    try:
        values = next(csv.reader([line.rstrip("\r")], strict=True))
        if len(values) != len(names):
            return None
        row = dict(zip(names, values, strict=True))
        if row["did"] not in get_args(Did) or not row["id"]:
            return None
        return Entry(
            _own(row), cast("Did", row["did"]), row["id"],
            row.get("source", ""), row.get("at", ""), row.get("as_a", ""),
        )  # fmt: skip
    except (csv.Error, StopIteration, ValueError, KeyError):
        return None


def _own(row: Mapping[str, str]) -> Judgement:
    names = [(row[name] or "").strip() for name in _NAMES]
    if not all(names):
        raise ValueError("it lacks a name")
    if len(set(names)) < len(names):
        raise ValueError(f"it names {names[0]!r}, {names[1]!r} and {names[2]!r}")
    dimension = (row.get("dimension") or "").strip().lower()
    if dimension not in ("", *DIMENSIONS):
        raise ValueError(f"{dimension!r} is none of {', '.join(DIMENSIONS)}")
    return Judgement(names[0], names[1], names[2], dimension, _starts(row, _NAMES))


def _dim_sim(row: Mapping[str, str]) -> Judgement | None:
    first, second = float(row["song1_vote"]), float(row["song2_vote"])
    if first == second:
        return None
    names = ("anchor", "song1", "song2") if first > second else ("anchor", "song2", "song1")
    # What a short row lacks is None.
    anchor, nearer, farther = ((row[f"{name}_id"] or "").strip() for name in names)
    if not (anchor and nearer and farther):
        raise ValueError("it lacks a name")
    return Judgement(anchor, nearer, farther, "", _starts(row, names))


def _starts(row: Mapping[str, str], names: tuple[str, ...]) -> tuple[float, float, float] | None:
    known = [float(text) for name in names if (text := row.get(f"{name}_{_START}"))]
    return (known[0], known[1], known[2]) if len(known) == len(names) else None
