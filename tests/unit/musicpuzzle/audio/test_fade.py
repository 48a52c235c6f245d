"""Faded sound starts and ends at nothing and is itself in between."""

from __future__ import annotations

import numpy as np
import pytest

from musicpuzzle.audio.fade import fade_edges


def test_edges_rise_and_fall_and_the_middle_stays():
    ones = np.ones((2, 44_100), np.float32)
    faded = fade_edges(ones, 44_100)
    n_fade = 132
    assert faded.dtype == np.float32
    assert np.all(faded[:, 0] == 0)
    assert np.all(faded[:, -1] == 0)
    assert np.all(np.diff(faded[:, :n_fade]) > 0)
    assert np.array_equal(faded, faded[:, ::-1])
    assert np.array_equal(faded[:, n_fade:-n_fade], ones[:, n_fade:-n_fade])
    assert faded[0, n_fade // 2] == pytest.approx(0.5)
    assert np.all(ones == 1)


def test_a_given_time_is_kept():
    faded = fade_edges(np.ones(1000, np.float32), 1000, fade_s=0.1)
    assert np.count_nonzero(faded < 1) == 200


@pytest.mark.parametrize("n_samples", [0, 1, 2, 3, 10])
def test_short_sound_fades_over_its_halves(n_samples):
    faded = fade_edges(np.ones(n_samples, np.float32), 44_100)
    assert faded.shape == (n_samples,)
    assert np.array_equal(faded, faded[::-1])
    if n_samples > 1:
        assert faded[0] == faded[-1] == 0


def test_no_fade_is_a_copy():
    ones = np.ones(10, np.float32)
    faded = fade_edges(ones, 44_100, fade_s=0)
    assert np.array_equal(faded, ones)
    assert faded is not ones
