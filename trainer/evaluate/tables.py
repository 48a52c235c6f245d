"""The figures as a person reads them: plain text for a terminal, Markdown for README."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from musicpuzzle.errors import DataError
from musicpuzzle.files import write_atomically
from musicpuzzle.games.opponents import MODEL_SUFFIX
from musicpuzzle.models.registry import RECONSTRUCTIONS, network_names
from musicpuzzle.play.characters import title_of_file

from .rows import PairedRow, Row

BEGIN = "<!-- evaluation begins -->"
END = "<!-- evaluation ends -->"
_MARK = "†"
_RECONSTRUCTED = "A reconstruction: its layers are unpublished, these are ours, built from SEN's."


def text_table(rows: Iterable[Row]) -> str:
    """One line for each row, in columns."""
    head = (
        "opponent", "game", "n", "gap", "disguised", "puzzles", "pairs", "whole", "95 %",
        "s/puzzle",
    )  # fmt: skip
    body = [
        (
            row["opponent"],
            row["game"],
            str(row["pieces"]),
            _gap(row["gap_s"]),
            "yes" if row["disguised"] else "no",
            str(row["puzzles"]),
            _share(row["pair_accuracy"]),
            _share(row["global_accuracy"]),
            f"{_share(row['global_low'])} to {_share(row['global_high'])}",
            f"{row['seconds_per_puzzle']:.3f}",
        )
        for row in rows
    ]
    return _columns([head, *body])


def paired_text(rows: Iterable[PairedRow]) -> str:
    """One line for each paired difference, in columns."""
    head = (
        "better by", "than", "game", "n", "gap", "disguised", "puzzles", "artists", "whole", "95 %",
    )  # fmt: skip
    body = [
        (
            row["opponent"],
            row["against"],
            row["game"],
            str(row["pieces"]),
            _gap(row["gap_s"]),
            "yes" if row["disguised"] else "no",
            str(row["puzzles"]),
            str(row["artists"]),
            f"{row['global_difference']:+.3f}",
            f"{row['global_low']:+.3f} to {row['global_high']:+.3f}",
        )
        for row in rows
    ]
    return _columns([head, *body])


def markdown(rows: Sequence[Row], note: str) -> str:
    """Tables of global accuracy, one for each game, gap, and plain or disguised pieces.

    Args:
        rows: the figures; where they have parameters, there is a column for them.
        note: a paragraph that says what they were measured on.
    """
    parts = [note]
    groups: dict[tuple[str, bool, float], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["game"], row["disguised"], row["gap_s"] or 0.0), []).append(row)
    games = list(dict.fromkeys(row["game"] for row in rows))
    for key in sorted(groups, key=lambda key: (games.index(key[0]), *key[1:])):
        parts += [_title(groups[key][0], len(games)), _markdown_table(groups[key])]
    if any(row["opponent"] in RECONSTRUCTIONS for row in rows):
        parts.append(f"{_MARK} {_RECONSTRUCTED}")
    return "\n\n".join(parts) + "\n"


def _title(row: Row, games: int) -> str:
    kind = "disguised" if row["disguised"] else "plain"
    gap = ""
    if row["gap_s"] is not None:
        gap = f"gap {row['gap_s']:g} s, " if row["gap_s"] else "no gap, "
    named = games > 1 or row["game"] != "jigsaw"
    what = f"{row['game'].capitalize()}: whole" if named else "Whole"
    return f"**{what} order right, {gap}{kind} pieces**"


def check_markdown(path: Path) -> None:
    """See that `write_markdown` would not overwrite anything that somebody wrote.

    Raises:
        DataError: the file exists without the two marker lines between which the tables belong.
    """
    if path.exists() and not _has_place(path.read_text(encoding="utf-8")):
        raise DataError(
            f"{path}: it exists, and has no lines {BEGIN} and {END} with a place between them"
        )


def write_markdown(path: Path, tables: str) -> None:
    """Put the tables between the marker lines of `path`, or make the file if it is not there.

    Raises:
        DataError: the file exists without the marker lines.
    """
    check_markdown(path)
    text = path.read_text(encoding="utf-8") if path.exists() else f"{BEGIN}\n{END}\n"
    before = text[: text.index(BEGIN)]
    after = text[text.index(END) + len(END) :]
    write_atomically(path, f"{before}{BEGIN}\n\n{tables}\n{END}{after}")


def _has_place(text: str) -> bool:
    return 0 <= text.find(BEGIN) < text.find(END)


def _markdown_table(rows: Sequence[Row]) -> str:
    numbers = sorted({row["pieces"] for row in rows})
    opponents = {row["opponent"]: row.get("parameters") for row in rows}
    cells = {(row["opponent"], row["pieces"]): row for row in rows}
    head = ["opponent", *(f"n = {number}" for number in numbers)]
    lines = [head, ["---"] * len(head)]
    for opponent in opponents:
        mark = f" {_MARK}" if opponent in RECONSTRUCTIONS else ""
        figures = [_markdown_cell(cells.get((opponent, number))) for number in numbers]
        lines.append([_shown(opponent) + mark, *figures])
    if any(count is not None for count in opponents.values()):
        counts = [f"{count:,}" if count else "0" for count in opponents.values()]
        for line, text in zip(lines, ["parameters", "---:", *counts], strict=True):
            line.insert(1, text)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _shown(opponent: str) -> str:
    return title_of_file(opponent) if opponent.endswith(MODEL_SUFFIX) else opponent


def _markdown_cell(row: Row | None) -> str:
    if row is None:
        return ""
    value = _short(row["global_accuracy"])
    # The wide cells with an interval are kept for those that learned something.
    if row["opponent"] not in network_names() and not row["opponent"].endswith(MODEL_SUFFIX):
        return value
    return f"{value} ({_short(row['global_low'])} to {_short(row['global_high'])})"


def _gap(gap_s: float | None) -> str:
    return "-" if gap_s is None else f"{gap_s:g} s"


def _share(value: float) -> str:
    return f"{value:.3f}"


def _short(value: float) -> str:
    """Two digits, as the papers print them: .55, 1.00, .00."""
    return f"{value:.2f}".removeprefix("0")


def _columns(lines: Sequence[Sequence[str]]) -> str:
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
