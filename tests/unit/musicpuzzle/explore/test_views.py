"""Views: likeness is the cosine within a sub-space, and their mean for all."""

from __future__ import annotations

import numpy as np
import pytest

from musicpuzzle.explore.views import SPACES, VIEWS, unit_spaces, vectors_of

from .material import made_up


def test_inner_products_are_cosines() -> None:
    rows = made_up(2).embeddings * np.array([[2], [0.5]], np.float32)
    units = unit_spaces(rows)
    cosines = {
        name: rows[0, part] @ rows[1, part] / np.prod(np.linalg.norm(rows[:, part], axis=1))
        for name, part in SPACES.items()
    }
    cosines["all"] = np.mean(list(cosines.values()))
    for view in VIEWS:
        first, second = vectors_of(units, view)
        assert first @ second == pytest.approx(cosines[view], abs=1e-5)


def test_nothing_known_stays_nothing() -> None:
    rows = made_up(2).embeddings.copy()
    rows[0, SPACES["mood"]] = 0
    units = unit_spaces(rows)
    assert not units[0, SPACES["mood"]].any()
    assert np.isfinite(units).all()


def test_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\(n, 256\), not \(3, 128\)"):
        unit_spaces(np.zeros((3, 128), np.float32))
