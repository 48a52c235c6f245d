"""Songs to look at: composed once, they are the same in every test."""

from __future__ import annotations

import random
from functools import lru_cache

import pytest

from trainer.compose.composer import compose
from trainer.compose.score import Song
from trainer.compose.spec import Spec, draw_spec
from trainer.compose.styles import STYLES


@lru_cache(maxsize=1)
def _songs() -> tuple[tuple[Spec, Song], ...]:
    natural = [draw_spec(70 + k, fixed={"style": name}) for k, name in enumerate(sorted(STYLES))]
    independent = [draw_spec(500 + k, independent=True) for k in range(16)]
    return tuple((spec, compose(spec)) for spec in (*natural, *independent))


@pytest.fixture(scope="session")
def songs() -> tuple[tuple[Spec, Song], ...]:
    """A song of every style as the style likes it, and some with every factor on its own."""
    return _songs()


@pytest.fixture
def rng() -> random.Random:
    """Chance that is the same every time."""
    return random.Random(5)
