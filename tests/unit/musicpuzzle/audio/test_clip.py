"""A stretch of sound knows its length and gives copies of its parts."""

from __future__ import annotations

import numpy as np
import pytest

from musicpuzzle.audio.clip import Clip


@pytest.fixture
def clip():
    return Clip(np.arange(20, dtype=np.float32).reshape(2, 10), 5)


def test_its_measures(clip):
    assert (clip.channels, clip.n_samples, clip.duration_s) == (2, 10, 2.0)


def test_mono_is_the_mean(clip):
    mono = clip.mono()
    assert mono.dtype == np.float32
    assert np.array_equal(mono, np.arange(5, 15))


def test_a_cut_is_a_copy(clip):
    part = clip.cut(3, 4)
    assert np.array_equal(part.samples, clip.samples[:, 3:7])
    part.samples[:] = 0
    assert clip.samples[0, 3] == 3


def test_the_whole_and_nothing_can_be_cut(clip):
    assert np.array_equal(clip.cut(0, 10).samples, clip.samples)
    assert clip.cut(10, 0).n_samples == 0


@pytest.mark.parametrize(("start", "length"), [(-1, 3), (8, 3), (0, 11), (2, -1)])
def test_a_cut_stays_inside(clip, start, length):
    with pytest.raises(ValueError, match="outside a clip of 10 samples"):
        clip.cut(start, length)
