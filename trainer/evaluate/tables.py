"""The figures as a person reads them: plain text for a terminal, Markdown for README."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from musicpuzzle.errors import DataError
from musicpuzzle.files import write_atomically

from .rows import PairedRow, Row

BEGIN = "<!-- evaluation begins -->"
END = "<!-- evaluation ends -->"
# The wide cells with an interval are kept for those that learned something.
LEARNED = ("sen", "sen-plus", "sn")


def text_table(rows: Iterable[Row]) -> str:
    """One line for each row, in columns."""
    head = ("opponent", "n", "gap", "disguised", "puzzles", "pairs", "whole", "95 %", "s/puzzle")
    body = [
        (
            row["opponent"],
            str(row["pieces"]),
            f"{row['gap_s']:g} s",
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
    head = ("better by", "than", "n", "gap", "disguised", "puzzles", "artists", "whole", "95 %")
    body = [
        (
            row["opponent"],
            row["against"],
            str(row["pieces"]),
            f"{row['gap_s']:g} s",
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
    """Tables of global accuracy, one for plain and one for disguised pieces and each gap.

    Args:
        rows: the figures.
        note: a paragraph that says what they were measured on.
    """
    parts = [note]
    for disguised in sorted({row["disguised"] for row in rows}):
        for gap_s in sorted({row["gap_s"] for row in rows}):
            chosen = [r for r in rows if r["disguised"] == disguised and r["gap_s"] == gap_s]
            if chosen:
                kind = "disguised" if disguised else "plain"
                gap = f"gap {gap_s:g} s" if gap_s else "no gap"
                parts.append(f"**Whole order right, {gap}, {kind} pieces**")
                parts.append(_markdown_table(chosen))
    return "\n\n".join(parts) + "\n"


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
    opponents = list(dict.fromkeys(row["opponent"] for row in rows))
    cells = {(row["opponent"], row["pieces"]): row for row in rows}
    lines = [
        "| opponent | " + " | ".join(f"n = {number}" for number in numbers) + " |",
        "|---|" + "---|" * len(numbers),
    ]
    for opponent in opponents:
        figures = [_markdown_cell(cells.get((opponent, number))) for number in numbers]
        lines.append(f"| {opponent} | " + " | ".join(figures) + " |")
    return "\n".join(lines)


def _markdown_cell(row: Row | None) -> str:
    if row is None:
        return ""
    value = _short(row["global_accuracy"])
    if row["opponent"] not in LEARNED:
        return value
    return f"{value} ({_short(row['global_low'])} to {_short(row['global_high'])})"


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
