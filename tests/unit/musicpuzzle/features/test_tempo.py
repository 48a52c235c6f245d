from __future__ import annotations

import numpy as np
import pytest

from musicpuzzle.features.logmel import HOP_S
from musicpuzzle.features.tempo import find_tempo


def strokes(bpm: float, *, seconds: float = 40.0, shaky_s: float = 0.0) -> np.ndarray:
    """The rise of strokes on a soft floor, each spread over two frames by where it falls."""
    rng = np.random.default_rng(round(bpm))
    times_s = np.arange(0.5, seconds - 1, 60 / bpm)
    frames = (times_s + shaky_s * rng.normal(size=len(times_s))) / HOP_S
    rise = 0.02 * rng.random(round(seconds / HOP_S))
    whole = frames.astype(int)
    np.add.at(rise, whole, 1 - (frames - whole))
    np.add.at(rise, whole + 1, frames - whole)
    return rise


@pytest.mark.parametrize("bpm", [61.0, 84.7, 97.3, 120.0, 133.1, 158.0])
def test_a_steady_tempo_is_told_to_a_tenth(bpm: float) -> None:
    tempo = find_tempo(strokes(bpm))
    assert tempo is not None
    ratio = tempo.bpm / bpm
    assert min(abs(ratio * octave - 1) for octave in (0.5, 1.0, 2.0)) < 0.001


def test_a_clear_pulse_is_surer_than_a_shaky_one_than_none() -> None:
    noise = np.random.default_rng(1).random(round(40 / HOP_S))
    found = [find_tempo(rise) for rise in (strokes(100), strokes(100, shaky_s=0.02), noise)]
    sure = [tempo.confidence for tempo in found if tempo is not None]
    assert len(sure) == 3
    assert 1 >= sure[0] > 0.5 > sure[1] > 0.1 > sure[2] >= 0


def test_where_nothing_sets_in_there_is_no_tempo() -> None:
    assert find_tempo(np.zeros(2_000)) is None
    assert find_tempo(np.ones(10)) is None


def test_a_short_song_has_a_tempo_too() -> None:
    tempo = find_tempo(strokes(120, seconds=4))
    assert tempo is not None
    assert tempo.bpm == pytest.approx(120, rel=0.02)
