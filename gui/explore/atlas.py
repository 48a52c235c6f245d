"""Everything the page shows of some songs, made in the lane of files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.explore.collection import Collection
from musicpuzzle.explore.find import Texts
from musicpuzzle.explore.kept_layouts import Layout, Marks, arranged, facing, marks_of
from musicpuzzle.explore.regions import COARSE_CELLS, FINE_CELLS, Region, regions_of
from musicpuzzle.explore.search import Space
from musicpuzzle.explore.views import VIEWS, View

from ..lanes import Job

Floats = NDArray[np.float32]
Gather = Callable[[Job], Collection]
"""Gives the songs, in the lane of files; it raises a MusicPuzzleError where it cannot."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One view of the songs.

    Attributes:
        layout: where they lie.
        coarse, fine: the names of crowds, for the whole map and for a part of it.
    """

    layout: Layout
    coarse: tuple[Region, ...]
    fine: tuple[Region, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Atlas:
    """Some songs and all five views of them.

    Attributes:
        collection: the songs.
        space: for searching.
        marks: by which their layouts are kept.
        texts: in which a search by words looks, see `Texts`.
        sheets: of every view; none where there are no songs.
    """

    collection: Collection
    space: Space
    marks: Marks
    texts: Texts
    sheets: dict[View, Sheet]

    @property
    def unfinished(self) -> list[View]:
        """The views that are not laid out by their neighbours yet."""
        return [view for view, sheet in self.sheets.items() if not sheet.layout.is_final]

    def with_sheet(self, view: View, sheet: Sheet) -> Atlas:
        """The same songs, a view of which is another."""
        return replace(self, sheets=self.sheets | {view: sheet})

    def has_same_songs(self, other: Atlas) -> bool:
        """Whether another atlas has the same songs, whatever is known of them."""
        same = np.array_equal(self.marks, other.marks)
        return same and self.collection.paths == other.collection.paths

    def says_the_same(self, other: Atlas) -> bool:
        """Whether the same is known of the same songs; neither their words nor a number differ."""
        before, after = self.collection.numbers, other.collection.numbers
        return (
            self.texts.text == other.texts.text
            and before.keys() == after.keys()
            and all(
                np.array_equal(before[name].values, after[name].values, equal_nan=True)
                for name in before
            )
        )

    @property
    def placed_share(self) -> float:
        """The share of songs that came later than the layout and were placed beside the others."""
        placed = max((sheet.layout.n_placed for sheet in self.sheets.values()), default=0)
        return placed / max(1, len(self.collection))


def atlas_of(collection: Collection, job: Job, folder: Path | None = None) -> Atlas | None:
    """Lay the songs out as well as can be at once; None where the job was cancelled.

    Args:
        folder: of the layouts that were kept, the person's own by default.

    Raises:
        DataError: the places of new songs cannot be kept.
    """
    space = Space.of(collection.embeddings)
    marks = marks_of(collection.embeddings)
    units = space.units()
    atlas = Atlas(collection, space, marks, Texts.of(collection), {})
    if not len(collection):
        return atlas
    for number, view in enumerate(VIEWS):
        if job.cancelled():
            return None
        layout = arranged(view, units, marks, folder)
        atlas.sheets[view] = sheet_of(atlas, layout)
        job.report((number + 1) / len(VIEWS))
    return atlas


def renewed(atlas: Atlas, view: View, folder: Path | None = None) -> Atlas:
    """The atlas with a view as it was laid out and kept meanwhile.

    Raises:
        DataError: the places of new songs cannot be kept.
    """
    layout = arranged(view, atlas.space.units(), atlas.marks, folder)
    return atlas.with_sheet(view, sheet_of(atlas, layout))


def sheet_of(atlas: Atlas, layout: Layout) -> Sheet:
    """A view with its names.

    A final one lies as it was kept: turning it would move its songs whenever others are added.
    """
    reference = atlas.sheets.get("all")
    if reference is not None and not layout.is_final:
        layout = facing(layout, reference.layout)
    columns = atlas.collection.naming
    named = [tuple(regions_of(layout.positions, columns, n)) for n in (COARSE_CELLS, FINE_CELLS)]
    return Sheet(layout, named[0], named[1])
