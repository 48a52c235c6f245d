"""What a card and a network need to know of songs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from musicpuzzle.models.card import Credit
from trainer.data.songs import Song, band_statistics, credits_of

MakeSong = Callable[..., Song]


def test_credits_count_songs_of_each_artist(make_song: MakeSong) -> None:
    a, b, c = (make_song(name, 50) for name in "abc")
    given = credits_of([a, replace(b, artist="Bo"), c])
    assert given == (
        Credit("Ana", "CC0-1.0", "here", 2),
        Credit("Bo", "CC0-1.0", "here", 1),
    )


def test_hours_follow_from_frames(make_song: MakeSong) -> None:
    assert make_song("a", 155_039, 10).hours == pytest.approx(1.0, abs=1e-4)


def test_statistics_are_those_of_all_frames(make_song: MakeSong) -> None:
    rng = np.random.default_rng(0)
    songs = [
        replace(make_song(name, 1), variants=(rng.normal(4, 2, (128, n)).astype(np.float16),))
        for name, n in (("a", 300), ("b", 900))
    ]
    mean, std = band_statistics(songs, every=1)
    together = np.concatenate([song.variants[0] for song in songs], axis=1).astype(np.float64)
    np.testing.assert_allclose(mean, together.mean(axis=1), rtol=1e-5)
    np.testing.assert_allclose(std, together.std(axis=1), rtol=1e-5)
    assert mean.dtype == std.dtype == np.float32


def test_a_silent_band_has_a_deviation_to_divide_by(make_song: MakeSong) -> None:
    song = replace(make_song("a", 1), variants=(np.zeros((128, 64), np.float16),))
    _, std = band_statistics([song])
    assert (std > 0).all()
