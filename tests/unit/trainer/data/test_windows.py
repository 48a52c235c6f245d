"""Consecutive pieces on the grid of frames, without a leak across a cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from musicpuzzle.audio.disguise import Disguise
from musicpuzzle.errors import DataError
from musicpuzzle.features.logmel import (
    HOP_S,
    HOP_SAMPLES,
    SAMPLE_RATE_HZ,
    WINDOW_SAMPLES,
    disguise_log_mel,
    frames_of,
    log_mel_array,
)
from trainer.data.songs import Song
from trainer.data.windows import (
    cut_window,
    disguise_pieces,
    draw_window,
    hops,
    songs_for,
    window_frames,
)

MakeSong = Callable[..., Song]


@pytest.mark.parametrize("gap_s", [0.0, 0.25, 1.0])
def test_pieces_are_those_of_cutting_the_sound_first(gap_s: float) -> None:
    rng = np.random.default_rng(0)
    samples = rng.standard_normal(12 * SAMPLE_RATE_HZ).astype(np.float32) * 0.1
    first_frame, length = 11, round(2.0 * SAMPLE_RATE_HZ)
    pieces = cut_window(log_mel_array(samples).astype(np.float16), first_frame, 3, 2.0, gap_s)
    for k, piece in enumerate(pieces):
        start = (first_frame + k * hops(2.0 + gap_s)) * HOP_SAMPLES
        alone = log_mel_array(samples[start : start + length])
        np.testing.assert_allclose(piece, alone, atol=0.01)


@pytest.mark.parametrize("gap_s", [0.0, 0.3])
def test_last_window_of_a_piece_ends_before_the_next_begins(gap_s: float) -> None:
    last_sample = (frames_of(2.0) - 1) * HOP_SAMPLES + WINDOW_SAMPLES
    next_start = hops(2.0 + gap_s) * HOP_SAMPLES
    assert last_sample <= round(2.0 * SAMPLE_RATE_HZ)
    assert next_start - last_sample >= gap_s * SAMPLE_RATE_HZ - HOP_SAMPLES


def test_a_window_takes_the_frames_it_says(make_song: MakeSong) -> None:
    need = window_frames(4, 1.5, 0.5)
    song = make_song("a", need)
    assert cut_window(song.variants[0], 0, 4, 1.5, 0.5).shape == (4, 128, frames_of(1.5))
    assert songs_for([song, make_song("b", need - 1)], 4, 1.5, 0.5) == [song]
    with pytest.raises(DataError, match="No song is long enough for 4 pieces of 3 s"):
        songs_for([song], 4, 3.0, 0.5)


def test_a_song_counts_by_its_fastest_variant(make_song: MakeSong) -> None:
    need = window_frames(3, 1.0, 0.0)
    assert songs_for([make_song("a", need, need)], 3, 1.0, 0.0)
    with pytest.raises(DataError):
        songs_for([make_song("a", need, need - 1)], 3, 1.0, 0.0)


def test_draws_reach_every_song_and_speed_and_both_ends(make_song: MakeSong) -> None:
    need = window_frames(3, 1.0, 0.0)
    songs = [make_song("a", need + 2), make_song("b", need, need + 1)]
    for value, song in enumerate(songs):
        for speed, variant in enumerate(song.variants):
            variant[0] = np.arange(variant.shape[1]) / 8
            variant[1] = 2 + 10 * value + speed
    rng = np.random.default_rng(0)
    drawn = {
        (float(piece[0, 1, 0]), float(piece[0, 0, 0] * 8))
        for piece in (draw_window(rng, songs, 3, 1.0, 0.0) for _ in range(200))
    }
    assert drawn == {(2, 0), (2, 1), (2, 2), (12, 0), (13, 0), (13, 1)}


def test_the_same_generator_draws_the_same(make_song: MakeSong) -> None:
    songs = [make_song("a", 400), make_song("b", 500)]
    one, other = (draw_window(np.random.default_rng([3, 1]), songs, 3, 1.0, 0.5) for _ in range(2))
    np.testing.assert_array_equal(one, other)


def test_no_piece_is_silent(make_song: MakeSong) -> None:
    song = make_song("a", 1000)
    song.variants[0][:, 300:] = 0
    rng = np.random.default_rng(0)
    for _ in range(20):
        assert draw_window(rng, [song], 3, 1.0, 0.0).max(axis=(1, 2)).min() > 1
    silent = replace(song, variants=(np.zeros_like(song.variants[0]),))
    with pytest.raises(DataError, match="silent wherever a piece was tried"):
        draw_window(rng, [silent], 3, 1.0, 0.0)


def test_each_piece_gets_a_disguise_of_its_own() -> None:
    rng = np.random.default_rng(0)
    pieces = np.full((40, 128, 3), 8.0, np.float32)
    changed = disguise_pieces(rng, pieces)
    assert changed.dtype == np.float32
    gains_db = 10 * np.log10(np.expm1(changed[:, :, 0]) / np.expm1(8.0))
    # 12 dB: gain and tilt together, at the ends of the spectrum.
    assert np.abs(gains_db).max() <= 12.01
    assert len(np.unique(gains_db[:, 64].round(4))) == 40
    tilts_db = gains_db[:, -1] - gains_db[:, 0]
    assert tilts_db.min() < -5
    assert tilts_db.max() > 5


def test_a_disguise_is_the_one_of_the_game() -> None:
    pieces = np.random.default_rng(1).uniform(0, 8, (2, 128, 5)).astype(np.float32)
    changed = disguise_pieces(np.random.default_rng(7), pieces)
    draws = np.random.default_rng(7).uniform(-6, 6, (2, 2))
    for piece, after, (gain_db, tilt_db) in zip(pieces, changed, draws, strict=True):
        np.testing.assert_allclose(after, disguise_log_mel(piece, Disguise(gain_db, tilt_db)))


def test_hops_round_to_the_nearest() -> None:
    assert hops(0.0) == 0
    assert hops(10.4 * HOP_S) == 10
    assert hops(10.6 * HOP_S) == 11
