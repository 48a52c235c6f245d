"""Regions: two crowds with their own words have those names."""

from __future__ import annotations

import numpy as np
import pytest

from musicpuzzle.explore.collection import Words
from musicpuzzle.explore.regions import COARSE_CELLS, FINE_CELLS, regions_of


@pytest.mark.parametrize("cells", [COARSE_CELLS, FINE_CELLS])
def test_each_crowd_is_named_by_what_sets_it_apart(cells: int) -> None:
    rng = np.random.default_rng(0)
    centres = np.repeat([[-0.5, 0.2], [0.6, -0.4]], [60, 30], axis=0)
    positions = (centres + 0.01 * rng.standard_normal((90, 2))).astype(np.float32)
    columns = {
        "language": Words.of(["none"] * 90),  # says nothing, since all have it
        "genre": Words.of(["dub"] * 50 + [""] * 10 + ["waltz"] * 24 + ["dub"] * 6),
    }
    found = regions_of(positions, columns, cells)
    assert [(each.name, each.n_songs) for each in found] == [("dub", 60), ("waltz", 30)] or [
        each.name for each in found
    ] == ["waltz"]
    waltz = found[-1]
    assert waltz.share == pytest.approx(0.8)
    assert (waltz.x, waltz.y) == pytest.approx((0.6, -0.4), abs=3 / cells)


def test_without_words_there_are_no_names() -> None:
    positions = np.zeros((30, 2), np.float32)
    assert regions_of(positions, {}, COARSE_CELLS) == []
    assert regions_of(positions, {"mood": Words.of([""] * 30)}, COARSE_CELLS) == []
    assert regions_of(positions[:3], {"mood": Words.of(["a", "b", "c"])}, COARSE_CELLS) == []
