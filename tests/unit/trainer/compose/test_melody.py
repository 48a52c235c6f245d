from __future__ import annotations

import itertools

import pytest

from trainer.compose.melody import Idea
from trainer.compose.rhythms import FEELS, notes_of, onsets

CELLS = sorted({cell for cells in FEELS.values() for cell in cells})


@pytest.mark.parametrize("steps", [12, 16])
def test_an_idea_fits_into_bars_of_another_metre(steps):
    for cell in CELLS:
        idea = Idea(cell, tuple(range(1, onsets(cell))))
        fitted = idea.fitted(steps)
        assert len(fitted.cell) == steps
        assert len(fitted.steps) == max(onsets(fitted.cell) - 1, 0)
        assert fitted.steps == idea.steps[: len(fitted.steps)]
        # No sound is held that was never struck, and what was struck before stays where it was.
        assert ".-" not in fitted.cell
        starts = [start for start, _ in notes_of(fitted.cell)]
        assert starts == [start for start, _ in notes_of(cell) if start < steps]
        if steps == len(cell):
            assert fitted == idea
    assert any(len(a) != len(b) for a, b in itertools.pairwise(CELLS))
