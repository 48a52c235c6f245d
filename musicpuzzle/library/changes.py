"""What became of the files of a library since it was last looked through."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from musicpuzzle.library.analysis import ANALYSIS
from musicpuzzle.library.schema import INDEXED, MISSING, SKIPPED
from musicpuzzle.library.walk import Found


@dataclass(frozen=True, slots=True)
class Known:
    """A file as the library has it.

    Attributes:
        id: its row.
        size, mtime_ns: as they were when it was looked at; -1 to look at it again in any case.
        content: identity of what is in it, None where it is not known for this size and time.
        before: what was in it before it was changed, until that has been dealt with.
        status: see `musicpuzzle.library.schema`.
        reason: why it is skipped, or empty.
        analysis: the `ANALYSIS` that it was looked at by.
    """

    id: int
    size: int
    mtime_ns: int
    content: str | None
    before: str | None
    status: str
    reason: str
    analysis: int


@dataclass(frozen=True, slots=True)
class Changes:
    """Files by what has to be done with them; those that are as they were are in none.

    Attributes:
        new: not known.
        changed: of another size or time, with what is known.
        unfinished: the same files, but they came back, wait, or were analysed by an older version.
        refused: cannot be for the library, with what is known of them, if anything.
        vanished: rows of files that are not there any more.
    """

    new: tuple[Found, ...]
    changed: tuple[tuple[Found, Known], ...]
    unfinished: tuple[tuple[Found, Known], ...]
    refused: tuple[tuple[Found, Known | None], ...]
    vanished: tuple[int, ...]


def compare(
    files: Iterable[Found], known: Mapping[str, Known], complete: Container[str]
) -> Changes:
    """Hold what lies there against what is known.

    Args:
        files: all that were found.
        known: all that are known in the same folders, by path.
        complete: contents that have all that an analysis gives.
    """
    new, changed, unfinished, refused = [], [], [], []
    there = set()
    for file in files:
        there.add(file.path)
        row = known.get(file.path)
        if file.reason:
            if row is None or (row.status, row.reason) != (SKIPPED, file.reason):
                refused.append((file, row))
        elif row is None:
            new.append(file)
        elif (row.size, row.mtime_ns) != (file.size, file.mtime_ns):
            changed.append((file, row))
        elif not _is_done(row, complete):
            unfinished.append((file, row))
    vanished = tuple(
        row.id for path, row in known.items() if path not in there and row.status != MISSING
    )
    return Changes(tuple(new), tuple(changed), tuple(unfinished), tuple(refused), vanished)


def _is_done(row: Known, complete: Container[str]) -> bool:
    if row.status == INDEXED:
        return row.content in complete
    return row.status == SKIPPED and row.analysis == ANALYSIS
