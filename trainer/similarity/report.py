"""The evaluation of likeness as tables for people."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from musicpuzzle.models.subspaces import DIMENSIONS

from .measure import OVERALL, TRACK, WHOLE, Row

_AHEAD = ("ahead", "ahead_low", "ahead_high")
Cell = Callable[[Row | None], str]
_COLUMNS = (*DIMENSIONS, OVERALL, TRACK)


def markdown(triplets: Sequence[Row], leakage: Sequence[Row]) -> str:
    """Tables of triplet accuracy, of what is ahead of the floor, and of leakage, by origin."""
    lines: list[str] = []
    for origin in _values(triplets, "origin"):
        lines += [f"### Triplets, {origin} songs", ""]
        lines += _as_markdown(_triplet_table(triplets, origin))
        lines += [f"### Ahead of MFCC on the same triplets, {origin} songs", ""]
        lines += _as_markdown(_ahead_table(triplets, origin))
    for origin in _values(leakage, "origin"):
        for model in _values(leakage, "model"):
            table = _leakage_table(leakage, origin, model)
            if len(table) > 2:
                lines += [f"### What sub-spaces know, {model}, {origin} songs", ""]
                lines += _as_markdown(table)
    return "\n".join(lines)


def text_table(triplets: Sequence[Row], leakage: Sequence[Row]) -> str:
    """The same for a terminal."""
    return markdown(triplets, leakage)


def _triplet_table(rows: Sequence[Row], origin: object) -> list[list[str]]:
    return _table(rows, origin, _cell)


def _ahead_table(rows: Sequence[Row], origin: object) -> list[list[str]]:
    return _table([row for row in rows if "ahead" in row], origin, _ahead_cell)


def _table(rows: Sequence[Row], origin: object, cell: Cell) -> list[list[str]]:
    table = [["model", "space", *_COLUMNS]]
    for model in _values(rows, "model"):
        for space in ("own", WHOLE):
            own = {
                str(row["dimension"]): row
                for row in rows
                if (row["origin"], row["model"], row["space"]) == (origin, model, space)
            }
            if own:
                table.append([str(model), space, *(cell(own.get(name)) for name in _COLUMNS)])
    return table


def _leakage_table(rows: Sequence[Row], origin: object, model: object) -> list[list[str]]:
    """A row for each sub-space: triplet accuracy and, after the stroke, the probe's."""
    own = [row for row in rows if (row["origin"], row["model"]) == (origin, model)]
    chance = {row["dimension"]: row["chance"] for row in own if row["measure"] == "probe"}
    head = [f"{name} (chance .50 / {_short(chance.get(name))})" for name in DIMENSIONS]
    table = [["sub-space", *head]]
    for subspace in _values(own, "subspace"):
        cells = [
            " / ".join(
                _short(_accuracy(own, subspace, name, measure)) for measure in ("triplet", "probe")
            )
            for name in DIMENSIONS
        ]
        table.append([str(subspace), *cells])
    return table


def _accuracy(rows: Sequence[Row], subspace: object, dimension: str, measure: str) -> object:
    wanted = (subspace, dimension, measure)
    for row in rows:
        if (row["subspace"], row["dimension"], row["measure"]) == wanted:
            return row["accuracy"]
    return None


def _cell(row: Row | None) -> str:
    if row is None:
        return "–"
    return f"{_short(row['accuracy'])} ({_short(row['low'])}–{_short(row['high'])})"


def _ahead_cell(row: Row | None) -> str:
    if row is None:
        return "–"
    value, low, high = (f"{float(str(row[key])):+.3f}" for key in _AHEAD)
    return f"{value} ({low} to {high})"


def _short(value: object) -> str:
    if not isinstance(value, float):
        return "–"
    return f"{value:.3f}".removeprefix("0")


def _values(rows: Sequence[Row], name: str) -> list[object]:
    return list(dict.fromkeys(row[name] for row in rows))


def _as_markdown(table: Sequence[Sequence[str]]) -> list[str]:
    head, *body = ["| " + " | ".join(row) + " |" for row in table]
    return [head, "|" + "---|" * len(table[0]), *body, ""]
