from __future__ import annotations

import itertools
from collections import Counter

import numpy as np
import pytest

from trainer.compose.ensemble import choose
from trainer.compose.moods import MOODS
from trainer.compose.spec import draw_spec
from trainer.compose.styles import STYLES

N = 2000


def cramers_v(first: list[object], second: list[object]) -> float:
    """Bias-corrected strength of association of two columns, 0 to 1 (Bergsma 2013)."""
    table = np.zeros((len(set(first)), len(set(second))))
    rows, columns = sorted(set(first), key=str), sorted(set(second), key=str)
    for a, b in zip(first, second, strict=True):
        table[rows.index(a), columns.index(b)] += 1
    n = table.sum()
    expected = table.sum(1, keepdims=True) * table.sum(0, keepdims=True) / n
    phi = ((table - expected) ** 2 / expected).sum() / n
    r, c = table.shape
    corrected = max(0.0, phi - (r - 1) * (c - 1) / (n - 1))
    return float(np.sqrt(corrected / (min(r, c) - 1)))


@pytest.fixture(scope="module")
def columns() -> dict[str, list[object]]:
    specs = [draw_spec(seed, independent=True) for seed in range(N)]
    players = [choose(spec, STYLES[spec.style]) for spec in specs]
    return {
        "style": [spec.style for spec in specs],
        "mood": [spec.mood for spec in specs],
        "tempo": [int(8 * np.log2(spec.tempo_bpm / 60)) for spec in specs],
        "tonic": [spec.tonic for spec in specs],
        "lead": [spec.lead for spec in specs],
        "bass": [player.bass for player in players],
        "chords": [next(iter(player.layers.values())) for player in players],
    }


def test_the_measure_sees_dependence():
    column = [k % 5 for k in range(N)]
    assert cramers_v(column, column) > 0.99


def test_independent_factors_do_not_give_each_other_away(columns):
    for first, second in itertools.combinations(columns, 2):
        assert cramers_v(columns[first], columns[second]) < 0.1, (first, second)


def test_every_value_is_drawn_about_as_often(columns):
    for name in ("style", "mood", "tonic", "lead"):
        counts = Counter(columns[name]).values()
        assert min(counts) > 0.6 * N / len(counts)
        assert max(counts) < 1.5 * N / len(counts)


def test_natural_factors_suit_the_style():
    for seed in range(200):
        spec = draw_spec(seed)
        style = STYLES[spec.style]
        assert style.tempo[0] <= spec.tempo_bpm <= style.tempo[1]
        assert spec.lead in style.leads
        assert spec.mood in MOODS


def test_given_factors_stay_and_leave_the_others_as_they_were():
    free = draw_spec(8, independent=True)
    given = draw_spec(8, independent=True, fixed={"tempo_bpm": 99.0, "mood": "dark"})
    assert (given.tempo_bpm, given.mood) == (99.0, "dark")
    assert (given.style, given.tonic, given.lead) == (free.style, free.tonic, free.lead)
    assert draw_spec(8, styles=("waltz",)).style == "waltz"


def test_players_of_one_song_differ():
    for seed in range(100):
        spec = draw_spec(seed, independent=True)
        player = choose(spec, STYLES[spec.style])
        names = [player.lead, player.counter, player.bass, *player.layers.values()]
        assert len(set(names)) == len(names)
