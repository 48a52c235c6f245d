"""Layouts on disk, known by the content of what they lay out.

They lie with what cannot be computed again: a song that was placed later would, in a fresh layout,
take all others with it.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.explore.projection import FEWEST, aligned, placed, principal_layout
from musicpuzzle.explore.views import View, vectors_of
from musicpuzzle.files import telling, write_atomically
from musicpuzzle.paths import user_data_dir

Floats = NDArray[np.float32]
Marks = NDArray[np.uint64]
Flags = NDArray[np.bool_]
FOLDER = "maps"
LEAST_SHARE = 0.25
"""So much of today's songs a layout has to know to be their basis: else most crowd around few."""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Where the songs of a view lie.

    Attributes:
        positions: float32 (n, 2), see `projection`.
        is_final: they were laid out by their neighbours, or placed beside such.
        is_placed: bool (n,), which were placed beside the others since all were laid out; None
            where none were.
    """

    positions: Floats
    is_final: bool
    is_placed: Flags | None = None

    @property
    def n_placed(self) -> int:
        """How many were placed beside the others."""
        return 0 if self.is_placed is None else int(self.is_placed.sum())


def marks_of(embeddings: Floats) -> Marks:
    """uint64 (n,), a mark of each row's content."""
    rows = np.ascontiguousarray(embeddings, dtype=np.float32)
    digests = (hashlib.blake2b(row.tobytes(), digest_size=8).digest() for row in rows)
    marks = (int.from_bytes(digest, "little") for digest in digests)
    return np.fromiter(marks, np.uint64, len(rows))


def path_of(view: View, folder: Path | None = None, *, aside: bool = False) -> Path:
    """The file of a view's layout, or of the one that was set aside."""
    return (folder or user_data_dir() / FOLDER) / f"{view}{'.aside' if aside else ''}.npz"


def keep(view: View, marks: Marks, layout: Layout, folder: Path | None = None) -> None:
    """Write a final layout, whole or not at all.

    Args:
        marks: of the songs, from `marks_of`.
        folder: the person's own by default.

    Raises:
        DataError: it cannot be written.
    """
    content = io.BytesIO()
    is_placed = np.zeros(len(marks), bool) if layout.is_placed is None else layout.is_placed
    np.savez(content, marks=marks, positions=layout.positions, is_placed=is_placed)
    path = path_of(view, folder)
    with telling(path, "the map cannot be kept"):
        write_atomically(path, content.getvalue())


def set_aside(view: View, marks: Marks, folder: Path | None = None) -> None:
    """Keep a layout that is no basis for these songs where the next one does not replace it.

    Its own songs may only be away, as on a drive that is not there.

    Raises:
        DataError: it cannot be set aside.
    """
    found = kept(view, folder)
    if found is not None and not _is_basis(found[0], marks):
        path = path_of(view, folder)
        with telling(path, "the map cannot be set aside"):
            path.replace(path_of(view, folder, aside=True))


def kept(
    view: View, folder: Path | None = None, *, aside: bool = False
) -> tuple[Marks, Floats, Flags] | None:
    """Marks and positions of songs, and which were placed, as they were kept.

    None where nothing was kept, or what was is damaged: then it is laid out again.
    """
    try:
        content = io.BytesIO(path_of(view, folder, aside=aside).read_bytes())
        with np.load(content, allow_pickle=False) as file:
            marks, positions = file["marks"], file["positions"]
            # Older files do not say it, and their songs shall not move for that.
            is_placed = file.get("is_placed", np.zeros(len(marks), bool))
    except (OSError, ValueError, KeyError, EOFError, TypeError, zipfile.BadZipFile):
        return None
    whole = marks.ndim == 1 and positions.shape == (len(marks), 2) and len(marks) > 0
    usable = whole and marks.dtype == np.uint64 and bool(np.isfinite(positions).all())
    usable &= is_placed.shape == marks.shape and is_placed.dtype == np.bool_
    return (marks, positions.astype(np.float32), is_placed) if usable else None


def arranged(view: View, units: Floats, marks: Marks, folder: Path | None = None) -> Layout:
    """The best layout that is there at once: the kept one, or else the principal axes.

    Songs that the kept one lacks are placed beside those it has, and kept there from now on. Where
    it has too few, it is no basis; perhaps the one that was set aside is.

    Args:
        units: from `unit_spaces`; there is at least one song.
        marks: of the same songs.

    Raises:
        DataError: newly placed songs cannot be kept.
    """
    vectors = vectors_of(units, view)
    both = (kept(view, folder, aside=aside) for aside in (False, True))
    found = next((each for each in both if each and _is_basis(each[0], marks)), None)
    if found is None:
        return Layout(principal_layout(vectors), is_final=False)
    old_marks, old_positions, was_placed = found
    order = old_marks.argsort()
    at = np.searchsorted(old_marks, marks, sorter=order).clip(max=len(order) - 1)
    rows = order[at]
    is_known = old_marks[rows] == marks
    positions = old_positions[rows]
    if is_known.all():
        return Layout(positions, is_final=True, is_placed=was_placed[rows])
    positions[~is_known] = placed(vectors[~is_known], vectors[is_known], positions[is_known])
    is_placed = was_placed[rows] | ~is_known
    is_gone = ~np.isin(old_marks, marks)
    whole = Layout(
        np.concatenate([positions, old_positions[is_gone]]),
        is_final=True,
        is_placed=np.concatenate([is_placed, was_placed[is_gone]]),
    )
    keep(view, np.concatenate([marks, old_marks[is_gone]]), whole, folder)
    return Layout(positions, is_final=True, is_placed=is_placed)


def _is_basis(old: Marks, marks: Marks) -> bool:
    """Whether enough songs are known: a share, but neighbourhoods of few take most of all."""
    n = len(marks)
    least = max(LEAST_SHARE * n, min(FEWEST, n // 2 + 1))
    return bool(np.isin(marks, old).sum() >= least)


def facing(layout: Layout, reference: Layout) -> Layout:
    """A layout turned so that going over to it from the reference moves the songs least."""
    return Layout(aligned(layout.positions, reference.positions), layout.is_final, layout.is_placed)
