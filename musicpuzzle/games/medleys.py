"""Where the songs of composed medleys lie, as medleys.json beside them says. Without audio.

It is a list with an entry for each: "file", its name, and "parts", in each of which "start_s" and
"end_s" say from where to where that song lasts; what else stands there is not looked at.
"""

from __future__ import annotations

import json
from itertools import pairwise
from math import isfinite
from os import PathLike
from pathlib import Path

from musicpuzzle.errors import DataError

NAME = "medleys.json"

Span = tuple[float, float]
"""From where to where a part lasts, in seconds."""

EDGE_S = 0.5
"""So much at both ends of a part is left alone, as its neighbour may sound on there."""


def medley_parts(path: str | PathLike[str]) -> tuple[Span, ...] | None:
    """From where to where each song in a composed medley lasts, in seconds.

    Args:
        path: the medley's sound file.

    Returns:
        The parts in order, or None where no list beside the file knows it.

    Raises:
        DataError: the list is damaged.
    """
    file = Path(path)
    known = read_medleys(file.parent) if (file.parent / NAME).is_file() else {}
    return known.get(file.name)


def read_medleys(folder: str | PathLike[str]) -> dict[str, tuple[Span, ...]]:
    """The parts of every medley in a folder, by the names of the files.

    Raises:
        DataError: the list is missing or damaged.
    """
    listed = Path(folder) / NAME
    try:
        entries = json.loads(listed.read_text(encoding="utf-8"))
        return {str(entry["file"]): _spans(entry["parts"]) for entry in entries}
    except OSError as error:
        raise DataError(f"{listed}: it cannot be read ({error.strerror})") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DataError(f"{listed}: it is no list of medleys ({error!r})") from error


def _spans(parts: list[dict[str, float]]) -> tuple[Span, ...]:
    spans = tuple((float(part["start_s"]), float(part["end_s"])) for part in parts)
    edges_s = [0.0, *(edge_s for span in spans for edge_s in span)]
    if not all(isfinite(edge_s) for edge_s in edges_s):
        raise ValueError("a time that is no number")
    if any(before > after for before, after in pairwise(edges_s)):
        raise ValueError("parts that do not follow each other")
    return spans
