"""The evaluation of likeness as tables for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from musicpuzzle.models.subspaces import DIMENSIONS

from .measure import FLOOR, OVERALL, TRACK, WHOLE, Row

_PAPER: Mapping[str, str] = {
    "genre": ".785", "mood": ".790", "instruments": ".798", "tempo": ".955", TRACK: ".988",
}  # fmt: skip
"""Of Lee et al. (2020), each dimension in its own sub-space; measured on other songs than ours."""

_AHEAD = ("ahead", "ahead_low", "ahead_high")
Cell = Callable[[Row | None], str]
_COLUMNS = (*DIMENSIONS, OVERALL, TRACK)


def markdown(triplets: Sequence[Row], leakage: Sequence[Row]) -> str:
    """Tables of triplet accuracy, of what is ahead of the floor, and of leakage, by origin."""
    lines = [_counts(triplets), ""]
    for origin in _values(triplets, "origin"):
        lines += [f"### Triplets, {origin} songs", ""]
        lines += _as_markdown(_triplet_table(triplets, origin))
        lines += [f"### Ahead of MFCC on the same triplets, {origin} songs", ""]
        lines += _as_markdown(_ahead_table(triplets, origin))
    with_subspaces = [row for row in leakage if row["subspace"] != WHOLE]
    for model in _values(with_subspaces, "model"):
        lines += [f"### Sub-spaces, {model}", ""]
        lines += _as_markdown(_matched_table(triplets, leakage, model))
        for origin in _values(leakage, "origin"):
            lines += [f"### What sub-spaces know, {model}, {origin} songs", ""]
            lines += _as_markdown(_leakage_table(leakage, origin, model))
    return "\n".join(lines)


def text_table(triplets: Sequence[Row], leakage: Sequence[Row]) -> str:
    """The same for a terminal."""
    return markdown(triplets, leakage)


def _triplet_table(rows: Sequence[Row], origin: object) -> list[list[str]]:
    return _table(rows, origin, _cell)


def _counts(rows: Sequence[Row]) -> str:
    """How many triplets the figures rest on, and what the intervals are."""
    parts = []
    for origin in _values(rows, "origin"):
        own = {str(r["dimension"]): int(str(r["triplets"])) for r in rows if r["origin"] == origin}
        counts = ", ".join(f"{own[name]:,} of {name}" for name in _COLUMNS if name in own)
        parts.append(f"{origin} songs {counts}")
    return (
        f"Triplets: {'; '.join(parts)}. In brackets 95 % intervals by resampling songs (generated)"
        " or artists (recorded)."
    )


def _matched_table(
    triplets: Sequence[Row], leakage: Sequence[Row], model: object
) -> list[list[str]]:
    """Each dimension in its own sub-space beside the best other one, the floor and the paper."""
    table = [["", "own sub-space", "best other sub-space", "MFCC", "the paper, its own songs"]]
    for origin in _values(triplets, "origin"):
        known = [row for row in leakage if row["origin"] == origin and row["model"] == model]
        for name in (*DIMENSIONS, TRACK):
            spaces = {
                str(row["subspace"]): row["accuracy"]
                for row in known
                if row["dimension"] == name and row["measure"] == "triplet"
            }
            others = {k: v for k, v in spaces.items() if k not in (name, WHOLE)}
            wanted = [
                row for row in triplets if (row["origin"], row["dimension"]) == (origin, name)
            ]
            space = WHOLE if name == TRACK else "own"
            own = next((r for r in wanted if (r["model"], r["space"]) == (model, space)), None)
            floor = next((row for row in wanted if row["model"] == FLOOR), None)
            if own is None or (name != TRACK and not others):
                continue
            best = max(others, key=lambda each: float(str(others[each])), default="")
            beside = f"{_short(others[best])} ({best})" if best else "–"
            paper = _PAPER[name] if origin == "generated" else "–"
            words = f"{name}, {origin}" + (", whole space" if name == TRACK else "")
            table.append([words, _cell(own), beside, _cell(floor), paper])
    return table


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
